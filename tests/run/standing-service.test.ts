import { expect, test } from 'vitest'
import { UserError } from '../../src/lib/failure.ts'
import type { Service } from '../../src/run/service.ts'
import { standingService } from '../../src/run/standing-service.ts'

/** Services that only say what is done with them; `fails` are thrown by the next beginnings, one each. */
async function standing() {
  const log: string[] = []
  const fails: Error[] = []
  const troubles: unknown[] = []
  const start = async (name: string): Promise<Service> => {
    const failure = fails.shift()
    if (failure) throw failure
    log.push(`${name} begins`)
    return {
      request: async (names, why) => void log.push(`${name} asked for ${names?.join() ?? 'all'} by ${why}`),
      next: () => null,
      stop: async () => {
        await new Promise((resolve) => setImmediate(resolve))
        log.push(`${name} stops`)
        return true
      },
    }
  }
  const stop = new AbortController()
  const service = await standingService<string>('first', start, {
    signal: stop.signal,
    stopMs: 1,
    againMs: 1,
    onTrouble: (error) => void troubles.push(error),
  })
  return { service, log, fails, troubles, stop }
}

test('a service, told of two changes at once, is begun anew one after the other and never twice', async () => {
  const { service, log } = await standing()
  const changes = [service.renew(async () => 'second'), service.renew(async () => 'third')]
  await service.request(null, 'webhook')
  await Promise.all(changes)
  expect(service.settings()).toBe('third')
  expect(await service.stop(1)).toBe(true)
  expect(log).toEqual([
    'first begins',
    'first stops',
    'second begins',
    'second stops',
    'third begins',
    'third asked for all by webhook',
    'third stops',
  ])
})

test('a service, its new settings cannot be read, goes on undisturbed', async () => {
  const { service, log } = await standing()
  const mistake = new UserError('the settings have one mistake')
  await expect(service.renew(() => Promise.reject(mistake))).rejects.toBe(mistake)
  await service.request(['a'], 'hand')
  expect([log, service.settings()]).toEqual([['first begins', 'first asked for a by hand'], 'first'])
})

test('a service, cannot be begun by its new settings, goes on by the old ones and says why', async () => {
  const { service, log, fails, troubles } = await standing()
  fails.push(new UserError('the schedule cannot be kept'))
  await expect(service.renew(async () => 'second')).rejects.toThrow('the schedule cannot be kept')
  expect([log, service.settings(), troubles]).toEqual([
    ['first begins', 'first stops', 'first begins'],
    'first',
    [],
  ])
})

test('a service, cannot be begun for a while, is begun once it can', async () => {
  const { service, log, fails, troubles } = await standing()
  const down = [new Error('the database is down'), new Error('still down')]
  fails.push(...down)
  await service.renew(async () => 'second')
  expect([log, service.settings(), troubles]).toEqual([
    ['first begins', 'first stops', 'second begins'],
    'second',
    down,
  ])
})

test('a service, cannot be begun and is told to stop, gives up', async () => {
  const { service, fails, stop } = await standing()
  fails.push(...Array.from({ length: 10_000 }, () => new Error('the database is down')))
  const renewing = service.renew(async () => 'second')
  stop.abort()
  await expect(renewing).rejects.toMatchObject({ name: 'AbortError' })
  expect(await service.stop(1)).toBe(true)
})

test('a service, told to stop while it ends for new settings, is not begun anew', async () => {
  const { service, log, stop } = await standing()
  const renewing = service.renew(async () => 'second')
  stop.abort()
  await expect(renewing).rejects.toMatchObject({ name: 'AbortError' })
  expect([log, service.settings()]).toEqual([['first begins', 'first stops'], 'first'])
})
