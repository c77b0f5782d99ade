/** What the stream of attempts says about a case, held to what was wanted. Pure. */
import type { Wants } from './case.ts'

/** The part of an attempt that is judged, as `todoku attempts --json` prints it. */
export interface SeenAttempt {
  readonly ref: string
  readonly address: string
  readonly outcome: 'accepted' | 'refused' | 'abandoned'
  readonly cause: string | null
  readonly likely: boolean
  readonly facts: { readonly notes?: readonly string[] }
}

/** `misnamed` is the worst: it sends the person the wrong way. */
export type Verdict = 'named' | 'likely' | 'unnamed' | 'misnamed'

export interface Judgement {
  readonly verdict: Verdict
  readonly ok: boolean
  /** What the attempts said. */
  readonly got: string
}

const shown = (attempt: SeenAttempt): string => `${attempt.likely ? 'likely ' : ''}${attempt.cause ?? attempt.outcome}`

const listed = (attempts: readonly SeenAttempt[]): string => [...new Set(attempts.map(shown))].join(', ') || 'nothing'

/** The wanted cause, or what counts as it, in words. */
export const wantedText = (wants: Wants): string => {
  if (wants === 'nothing') return 'no failure'
  return 'note' in wants ? `note ${wants.note}` : wants.cause
}

const judgeNote = (note: string, attempts: readonly SeenAttempt[]): Judgement => {
  const failures = attempts.filter(({ outcome }) => outcome !== 'accepted')
  if (failures.length) return { verdict: 'misnamed', ok: false, got: listed(failures) }
  const notes = [...new Set(attempts.flatMap(({ facts }) => facts.notes ?? []))]
  return notes.includes(note) ? { verdict: 'named', ok: true, got: `note ${notes.join(', ')}` } : { verdict: 'unnamed', ok: false, got: notes.length ? `note ${notes.join(', ')}` : listed(attempts) }
}

/**
 * Judges a case by the attempts from its address.
 * Every failure counts: a right cause beside a wrong one is misnamed.
 */
export const judge = (wants: Wants, attempts: readonly SeenAttempt[]): Judgement => {
  if (wants !== 'nothing' && 'note' in wants) return judgeNote(wants.note, attempts)
  const failures = attempts.filter(({ outcome }) => outcome !== 'accepted')
  if (wants === 'nothing') return failures.length ? { verdict: 'misnamed', ok: false, got: listed(failures) } : { verdict: 'named', ok: true, got: listed(attempts) }
  const others = failures.filter(({ cause }) => cause !== wants.cause && !wants.also?.includes(cause ?? ''))
  if (others.length) return { verdict: 'misnamed', ok: false, got: listed(failures) }
  const named = failures.filter(({ cause }) => cause === wants.cause)
  if (!named.length) return { verdict: 'unnamed', ok: false, got: listed(attempts) }
  if (named.some(({ likely }) => !likely)) return { verdict: 'named', ok: true, got: listed(named) }
  return { verdict: 'likely', ok: wants.likely === true, got: listed(named) }
}
