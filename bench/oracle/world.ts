/** An edge on a real PostgreSQL, with accounts of every sort that a sign-in may fail for; and the sorts, each as what a stranger would try. */
import { appPasswordDigest } from '../../src/base/app-password.ts'
import { hashPassword } from '../../src/base/password-hash.ts'
import { insertAppPassword } from '../../src/store/app-passwords.ts'
import { setCountryRule } from '../../src/store/country-rules.ts'
import { setCredential } from '../../src/store/credentials.ts'
import { findDomain } from '../../src/store/domains.ts'
import { insertMailbox, type MailboxChange, updateMailbox } from '../../src/store/mailboxes.ts'
import type { Db } from '../../src/store/schema.ts'
import { operator } from '../../src/store/whose.ts'
import { type EdgeProcess, startEdgeProcess } from '../../test/live/edge-process.ts'

/** What is tried, the n-th time. */
export interface Tried {
  readonly login: string
  readonly password: string
}

export interface Kind {
  readonly name: string
  /** Where the client says it is. */
  readonly place: 'home' | 'abroad'
  /** That it is kept under, so that a test knows it tried what it meant to. */
  readonly cause: string
  of(n: number): Tried
}

// Two /8 that nothing else here uses, so that each try comes from a network of its own and no throttle is concerned.
const toml = `
[server]
host_name = "sv0001.example.jp"
[edge]
processes = 2
connections_per_address = 1000
sign_in_seconds = 600
proxy_networks = ["127.0.0.0/8"]
[country]
retrieval = true
overlay = { "11.0.0.0/8" = "JP", "12.0.0.0/8" = "BR", "203.0.113.0/24" = "JP" }
[resolver]
address = "127.0.0.1:5353"
`

/** An address in a /24 that was not seen before. */
export const addressOf = (place: Kind['place'], n: number): string => `${place === 'home' ? 11 : 12}.${(n >> 8) & 255}.${n & 255}.7`

const right = 'himitsu-no-kotoba-77'
const appPassword = 'abcd-efgh-jkmn-pqrs-tuv2'
/** Of each sort. No name is tried with so many passwords that a throttle would hold it everywhere. */
const mailboxes = 40

const pick = (name: string) => (n: number): string => `${name}${n % mailboxes}@kaede.example`
const [known, abroad, scoped, suspended, off] = ['known', 'abroad', 'scoped', 'suspended', 'off'].map(pick) as [(n: number) => string, ...((n: number) => string)[]]

/** The first is the one that the others are held against. */
export const kinds: readonly Kind[] = [
  { name: 'wrong-password', place: 'home', cause: 'credential.mismatch', of: n => ({ login: known(n), password: `Wrong secret ${n}` }) },
  { name: 'unknown-user', place: 'home', cause: 'identity.no-such-mailbox', of: n => ({ login: `zz-${n}-nobody@kaede.example`, password: `Wrong guess ${n}` }) },
  { name: 'unknown-domain', place: 'home', cause: 'identity.domain-not-here', of: n => ({ login: `zz-${n}@zz-${n}.test`, password: `Wrong idea ${n}` }) },
  { name: 'blocked-country', place: 'abroad', cause: 'network.country-blocked', of: n => ({ login: abroad!(n), password: right }) },
  { name: 'app-password-scope', place: 'home', cause: 'credential.app-password-scope', of: n => ({ login: scoped!(n), password: appPassword }) },
  { name: 'suspended', place: 'home', cause: 'identity.mailbox-suspended', of: n => ({ login: suspended!(n), password: right }) },
  { name: 'protocol-off', place: 'home', cause: 'identity.protocol-off', of: n => ({ login: off!(n), password: right }) },
]

const changes: Readonly<Record<string, MailboxChange>> = { suspended: { suspended: true }, off: { smtpEnabled: false, imapEnabled: false, pop3Enabled: false } }

const seed = async (db: Db, master: string): Promise<void> => {
  const { id: domainId } = (await findDomain(db, operator, 'kaede.example'))!
  await setCountryRule(db, operator, { domainId, mailboxId: null }, { smtp: true, retrieval: true })
  const hash = await hashPassword(right)
  const digest = appPasswordDigest(master)(appPassword)
  for (const sort of ['known', 'abroad', 'scoped', 'suspended', 'off'])
    for (let n = 0; n < mailboxes; n++) {
      const mailboxId = (await insertMailbox(db, operator, { domainId, localPart: `${sort}${n}` }))!
      await setCredential(db, operator, mailboxId, hash)
      if (changes[sort]) await updateMailbox(db, operator, mailboxId, changes[sort])
      if (sort === 'scoped') await insertAppPassword(db, operator, mailboxId, { name: 'filter', digest, scopes: ['sieve'], expiresAt: null })
    }
}

/** Starts it; its ports must be free, as in a network namespace of one's own. */
export const startOracleWorld = async (): Promise<EdgeProcess> => {
  const edge = await startEdgeProcess(toml)
  await seed(edge.db, edge.cluster.secrets.master)
  return edge
}
