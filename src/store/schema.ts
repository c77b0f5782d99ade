/** The tables as Kysely sees them; the migrations are the truth, and the live tests hold the two together. */
import type { ColumnType, GeneratedAlways, Kysely } from 'kysely'
import type { ZoneRecord, ZoneType } from '../core/dns/zone-record.ts'

type Defaulted<T> = ColumnType<T, T | undefined, T>
type Nullable<T> = ColumnType<T | null, T | null | undefined, T | null>
/** A document, null where there is none; written as text. */
type Json = ColumnType<unknown, string | null | undefined, string | null>

interface Servers {
  id: string
  host_name: string
  created_at: Defaulted<Date>
}

interface Owners {
  id: GeneratedAlways<number>
  name: string
  language: Defaulted<'ja' | 'en'>
  contact: Nullable<string>
  created_at: Defaulted<Date>
}

interface Domains {
  id: GeneratedAlways<number>
  owner_id: number
  server_id: string
  name: string
  proven_at: Nullable<Date>
  proven_by: Nullable<string>
  suspended_at: Nullable<Date>
  created_at: Defaulted<Date>
  mail_route: Defaulted<'automatic' | 'here' | 'elsewhere'>
  mx_elsewhere: Defaulted<boolean>
  mx_seen: Json
  mx_seen_at: Nullable<Date>
}

interface Claims {
  id: GeneratedAlways<number>
  owner_id: number
  name: string
  domain_id: Nullable<number>
  token: string
  old_tokens: Defaulted<string[]>
  state: Defaulted<'waiting' | 'proven' | 'lapsed' | 'withdrawn' | 'passed'>
  proven_at: Nullable<Date>
  proven_by: Nullable<'name-servers' | 'web' | 'mail' | 'txt' | 'operator' | 'parent'>
  created_at: Defaulted<Date>
  lapses_at: Date
  reminded_at: Nullable<Date>
  ended_at: Nullable<Date>
  checks: Defaulted<number>
  checked_at: Nullable<Date>
  next_check_at: Nullable<Date>
  checking_until: Nullable<Date>
  asked_at: Nullable<Date>
  findings: ColumnType<unknown, string | undefined, string>
  name_servers: Nullable<string[]>
  name_servers_before: Json
}

interface Releases {
  id: GeneratedAlways<number>
  name: string
  owner_id: Nullable<number>
  released_at: Defaulted<Date>
}

interface ProofCodes {
  id: GeneratedAlways<number>
  claim_id: number
  recipient: string
  digest: string
  sent_at: Defaulted<Date>
  expires_at: Date
  tries: Defaulted<number>
  used_at: Nullable<Date>
  queue_id: Nullable<string>
  message_id: Nullable<string>
  delivery: Json
}

interface HandOvers {
  id: GeneratedAlways<number>
  name: string
  domain_id: Nullable<number>
  claim_id: number
  from_owner_id: number
  to_owner_id: number
  proven_by: 'name-servers' | 'web' | 'mail' | 'txt'
  state: Defaulted<'waiting' | 'contested' | 'done' | 'refused' | 'withdrawn'>
  started_at: Defaulted<Date>
  ends_at: Date
  ended_at: Nullable<Date>
}

interface DomainFindings {
  id: GeneratedAlways<number>
  domain_id: number
  cause: string
  facts: ColumnType<Record<string, unknown>, string | undefined, string>
  subject: Defaulted<string>
  since: Defaulted<Date>
  seen_at: Defaulted<Date>
  ended_at: Nullable<Date>
}

interface RecordWatches {
  domain_id: number
  seen: ColumnType<unknown, string | undefined, string>
  seen_at: Nullable<Date>
  next_at: Defaulted<Date>
}

interface Mailboxes {
  id: GeneratedAlways<number>
  domain_id: number
  server_id: string
  local_part: string
  quota_bytes: Defaulted<number>
  smtp_enabled: Defaulted<boolean>
  imap_enabled: Defaulted<boolean>
  pop3_enabled: Defaulted<boolean>
  keeps_copy: Defaulted<boolean>
  app_password_required: Defaulted<boolean>
  suspended_at: Nullable<Date>
  created_at: Defaulted<Date>
}

interface Credentials {
  mailbox_id: number
  hash: string
  version: Defaulted<number>
  changed_at: Defaulted<Date>
  previous_hash: Nullable<string>
  grade: Nullable<number>
}

interface Aliases {
  id: GeneratedAlways<number>
  domain_id: number
  local_part: string
  target: string
  created_at: Defaulted<Date>
}

interface CatchAlls {
  domain_id: number
  target: string
  created_at: Defaulted<Date>
}

interface Forwards {
  mailbox_id: number
  target: string
  created_at: Defaulted<Date>
}

interface Vacations {
  mailbox_id: number
  subject: string
  body: string
  days: Defaulted<number>
  created_at: Defaulted<Date>
}

interface DkimKeys {
  domain_id: number
  selector: string
  algorithm: 'rsa' | 'ed25519'
  public_key: string
  private_key_sealed: string
  signs: Defaulted<boolean>
  created_at: Defaulted<Date>
}

