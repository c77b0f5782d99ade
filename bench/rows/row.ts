/** What every row has, and the measuring that most share. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Load, type LoadDone, runLoad } from '../load/run.ts'
import { cpuSeconds } from '../processes.ts'
import type { RowKind, Sample } from '../result.ts'
import type { Side } from '../side.ts'

/** A row: how to measure one side once. */
export interface Row extends RowKind {
  /** Once for each side, before its first sample: fills caches, warms up. */
  prepare(side: Side): Promise<void>
  measure(side: Side): Promise<Sample>
}

const isEmpty = (directory: string): boolean => readdirSync(directory, { recursive: true, withFileTypes: true }).every(entry => entry.isDirectory())

/** Waits until Postfix has handed on what it took, so that the next measurement does not pay for it. @throws Error after a minute */
export const settle = async ({ queue }: Side): Promise<void> => {
  for (let tries = 0; tries < 600; tries++) {
    if (['incoming', 'active', 'maildrop'].every(name => isEmpty(join(queue, name)))) return
    await pause(100)
  }
  throw new Error(`${queue}: the queue does not drain`)
}

/**
 * Runs a load and counts the serving side's CPU time until all is handed on.
 * @returns what the load did, and CPU milliseconds for one unit
 */
export const runCounted = async (side: Side, load: Load): Promise<{ done: LoadDone; cpuMs: number }> => {
  const before = cpuSeconds(side.roots())
  const done = await runLoad(load)
  await settle(side)
  return { done, cpuMs: ((cpuSeconds(side.roots()) - before) * 1000) / done.units }
}

/** A row that counts units each second. `perUnit` turns what the job counts into the row's unit. */
export const rateRow = (kind: RowKind, loadAt: (side: Side) => Load, perUnit = 1): Row => ({
  ...kind,
  prepare: async side => {
    const load = loadAt(side)
    await runLoad({ ...load, turns: Math.max(load.clients, Math.ceil(load.turns / 4)) })
    await settle(side)
  },
  measure: async side => {
    const { done, cpuMs } = await runCounted(side, loadAt(side))
    return { value: done.units / perUnit / done.seconds, cpuMs: cpuMs * perUnit }
  },
})
