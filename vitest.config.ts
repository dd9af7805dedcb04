import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Deadlines must not move with the machine: a zone with daylight saving, far from Korea, is the harshest host.
    env: { TZ: process.env.TZ ?? 'America/New_York', NO_COLOR: '1' },
  },
})
