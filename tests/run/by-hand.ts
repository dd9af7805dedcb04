import type { Order } from '../../src/run/order.ts'

/** The order of an ordinary `magam sync`, told the time by `wall`; `other` is what a run is asked besides. */
export function byHand(wall: () => Date, other: Partial<Order> = {}): Order {
  return { mode: 'sync', trigger: 'hand', full: false, force: false, now: wall(), wall, ...other }
}
