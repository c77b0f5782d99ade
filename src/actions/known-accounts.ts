/**
 * What this process knows of accounts: read once, kept until the change feed says otherwise, and still there when the store is away.
 * A password that matched once is remembered by a keyed hash of (credential version, password), never by itself; the other workers are told of it,
 * so that while the store is away a known device is known to whichever of them it reaches.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Facts } from '../core/authentication/facts.ts'
import { domainOf } from '../core/authentication/login-form.ts'
import type { Account, SignInRules } from '../store/credentials.ts'

/** About 300 bytes each: 30 MB when full. */
const mostAccounts = 100_000
/** A limit to trust in the feed: an answer is asked for again after a minute in any case. */
const freshMs = 60_000

interface Entry {
  readonly account: Account
  readonly readAt: number
  isFresh: boolean
  /** It was changed since: it says nothing any more, not even while the store is away. Only that the password was good may still be true. */
  isChanged: boolean
  good: Buffer | null
}

/** That a password matched, as one worker tells the others: a keyed hash, and what it belongs to. */
export interface GoodPassword {
  readonly address: string
  readonly version: number
  /** base64. */
  readonly digest: string
}

/** What is known of one address. */
export interface Knowledge {
  readonly state: Facts['account']['state']
  readonly account: Account | null
  /** What its domain says about sign-ins, and the mailbox where there is one; null for a domain that is not here. */
  readonly rules: SignInRules | null
  readonly why: string
}

/** Where accounts are read. Each rejects when the store is away. */
export interface AccountSource {
  findAccount(address: string): Promise<Account | null>
  /** For a name that is no mailbox. */
  findDomainRules(domain: string): Promise<SignInRules | null>
}

export interface KnownAccounts {
  /** Asks memory, then the store. Never throws. @param address in normal form */
  lookUp(address: string): Promise<Knowledge>
  /** Whether this password matched this version of the credential before. */
  isKnownGood(account: Account, password: string): boolean
  /** Remembers that it matched. */
  keepGood(account: Account, password: string): void
  /** Another worker remembered one. Never throws. */
  hear(good: GoodPassword): Promise<void>
  /** A row changed: whatever it may touch is asked for again. */
  forget(change: { readonly mailboxId?: number | undefined; readonly domainId?: number | undefined }): void
  /** The feed was interrupted: everything is asked for again, but kept in case the store is away. */
  doubtAll(): void
}

interface Absence {
  readonly rules: SignInRules | null
  readonly at: number
}

/**
 * Makes an empty memory.
 * @param key of the hashes, the same in every worker
 * @param tell passes a good password on to the other workers
 * @param now milliseconds
 */
export const knownAccounts = ({ findAccount, findDomainRules }: AccountSource, key: Buffer, tell: (good: GoodPassword) => void, now: () => number): KnownAccounts => {
  const entries = new Map<string, Entry>()
  const absent = new Map<string, Absence>()
  let generation = 0

  const digest = (account: Account, password: string): Buffer => createHmac('sha256', key).update(`${account.mailboxId}:${account.version}:`).update(password).digest()
  const bound = (map: Map<string, unknown>): void => {
    const oldest = map.size > mostAccounts ? map.keys().next().value : undefined
    if (oldest !== undefined) map.delete(oldest)
  }
  const keep = (address: string, account: Account | null, rules: SignInRules | null): void => {
    const before = entries.get(address)
    entries.delete(address)
    absent.delete(address)
    if (account) entries.set(address, { account, readAt: now(), isFresh: true, isChanged: false, good: before && before.account.version === account.version ? before.good : null })
    else absent.set(address, { rules, at: now() })
    bound(entries)
    bound(absent)
  }
  const read = async (address: string): Promise<Knowledge> => {
    const asked = generation
    const account = await findAccount(address)
    const domain = domainOf(address)
    const rules = account ?? (domain === '' ? null : await findDomainRules(domain))
    // A change that was announced while we asked may have passed our answer on its way.
    if (asked === generation) keep(address, account, rules)
    return { state: 'known', account, rules, why: '' }
  }

  const lookUp = async (address: string): Promise<Knowledge> => {
    const entry = entries.get(address)
    if (entry?.isFresh && now() - entry.readAt < freshMs) return { state: 'known', account: entry.account, rules: entry.account, why: '' }
    const absence = absent.get(address)
    if (absence && now() - absence.at < freshMs) return { state: 'known', account: null, rules: absence.rules, why: '' }
    try {
      return await read(address)
    } catch (error) {
      const why = (error as Error).message
      return entry && !entry.isChanged ? { state: 'stale', account: entry.account, rules: entry.account, why } : { state: 'unknown', account: null, rules: null, why }
    }
  }

  return {
    lookUp,
    isKnownGood(account, password) {
      const good = entries.get(account.address)
      return !!good?.good && good.account.version === account.version && timingSafeEqual(good.good, digest(account, password))
    },
    keepGood(account, password) {
      const entry = entries.get(account.address)
      if (entry?.account.version !== account.version) return
      entry.good = digest(account, password)
      tell({ address: account.address, version: account.version, digest: entry.good.toString('base64') })
    },
    async hear({ address, version, digest: good }) {
      await lookUp(address)
      const entry = entries.get(address)
      if (entry?.account.version === version) entry.good = Buffer.from(good, 'base64')
    },
    forget({ mailboxId, domainId }) {
      generation += 1
      absent.clear()
      for (const entry of entries.values()) {
        if (entry.account.mailboxId !== mailboxId && entry.account.domainId !== domainId) continue
        entry.isFresh = false
        entry.isChanged = true
      }
    },
    doubtAll() {
      generation += 1
      absent.clear()
      for (const entry of entries.values()) entry.isFresh = false
    },
  }
}
