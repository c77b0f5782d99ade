/** Explains what a person pastes: the attempt behind a reference, and what the words of an error make likely. */
import { Fault } from '../base/fault.ts'
import { plainReference } from '../base/reference.ts'
import type { Language } from '../core/causes/define.ts'
import { type Diagnosis, diagnose } from '../core/diagnose/diagnose.ts'
import { type Installation, type Whose, withDatabase } from './installation.ts'
import { type Attempt, readAttempt } from './read-attempts.ts'

export interface ExplainedError {
  /** Attempts whose references stand in the text, in its order. */
  readonly attempts: readonly Attempt[]
  /** References that open nothing for this one: too old, mistyped, or somebody else's. */
  readonly missing: readonly string[]
  /** Why no reference could be looked up; the words are explained all the same. */
  readonly away: Fault | null
  readonly diagnosis: Diagnosis
}

/** A reference as people type it when it is all that they type. */
const bareReference = /^\s*(?:ref[.: ]*)?([0-9a-z]{4}[- ]?[0-9a-z]{2})\s*$/i

/** References in a text: told apart from words of six letters by a digit. */
export const referencesIn = (text: string, { pasted }: Diagnosis): string[] => {
  const bare = bareReference.exec(text.normalize('NFKC'))?.[1] ?? ''
  return /\d/.test(bare) ? [plainReference(bare)] : [...pasted.references]
}

/** Nobody pastes more; a text that holds a thousand must not become a thousand queries. */
const mostReferences = 5

const lookUp = async (installation: Installation, whose: Whose, references: readonly string[]): Promise<Pick<ExplainedError, 'attempts' | 'missing'>> => {
  const found = await Promise.all(references.map(async ref => ({ ref, attempt: await readAttempt(installation, whose, ref) })))
  return { attempts: found.flatMap(({ attempt }) => attempt ?? []), missing: found.filter(({ attempt }) => !attempt).map(({ ref }) => ref) }
}

/**
 * Explains it.
 * @param open gives the installation; called only when there is a reference to look up
 * @param language in which general words stand where facts are missing
 */
export const explainError = async (open: () => Installation, whose: Whose, text: string, language: Language): Promise<ExplainedError> => {
  const diagnosis = diagnose(text, language)
  const references = referencesIn(text, diagnosis).slice(0, mostReferences)
  if (!references.length) return { attempts: [], missing: [], away: null, diagnosis }
  try {
    return { ...(await withDatabase(() => lookUp(open(), whose, references))), away: null, diagnosis }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { attempts: [], missing: references, away: error, diagnosis }
  }
}
