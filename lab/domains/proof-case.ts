/** The shape that most cases have: a name is laid out, claimed and checked, and the check must prove it, or say just why not. */
import type { Words } from '../../src/base/language.ts'
import { check, claim, describe, type Seen } from './acts.ts'
import type { Case, Family, Stage } from './case.ts'
import { fits, type Wanted } from './expected.ts'

export interface ProofPlan {
  readonly name: string
  readonly title: Words<string>
  readonly wants: 'proven' | { readonly cause: string; readonly facts?: Wanted; /** No verdict: the way to it was at fault. */ readonly unknown?: true }
  /** The name that is claimed, where it is not the stage's own. */
  readonly claimed?: (stage: Stage) => string
  /** Cause that is told beside. */
  readonly note?: string
  readonly noteFacts?: Wanted
  /** Before the name is claimed. */
  readonly before?: (stage: Stage) => Promise<unknown>
  /** Once the token is known. */
  readonly after?: (stage: Stage, token: string) => Promise<unknown>
  /** What must hold besides. @throws Error with what came instead */
  readonly also?: (stage: Stage, seen: Seen, token: string) => unknown
}

const wantedOf = ({ wants, note }: ProofPlan): string => [wants === 'proven' ? 'proven' : wants.cause, ...(note ? [`note ${note}`] : [])].join(', ')

const hold = (condition: boolean, seen: Seen, what: string): void => {
  if (!condition) throw new Error(`${what}: ${describe(seen)}`)
}

const judgeNote = (note: string, wanted: Wanted, seen: Seen): void => {
  const told = seen.notes.find(({ id }) => id === note)
  if (!told) return hold(false, seen, `no note ${note}`)
  const misfit = fits(wanted, told.facts)
  if (misfit) throw new Error(misfit)
}

const judge = (proof: Family, { wants, note, noteFacts = {} }: ProofPlan, seen: Seen): void => {
  if (note) judgeNote(note, noteFacts, seen)
  if (wants === 'proven') return hold(seen.provenBy === proof, seen, `not proven by ${proof}`)
  hold(seen.provenBy === null, seen, 'it was proven')
  const result = seen.results.find(one => one.proof === proof)
  hold(result?.finding?.id === wants.cause, seen, `not ${wants.cause}`)
  hold(result?.state === (wants.unknown ? 'unknown' : 'waiting'), seen, 'the verdict')
  const misfit = fits(wants.facts ?? {}, result?.finding?.facts ?? {})
  if (misfit) throw new Error(misfit)
}

/** Sysexits' 75: try again later. It is said where of none of the proofs anything is known. */
const temporary = 75

const judgeExit = ({ exitCode, provenBy, results }: Seen): void => {
  const seen = results.filter(({ proof, state }) => proof !== 'mail' && state !== 'not-offered')
  const wanted = provenBy !== null ? 0 : seen.every(({ state }) => state === 'unknown') ? temporary : 1
  if (exitCode !== wanted) throw new Error(`exit code ${exitCode}, not ${wanted}`)
}

/** Makes cases of one family; the family is the proof that is judged. */
export const proofCases = (proof: 'name-servers' | 'web' | 'txt', plans: readonly ProofPlan[]): Case[] =>
  plans.map(plan => ({
    name: plan.name,
    family: proof,
    title: plan.title,
    wanted: wantedOf(plan),
    play: async stage => {
      await plan.before?.(stage)
      const of = plan.claimed ? { name: plan.claimed(stage) } : {}
      const token = await claim(stage, of)
      await plan.after?.(stage, token)
      const seen = await check(stage, of)
      judge(proof, plan, seen)
      judgeExit(seen)
      await plan.also?.(stage, seen, token)
      return describe(seen)
    },
  }))
