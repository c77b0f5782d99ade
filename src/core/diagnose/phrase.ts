/** One thing that an error text may say, and what it makes likely. */
import type { CauseId } from '../causes/index.ts'
import type { Provider } from './pasted.ts'

/** How likely each cause is when nothing else is known: 0 to 1. */
export type Means = { readonly [I in CauseId]?: number }

export interface Phrase {
  /** Tried on the text in its normal form: lower case, NFKC, no blanks between Japanese letters. */
  readonly says: RegExp
  readonly means: Means
  /** Only when this provider said it. */
  readonly by?: Provider
}
