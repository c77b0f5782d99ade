/** Why a wish about accounts is not granted: facts, worded where a person reads them. */
import type { Finding } from '../causes/index.ts'
import type { HandOverComplaint } from '../ownership/hand-over.ts'
import type { AddressComplaint } from './address.ts'
import type { DomainComplaint } from './domain-name.ts'
import type { PasswordComplaint } from './password.ts'

/** What there is to find, and to have already. */
export type Noun = 'owner' | 'domain' | 'mailbox' | 'alias' | 'forward' | 'vacation' | 'server' | 'trash' | 'app-password' | 'pass' | 'block' | 'attempt' | 'claim' | 'hand-over'

export type Refusal =
  | { readonly kind: 'invalid-address'; readonly given: string; readonly complaint: AddressComplaint }
  | { readonly kind: 'invalid-domain'; readonly given: string; readonly complaint: DomainComplaint }
  | { readonly kind: 'invalid-local-part'; readonly given: string }
  | { readonly kind: 'invalid-name'; readonly given: string }
  | { readonly kind: 'invalid-network'; readonly given: string }
  | { readonly kind: 'wide-network'; readonly given: string }
  | { readonly kind: 'invalid-country'; readonly given: string }
  | { readonly kind: 'invalid-service'; readonly given: string; readonly known: readonly string[] }
  | { readonly kind: 'weak-password'; readonly complaint: PasswordComplaint }
  /** Its domain, or it itself, lets the whole world send: only a strong password will do. */
  | { readonly kind: 'guessable-password'; readonly name: string }
  /** Without its country rule the password of each would have to hold alone. `mailboxes` are the first of `count`. */
  | { readonly kind: 'weak-mailboxes'; readonly name: string; readonly mailboxes: readonly string[]; readonly count: number }
  | { readonly kind: 'needs-app-password'; readonly name: string }
  | { readonly kind: 'attempt-of-nobody'; readonly ref: string }
  | { readonly kind: 'not-found'; readonly noun: Noun; readonly name: string }
  | { readonly kind: 'taken'; readonly noun: Noun; readonly name: string }
  /** Nobody can have this name here, and the finding says why. */
  | { readonly kind: 'not-claimable'; readonly name: string; readonly finding: Finding }
  /** Several owners claim it, and it was not said whose claim is meant. */
  | { readonly kind: 'many-claims'; readonly name: string; readonly owners: readonly string[] }
  /** What holds for claims that wait holds no more. */
  | { readonly kind: 'is-proven'; readonly name: string }
  /** A hand-over of a domain cannot go on so. */
  | { readonly kind: 'hand-over-stands'; readonly name: string; readonly complaint: HandOverComplaint }
  /** Its zone is not in our name service. */
  | { readonly kind: 'dns-elsewhere'; readonly name: string }
  /** Its zone is about to be made: the name servers of before are being asked. */
  | { readonly kind: 'zone-awaited'; readonly name: string }
  /** Something in the zone must be changed first, and the finding says what. */
  | { readonly kind: 'zone-stands'; readonly name: string; readonly finding: Finding }
  /** Records cannot be so, and the findings say why: all of them. */
  | { readonly kind: 'zone-complaints'; readonly name: string; readonly findings: readonly Finding[] }
  /** A zone file cannot be taken. Line 0 is the file as a whole. */
  | { readonly kind: 'zone-file'; readonly name: string; readonly complaints: readonly { readonly line: number; readonly finding: Finding }[] }
  | { readonly kind: 'nothing-to-undo'; readonly name: string }
  | { readonly kind: 'has-domains'; readonly name: string; readonly count: number }
  | { readonly kind: 'leads-to-itself'; readonly name: string }
  | { readonly kind: 'lives-elsewhere'; readonly name: string; readonly server: string }
  | { readonly kind: 'invalid-vacation'; readonly part: 'subject' | 'text' | 'days' }
  | { readonly kind: 'files-in-the-way'; readonly path: string }
