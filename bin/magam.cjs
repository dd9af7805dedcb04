#!/usr/bin/env node
'use strict'
// Starts Magam on the Node it needs: the host's own when that is new enough, else the one npm installed beside us.
// Plain JavaScript of an old dialect on purpose: it must run, and explain itself, on any Node.
const { spawn } = require('node:child_process')
const { existsSync } = require('node:fs')
const { join } = require('node:path')

const root = join(__dirname, '..')
const source = join(root, 'src', 'main.ts')
// A checkout runs its sources, however old its dist is. Node refuses to strip types below node_modules, so the published
// package carries no sources, only what was built of them.
const entry = existsSync(source) ? source : join(root, 'dist', 'main.js')
const windows = process.platform === 'win32'
// Not the .cmd of .bin: Windows starts one only through a shell, which would read the arguments anew.
const bundled = windows
  ? join(root, 'node_modules', 'node', 'bin', 'node.exe')
  : join(root, 'node_modules', '.bin', 'node')
const major = Number(process.versions.node.split('.')[0])

if (major >= 24) {
  import(require('node:url').pathToFileURL(entry).href)
} else if (existsSync(bundled)) {
  // Whoever stops a whole group of processes, as systemd does, tells the child as well: it takes ours for an echo then.
  const env = Object.assign({}, process.env, { MAGAM_LAUNCHED: '1' })
  const child = spawn(bundled, [entry].concat(process.argv.slice(2)), { stdio: 'inherit', env: env })
  // Ctrl-C reaches both of us; other ends are told to the child, which would outlive us otherwise.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
  child.on('error', (error) => {
    process.stderr.write(`error: could not start ${bundled}: ${error.message}\n`)
    process.exit(1)
  })
  child.on('exit', (status) => process.exit(status === null ? 1 : status))
} else {
  process.stderr.write(`error: Magam needs Node 24 or newer; this is ${process.version}\n\n`)
  process.stderr.write('hint: install Node 24, or run `npm ci` in the checkout, which brings one along\n')
  // A mistake of set-up, as every other one: `src/cli/exit.ts`.
  process.exit(2)
}
