/** What a case is: one path, one failure or one attempt to steal, played on the whole installation, and what must come of it. */
import type { Words } from '../../src/base/language.ts'
import type { DomainsWorld } from './world.ts'

/** What the cases are about. */
export type Family = 'name-servers' | 'web' | 'mail' | 'txt' | 'rules' | 'thefts' | 'routes' | 'records' | 'zones'

/** What a case plays with: names that no other case has. */
export interface Stage {
  readonly world: DomainsWorld
  /** A name that nobody has claimed yet, `<case>.example`, not registered anywhere. */
  readonly domain: string
  /** Two owners without a domain, and where their notices go. */
  readonly owner: Person
  readonly other: Person
}

export interface Person {
  readonly name: string
  readonly contact: string
}

export interface Case {
  /** Unique, such as `web-not-found`; a label of a domain name. */
  readonly name: string
  readonly family: Family
  readonly title: Words<string>
  /** The cause that must be named, or what must hold, in few words. */
  readonly wanted: string
  /** @returns what came. @throws Error with what came instead */
  readonly play: (stage: Stage) => Promise<string>
  /** It changes what other cases stand on, so nothing else is played meanwhile. */
  readonly alone?: true
}

/** What became of it. */
export interface CaseResult {
  readonly play: Case
  readonly ok: boolean
  readonly got: string
  readonly ms: number
}
