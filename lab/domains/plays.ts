/** Plays the cases: those that bear company side by side, the others one by one. */
import { oneLine } from '../story.ts'
import type { Case, CaseResult, Stage } from './case.ts'
import { letRest } from './clocks.ts'

/** Two cores, and most of a case is waiting: for DNS, for queues, for a check that may look anew. */
const sideBySide = 12

/** Some three times what the longest took on a machine that had six times as much to do as it could. */
const limitMs = 240_000

const playOne = async (play: Case, stage: Stage): Promise<CaseResult> => {
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(`no end after ${limitMs / 1000} s`)), limitMs)))
  const { ok, got } = await Promise.race([play.play(stage), late])
    .then(
      text => ({ ok: true, got: text }),
      (error: unknown) => ({ ok: false, got: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => clearTimeout(timer))
  await letRest(stage)
  return { play, ok, got: oneLine(got, 600, 600), ms: Math.round(performance.now() - started) }
}

/**
 * Plays them all.
 * @param stageOf gives each its names
 * @param began is told of each as it begins
 * @returns what became of them, in the order in which they were given
 */
export const playAll = async (cases: readonly Case[], stageOf: (play: Case) => Stage, began: (play: Case) => void): Promise<CaseResult[]> => {
  const results = new Map<Case, CaseResult>()
  const take = async (play: Case): Promise<void> => {
    began(play)
    results.set(play, await playOne(play, stageOf(play)))
  }
  const waiting = cases.filter(({ alone }) => !alone)
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await take(next)
  }
  await Promise.all(Array.from({ length: sideBySide }, worker))
  for (const play of cases.filter(({ alone }) => alone)) await take(play)
  return cases.map(play => results.get(play)!)
}