interface Attempts {
  id: GeneratedAlways<number>
  ref: string
  at: Defaulted<Date>
  server_id: string
  domain_id: Nullable<number>
  mailbox_id: Nullable<number>
  protocol: 'smtp' | 'imap' | 'pop3'
  port: number
  address: string
  country: Nullable<string>
  tls: Nullable<string>
  sni: Nullable<string>
  mechanism: Nullable<string>
  login: Nullable<string>
  outcome: 'accepted' | 'refused' | 'abandoned'
  cause: Nullable<string>
  likely: Defaulted<boolean>
  facts: ColumnType<Record<string, unknown>, string | undefined, string>
  first_at: Defaulted<Date>
  count: Defaulted<number>
  client: Nullable<string>
  network_name: Nullable<string>
  mailbox_likely: Defaulted<boolean>
  joins: Defaulted<boolean>
  fold: Nullable<string>
}

interface AttemptReferences {
  ref: string
  attempt_id: number
  at: Defaulted<Date>
}

interface AppPasswords {
  id: GeneratedAlways<number>
  mailbox_id: number
  name: string
  digest: string
  scopes: ('imap' | 'pop3' | 'smtp' | 'sieve')[]
  expires_at: Nullable<Date>
  last_used_at: Nullable<Date>
  created_at: Defaulted<Date>
}

interface CountryRules {
  id: GeneratedAlways<number>
  domain_id: number
  mailbox_id: Nullable<number>
  smtp: Nullable<boolean>
  retrieval: Nullable<boolean>
  countries: Nullable<string[]>
  created_at: Defaulted<Date>
}

interface Passes {
  id: GeneratedAlways<number>
  domain_id: number
  mailbox_id: Nullable<number>
  kind: 'service' | 'country' | 'network'
  value: string
  until: Nullable<Date>
  created_at: Defaulted<Date>
}

interface Blocks {
  id: GeneratedAlways<number>
  domain_id: number
  mailbox_id: Nullable<number>
  network: string
  created_at: Defaulted<Date>
}

interface KnownDevices {
  mailbox_id: number
  network: string
  client: Defaulted<string>
  country: Nullable<string>
  first_at: Defaulted<Date>
  last_at: Defaulted<Date>
}

interface Throttles {
  id: GeneratedAlways<number>
  login: string
  domain_id: Nullable<number>
  mailbox_id: Nullable<number>
  network: string
  distinct_secrets: number
  why: 'guessing' | 'spraying' | 'many-networks'
  since: Defaulted<Date>
  until: Date
}

interface Notices {
  id: GeneratedAlways<number>
  owner_id: number
  mailbox_id: Nullable<number>
  kind:
    | 'new-country'
    | 'new-device'
    | 'stale-device'
    | 'throttle'
    | 'password-exposed'
    | 'hand-over-started'
    | 'hand-over-done'
    | 'hand-over-contested'
    | 'proof-lost'
    | 'claim-proven'
    | 'claim-lapsing'
    | 'claim-lapsed'
    | 'records-changed'
  facts: ColumnType<Record<string, unknown>, string | undefined, string>
  at: Defaulted<Date>
  sent_at: Nullable<Date>
  told: Defaulted<string[]>
  server_id: Nullable<string>
}

interface Digests {
  recipient: string
  sent_at: Date
}

interface Zones {
  id: GeneratedAlways<number>
  domain_id: number
  name: string
  dnssec: boolean
  version: Defaulted<number>
  published_version: Nullable<number>
  published_as: Nullable<string>
  published_at: Nullable<Date>
  serial: Nullable<number>
  created_at: Defaulted<Date>
}

interface ZoneRecords {
  id: GeneratedAlways<number>
  zone_id: number
  name: string
  type: ZoneType
  ttl: number
  value: string
}

interface ZoneChanges {
  id: GeneratedAlways<number>
  zone_id: number
  at: Defaulted<Date>
  by: string
  before: ColumnType<ZoneRecord[], string, never>
  after: ColumnType<ZoneRecord[], string, never>
  undone_at: Nullable<Date>
}

interface ZoneKeys {
  zone: string
  keys_sealed: string
  kept_at: Defaulted<Date>
}

export interface Schema {
  servers: Servers
  owners: Owners
  domains: Domains
  mailboxes: Mailboxes
  credentials: Credentials
  aliases: Aliases
  catch_alls: CatchAlls
  forwards: Forwards
  vacations: Vacations
  dkim_keys: DkimKeys
  attempts: Attempts
  attempt_references: AttemptReferences
  app_passwords: AppPasswords
  country_rules: CountryRules
  passes: Passes
  blocks: Blocks
  known_devices: KnownDevices
  throttles: Throttles
  notices: Notices
  digests: Digests
  zones: Zones
  zone_records: ZoneRecords
  zone_changes: ZoneChanges
  zone_keys: ZoneKeys
  claims: Claims
  releases: Releases
  proof_codes: ProofCodes
  hand_overs: HandOvers
  domain_findings: DomainFindings
  record_watches: RecordWatches
}

/** A pool of connections, or a transaction on one of them: every function of this room takes either. */
export type Db = Kysely<Schema>
