/**
 * Whether a stranger can tell refusals apart by their time: median of each kind against a wrong password, and median of whatever is answered just after each kind
 * against what is answered after a wrong password, since work that follows a refusal could show in the next.
 */
import { median, type ResultRow } from '../result.ts'
import { playTurns, protocols, type Try } from './turns.ts'
import { kinds, startOracleWorld } from './world.ts'

/** Within 5 %. */
const goal = 0.95
/** Of each protocol; 2,100 tries in all. */
export const usualTurns = 100

const round = (value: number): number => Number(value.toPrecision(4))

/** Nobody is better: the ratio is the smaller median over the larger one. */
const row = (name: string, ours: readonly number[], peer: readonly number[]): ResultRow => {
  const [one, other] = [median(ours), median(peer)]
  const ratio = Math.min(one, other) / Math.max(one, other)
  return {
    name,
    unit: 'ms',
    ours: round(one),
    peer: round(other),
    ratio: round(ratio),
    goal,
    met: ratio >= goal,
    oursCpuMs: null,
    peerCpuMs: null,
    peerSeen: null,
    samples: { ours: ours.map(round), peer: peer.map(round) },
  }
}

/** From tries to rows: `smtp-unknown-user`, `smtp-after-unknown-user`, and so on. */
export const rowsOf = (tries: readonly Try[]): ResultRow[] => {
  const [reference, ...others] = kinds.map(({ name }) => name)
  return protocols.flatMap(protocol => {
    const times = (of: (each: Try) => boolean): number[] => tries.filter(each => each.protocol === protocol && of(each)).map(({ ms }) => ms)
    const direct = others.map(name => row(`${protocol}-${name}`, times(({ kind }) => kind === name), times(({ kind }) => kind === reference)))
    const next = others.map(name => row(`${protocol}-after-${name}`, times(({ after }) => after === name), times(({ after }) => after === reference)))
    return [...direct, ...next]
  })
}

/**
 * Measures. The machine should be quiet, or what else it does must show in the medians.
 * @param turns of each protocol
 * @param say where it is
 */
export const benchOracle = async (turns: number, say: (line: string) => unknown): Promise<ResultRow[]> => {
  const edge = await startOracleWorld()
  try {
    // Nobody's first try: the workers have compiled what they run.
    await playTurns(kinds, 3, 1)
    say(`${turns * protocols.length * kinds.length} tries`)
    return rowsOf(await playTurns(kinds, turns, 1))
  } finally {
    await edge.remove()
  }
}
