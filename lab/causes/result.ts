/** What a case came to, with all that was checked. Pure. */
import { causes, type CauseId } from '../../src/core/causes/index.ts'
import type { Case } from './case.ts'
import { judge, type SeenAttempt, type Verdict, wantedText } from './judge.ts'
import type { Played } from './plays.ts'

/** How the plain peer did. */
export interface PeerResult {
  readonly reply: boolean
  readonly log: boolean
  readonly hung: boolean
}

export interface CaseResult {
  readonly play: Case
  readonly verdict: Verdict
  readonly ok: boolean
  readonly wanted: string
  readonly got: string
  readonly ms: number
  readonly hung: boolean
  /** Whether what the client showed names the cause, by the same rule as at the peer. */
  readonly reply: boolean
  /** Null when it was not played there, or has nothing to name there. */
  readonly peer: PeerResult | null
}

const fixerOf = (cause: string): string => (Object.hasOwn(causes, cause) ? causes[cause as CauseId].fixer : 'nobody: it is not in the catalogue')

const complaints = ({ wants, whose = 'user', patienceMs = 3000 }: Case, played: Played): string[] => [
  ...(played.broken === null ? [] : [`the play broke: ${played.broken}`]),
  ...(played.ms > patienceMs ? [`answered after ${played.ms} ms`] : []),
  ...(wants !== 'nothing' && 'cause' in wants && fixerOf(wants.cause) !== whose ? [`whose it is to fix: ${fixerOf(wants.cause)}, not ${whose}`] : []),
]

const peerResult = ({ named }: Case, played: Played, log: string): PeerResult | null =>
  named === null ? null : { reply: named.test(played.output), log: named.test(log), hung: played.hung }

/**
 * Puts together what a case came to.
 * @param attempts all attempts from the case's address
 * @param theirs what was heard at the peer and what it logged of the address; null without a peer
 */
export const resultOf = (play: Case, played: Played, attempts: readonly SeenAttempt[], theirs: { readonly played: Played; readonly log: string } | null): CaseResult => {
  const { verdict, ok, got } = judge(play.wants, attempts)
  const also = complaints(play, played)
  return {
    play,
    verdict,
    ok: ok && also.length === 0,
    wanted: wantedText(play.wants),
    got: [got, ...also].join('; '),
    ms: played.ms,
    hung: played.hung,
    reply: play.named?.test(played.output) ?? false,
    peer: theirs && peerResult(play, theirs.played, theirs.log),
  }
}

const isMistake = ({ play }: CaseResult): boolean => play.family !== 'healthy'

/** The counts that the last lines speak of. */
export interface Totals {
  readonly mistakes: number
  readonly named: number
  /** Of the named, those that say "likely". */
  readonly likely: number
  readonly misnamed: number
  readonly reply: number
  readonly healthy: number
  readonly unharmed: number
  readonly slowestMs: number
  readonly hung: number
  readonly peer: { readonly played: number; readonly absent: number; readonly reply: number; readonly log: number; readonly either: number; readonly hung: number } | null
}

/** Counts. */
export const totalsOf = (results: readonly CaseResult[]): Totals => {
  const mistakes = results.filter(isMistake)
  const healthy = results.filter(one => !isMistake(one))
  const peers = mistakes.flatMap(({ peer }) => peer ?? [])
  const count = <T>(list: readonly T[], holds: (one: T) => boolean): number => list.filter(holds).length
  return {
    mistakes: mistakes.length,
    named: count(mistakes, ({ verdict, ok }) => ok && (verdict === 'named' || verdict === 'likely')),
    likely: count(mistakes, ({ verdict, ok }) => ok && verdict === 'likely'),
    misnamed: count(mistakes, ({ verdict }) => verdict === 'misnamed'),
    reply: count(mistakes, ({ reply }) => reply),
    healthy: healthy.length,
    unharmed: count(healthy, ({ ok }) => ok),
    slowestMs: Math.max(0, ...results.filter(({ play }) => !play.patienceMs).map(({ ms }) => ms)),
    hung: count(results, ({ hung }) => hung),
    peer: peers.length
      ? {
          played: peers.length,
          absent: mistakes.length - peers.length,
          reply: count(peers, ({ reply }) => reply),
          log: count(peers, ({ log }) => log),
          either: count(peers, ({ reply, log }) => reply || log),
          hung: count(peers, ({ hung }) => hung),
        }
      : null,
  }
}
