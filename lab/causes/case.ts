/** What a case is: one mistake, or one healthy client, played by a real client, and the cause that must be named for it. */
import type { Words } from '../../src/base/language.ts'
import type { Installation } from '../installation.ts'
import type { Internet } from '../internet.ts'
import type { Person, PersonPlan } from './people.ts'
import type { Seat } from './seat.ts'

/** The families of the catalogue, and whoever makes no mistake at all. */
export type Family = 'transport' | 'network' | 'identity' | 'credential' | 'mechanism' | 'envelope' | 'ours' | 'healthy'

/** Countries that the lab's clients sit in. */
export type Country = 'JP' | 'FR' | 'US'

/** The side that a case is played against: our installation, or the plain peer. */
export interface Side {
  readonly name: 'ours' | 'peer'
  /** The name in its certificate. */
  readonly host: string
  /** A name of a customer that leads to it and is not in its certificate. */
  readonly otherName: string
  readonly address: string
  /** Path of the root that signed its certificate, PEM. */
  readonly ca: string
}

/** What a case plays with. */
export interface Stage {
  readonly side: Side
  readonly seat: Seat
  /** The case's own mailbox; its user makes the mistake. */
  readonly person: Person
  /** The second mailbox of the case, when it has one. */
  readonly other: Person
  readonly internet: Internet
  readonly installation: Installation
}

/** What must be in the stream of attempts afterwards. */
export type Wants =
  | {
      /** Id of the cause. */
      readonly cause: string
      /** The evidence that reaches the server allows no certainty: "likely" is as good. */
      readonly likely?: true
      /** Causes of what the client did on the way there. */
      readonly also?: readonly string[]
    }
  /** Forgiven: the sign-in works, and the attempt notes what was forgiven. */
  | { readonly note: string }
  /** No failure at all. */
  | 'nothing'

export interface Case {
  /** Unique, such as `tls-on-587-smtplib`. */
  readonly name: string
  readonly family: Family
  /** What the person did, in the reader's language. */
  readonly title: Words<string>
  /** The program that makes it. */
  readonly client: string
  readonly wants: Wants
  /** Whose it is to fix, as the catalogue must say too; the user of the mail app when left out. */
  readonly whose?: 'user' | 'owner' | 'operator' | 'us'
  readonly play: (stage: Stage) => Promise<unknown>
  readonly country?: Country
  readonly person?: PersonPlan
  readonly other?: PersonPlan
  /**
   * Written before the run: what would count as naming the cause, in what the client shows or in the log of the server. Null where plain Postfix and Dovecot
   * have no such rule, so that there is nothing to name.
   */
  readonly named: RegExp | null
  /** It changes the whole installation, so nothing else is played meanwhile. */
  readonly alone?: true
  /** Longest that one run of a client may take to be answered, in ms; 3 s when left out. */
  readonly patienceMs?: number
}
