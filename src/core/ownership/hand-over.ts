/**
 * A domain passing from the owner who holds it to one who has proven it: what each side, the operator and the time may do to it. While it waits, mail goes on to the
 * holder; nothing passes on a doubt; and the holder's mail passes only by his own word. Pure.
 */
import { no, type Result, yes } from '../values/result.ts'
import type { Proof } from './proof.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** For so long the holder can agree or object before it passes by itself. */
export const graceMs = 7 * dayMs
/** When nobody can say whether the newcomer's proof still stands, it is asked again so much later … */
export const postponeMs = hourMs
/** … for so long; then it is withdrawn: what cannot be seen for a week is not shown. */
export const mostPostponedMs = graceMs

export type HandOverState = 'waiting' | 'contested' | 'done' | 'refused' | 'withdrawn'

export interface HandOver {
  readonly state: HandOverState
  readonly startedAt: Date
  /** When it passes by itself, or is asked again. */
  readonly endsAt: Date
}

export type HandOverEvent =
  /** The holder lets it go: with the mailboxes and their mail, or without. */
  | { readonly kind: 'agree'; readonly by: 'holder'; readonly withMail: boolean }
  /**
   * The holder proves it anew. `proof`: the one that stands now; null when none does. `tokenAt`: when the token, or the code, was given out with which he did:
   * one from before says nothing of today, since the record or the file of a former owner often stays behind.
   */
  | { readonly kind: 'object'; readonly by: 'holder'; readonly proof: Proof | null; readonly tokenAt: Date }
  /** The holder removes the domain, whatever for: the name is free, and the claim is looked at like any other. */
  | { readonly kind: 'remove'; readonly by: 'holder' }
  /** The newcomer takes his claim back. */
  | { readonly kind: 'withdraw'; readonly by: 'newcomer' }
  | { readonly kind: 'decide'; readonly by: 'operator'; readonly for: 'holder' | 'newcomer' }
  /** The time has come. `holds`: whether the newcomer's proof still stands; null when nobody can say. */
  | { readonly kind: 'end'; readonly by: 'clock'; readonly holds: boolean | null }

/** Why an event changes nothing. */
export type HandOverComplaint = 'over' | 'contested' | 'too-early' | 'no-proof' | 'old-proof'

/** What becomes of it. `passes`: how the domain comes to the newcomer; `empty`: the old one goes to the trash with its mail, and he gets a new one. */
export interface HandOverStep {
  readonly state: HandOverState
  readonly endsAt: Date
  readonly passes: 'no' | 'empty' | 'with-mail'
}

/** Begins. */
export const beginHandOver = (now: Date): HandOver => ({ state: 'waiting', startedAt: now, endsAt: new Date(now.getTime() + graceMs) })

const object = ({ state, startedAt, endsAt }: HandOver, proof: Proof | null, tokenAt: Date): Result<HandOverStep, HandOverComplaint> => {
  if (state === 'contested') return no('contested')
  // The name servers are ours for either of them.
  if (proof === null || proof === 'name-servers') return no('no-proof')
  return tokenAt < startedAt ? no('old-proof') : yes({ state: 'contested', endsAt, passes: 'no' })
}

const end = ({ state, startedAt, endsAt }: HandOver, holds: boolean | null, now: Date): Result<HandOverStep, HandOverComplaint> => {
  if (state === 'contested') return no('contested')
  if (now < endsAt) return no('too-early')
  if (holds) return yes({ state: 'done', endsAt, passes: 'empty' })
  const isPostponedEnough = now.getTime() >= startedAt.getTime() + graceMs + mostPostponedMs
  if (holds === false || isPostponedEnough) return yes({ state: 'withdrawn', endsAt, passes: 'no' })
  return yes({ state: 'waiting', endsAt: new Date(now.getTime() + postponeMs), passes: 'no' })
}

/** What an event makes of a hand-over, or why nothing. Whether whoever sends it is who he says is the caller's to know. */
export const nextHandOver = (handOver: HandOver, event: HandOverEvent, now: Date): Result<HandOverStep, HandOverComplaint> => {
  const { state, endsAt } = handOver
  if (state !== 'waiting' && state !== 'contested') return no('over')
  switch (event.kind) {
    case 'agree':
      return yes({ state: 'done', endsAt, passes: event.withMail ? 'with-mail' : 'empty' })
    case 'object':
      return object(handOver, event.proof, event.tokenAt)
    case 'remove':
    case 'withdraw':
      return yes({ state: 'withdrawn', endsAt, passes: 'no' })
    case 'decide':
      return yes(event.for === 'newcomer' ? { state: 'done', endsAt, passes: 'empty' } : { state: 'refused', endsAt, passes: 'no' })
    case 'end':
      return end(handOver, event.holds, now)
  }
}
