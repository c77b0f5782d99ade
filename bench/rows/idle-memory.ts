/**
 * `idle-memory`: what an idle TLS connection to the IMAP port costs the processes that hold it, in KB: the growth of their
 * proportional set size from when they were fresh to when 5,000 are open, by the connection.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { holdOpen } from '../load/held.ts'
import { proportionalKilobytes } from '../processes.ts'
import type { Side } from '../side.ts'
import type { Row } from './row.ts'

const connections = 5000
/** Garbage of the handshakes is collected, and pages settle. */
const settleMs = 3000

const fresh = new Map<Side, number>()

const memory = (side: Side): number => proportionalKilobytes(side.loginProcesses())

const measureHeld = async (side: Side): Promise<number> => {
  const close = await holdOpen({ kind: 'greeted', target: { address: side.address, port: side.ports.imaps }, connections, network: 10 })
  try {
    await pause(settleMs)
    return memory(side)
  } finally {
    await close()
    await pause(settleMs)
  }
}

export const idleMemory: Row = {
  name: 'idle-memory',
  unit: 'KB/connection',
  better: 'less',
  // At most 0.7 of the peer's, turned over.
  goal: 1.43,
  prepare: async side => {
    await pause(settleMs)
    fresh.set(side, memory(side))
  },
  measure: async side => ({ value: ((await measureHeld(side)) - fresh.get(side)!) / connections, cpuMs: null }),
}
