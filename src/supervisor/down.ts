/** `todoku down`: stops everything of this home, whatever state it is in. Safe to repeat. */
import { rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, NoSupervisor } from './control.ts'
import { keeperFile, keeperOf } from './keeper.ts'
import { endLeftovers } from './leftovers.ts'
import { isAlive } from './processes.ts'
import type { Status } from './supervisor.ts'
import type { Context } from './up.ts'

/** Every part in turn may take its time; PostgreSQL 30 s. */
const patienceMs = 90_000

const gone = async (pid: number): Promise<boolean> => {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50)) {
    if (!isAlive(pid)) return true
  }
  return false
}

/** @returns the supervisor that was told to stop, or null when there is none */
const tellSupervisor = async ({ home }: Context): Promise<number | null> => {
  try {
    const { pid } = (await ask(home, 'status')) as Status
    await ask(home, 'stop')
    return pid
  } catch (error) {
    if (error instanceof NoSupervisor && !error.denied) return null
    throw error
  }
}

/** Stops the supervisor, its keeper, and what an earlier one left behind. */
export const down = async (context: Context): Promise<number> => {
  const { home, words } = context
  const keeper = keeperOf(home)
  const supervisor = await tellSupervisor(context)
  // While the keeper pauses between two supervisors there is nobody else to tell.
  if (keeper !== null && supervisor === null && isAlive(keeper)) process.kill(keeper, 'SIGTERM')
  for (const pid of [supervisor, keeper]) {
    if (pid === null || (await gone(pid))) continue
    process.stderr.write(`todoku: ${words.stillStopping}\n`)
    return 1
  }
  const left = process.getuid?.() === 0 ? await endLeftovers(home.root, null) : 0
  rmSync(keeperFile(home), { force: true })
  process.stdout.write(`${supervisor === null && keeper === null && left === 0 ? words.nothingRuns(home.root) : words.stopped}\n`)
  return 0
}
