/** The mailboxes of the cases: planned as data, made on our installation by its own actions, and at the peer as files. Pure. */
import { customers } from '../places.ts'
import { secret } from './spoken.ts'

/** An app password of a mailbox. */
export interface AppPasswordPlan {
  readonly name: string
  readonly scopes: readonly ('smtp' | 'imap' | 'pop3')[]
  /** It has expired by the time that it is used. */
  readonly expired?: true
  /** It was removed again. */
  readonly revoked?: true
}

/** What a case needs of its mailbox. */
export interface PersonPlan {
  /** Made up when left out. */
  readonly password?: string
  /** It had this password before. */
  readonly previous?: string
  /** Made up when left out. */
  readonly localPart?: string
  readonly domain?: string
  /** The mailbox is not made: the case only needs an address that might exist. */
  readonly missing?: true
  /** It was made, and removed again. */
  readonly removed?: true
  readonly suspended?: true
  readonly off?: 'smtp' | 'imap' | 'pop3'
  /** An alias that leads to it. */
  readonly alias?: string
  readonly appPassword?: AppPasswordPlan
  readonly appPasswordRequired?: true
  /** In bytes. */
  readonly quota?: number
  /** The country rule holds for fetching mail as well. */
  readonly retrievalHeld?: true
  /** A network from which nobody signs in to it. */
  readonly blocked?: string
  /** A country or a cloud service that is let in. */
  readonly pass?: { readonly kind: 'country' | 'service'; readonly value: string }
}

/** A mailbox of a case, as its user knows it. */
export interface Person extends PersonPlan {
  readonly address: string
  readonly localPart: string
  readonly domain: string
  readonly password: string
  /** The app password that was made for it; "" without one. */
  readonly appSecret: string
}

const syllables = ['ka', 'shi', 'tsu', 'ne', 'ho', 'ma', 'yo', 'ri', 'wa', 'ge', 'zo', 'bu', 'pe', 'do', 'mi', 'sa', 'ku', 'ro', 'hi', 'ta']

/** Names that no slip of a finger turns into one another: any two differ in two of their four syllables or more. For numbers up to 8000. */
export const nameOf = (number: number): string => {
  const [units, twenties, rest] = [number % 20, Math.floor(number / 20) % 20, Math.floor(number / 400)]
  return [units, twenties, units + twenties + 7 * rest, 3 * units + twenties + 11 * rest].map(digit => syllables[digit % syllables.length]).join('')
}

/** Random letters of both cases and digits: each has a capital form and a full-width form that is another. */
export const makeSecret = (random: (length: number) => Uint8Array): string => {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
  return `Kz${[...random(16)].map(byte => letters[byte % letters.length]).join('')}`
}

/** Fills in what a plan leaves open. */
export const personOf = (plan: PersonPlan, number: number, random: (length: number) => Uint8Array): Person => {
  const localPart = plan.localPart ?? nameOf(number)
  const domain = plan.domain ?? customers.first
  const password = secret(plan.password ?? makeSecret(random))
  if (plan.previous) secret(plan.previous)
  return { ...plan, localPart, domain, address: `${localPart}@${domain}`, password, appSecret: '' }
}
