/** Attempts to sign in: written by the edges, some at a time; read by operators, owners and the CLI. */
import { type RawBuilder, sql } from 'kysely'
import { type Page, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

/** One attempt, as the edge saw it. Secrets are never part of it. */
export interface NewAttempt {
  /** Short reference that the client was told, such as `K7Q2-9F`. */
  readonly ref: string
  readonly at: Date
  readonly serverId: string
  /** Null when it is not known; then the login may name one. */
  readonly mailboxId: number | null
  readonly protocol: 'smtp' | 'imap' | 'pop3'
  readonly port: number
  /** The client's IP address. */
  readonly address: string
  readonly country: string | null
  readonly tls: string | null
  readonly sni: string | null
  readonly mechanism: string | null
  readonly login: string | null
  readonly outcome: 'accepted' | 'refused' | 'abandoned'
  /** Id from the catalogue of causes. */
  readonly cause: string | null
  /** Whether the cause is only likely. */
  readonly likely: boolean
  readonly facts: Readonly<Record<string, unknown>>
  /** What the client calls itself. */
  readonly client?: string | null
  /** Forward-confirmed reverse name of the address. */
  readonly networkName?: string | null
  /** Attempts with the same are one row, with a count; null: never. */
  readonly fold?: string | null
  /** How many this stands for. Left out: one. */
  readonly count?: number
  /** When the first of them was. Left out: at `at`. */
  readonly firstAt?: Date
  /** Every reference that opens it. Left out: only `ref`. */
  readonly refs?: readonly string[]
  /** A person's app may be behind it: whose, may be concluded from the address and the server name. */
  readonly joins?: boolean
  /** The mailbox was concluded. */
  readonly mailboxLikely?: boolean
  /** Where there is no login: an address whose domain's owner may see it. */
  readonly about?: string | null
}

/** One attempt, or several that were folded, as it is read. `id` is for telling rows apart. */
export interface Attempt extends Omit<NewAttempt, 'serverId' | 'mailboxId' | 'fold' | 'refs' | 'joins' | 'about'> {
  readonly id: number
  /** Address of the mailbox, null when the login names none. */
  readonly mailbox: string | null
  /** The mailbox was concluded from the address and the time. */
  readonly mailboxLikely: boolean
  readonly client: string | null
  readonly networkName: string | null
  readonly count: number
  readonly firstAt: Date
}

/** Strangers send anything. PostgreSQL keeps no NUL and no half of a surrogate pair, and nobody reads more than this. */
const longest = 512
const kept = (text: string): string => text.slice(0, longest).toWellFormed().replaceAll('\0', '\ufffd')

const keptDeeply = (value: unknown): unknown => {
  if (typeof value === 'string') return kept(value)
  if (Array.isArray(value)) return value.map(keptDeeply)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [kept(key), keptDeeply(inner)]))
}

const defaults = ({ ref, at }: NewAttempt) => ({ client: null, networkName: null, fold: null, count: 1, firstAt: at, refs: [ref], joins: false, mailboxLikely: false, about: null }) satisfies Partial<NewAttempt>

const asJson = (rows: readonly NewAttempt[]): string => JSON.stringify(rows.map((row, n) => ({ n, ...defaults(row), ...(keptDeeply(row) as object) })))

/**
 * Records attempts, many in one statement; those whose fold is there already raise its count. The domain comes from the login, so that its owner also sees
 * attempts at mailboxes that do not exist. One that names nobody belongs to the only mailbox that was seen from its address in seven days, if there is
 * one, or else to the hosted domain whose server name was asked for; a server name of another owner's says that it is not that mailbox's, and a server's
 * own name is everybody's. A mailbox or server removed meanwhile does not lose the rest.
 */
export const insertAttempts = async (db: Db, rows: readonly NewAttempt[]): Promise<void> => {
  if (!rows.length) return
  await sql`
    with given as (
      select r.*, s.id as server, coalesce(m.id, named.id, seen.mailbox_id) as mailbox, coalesce(m.domain_id, d.id, seen.domain_id, asked.id) as domain,
        r."mailboxLikely" or (m.id is null and named.id is null and seen.mailbox_id is not null) as is_likely
      from jsonb_to_recordset(${asJson(rows)}::jsonb) as r (
          n integer, ref text, at timestamptz, "serverId" text, "mailboxId" bigint, protocol text, port integer, address inet, country text, tls text, sni text,
          mechanism text, login text, outcome text, cause text, likely boolean, facts jsonb, client text, "networkName" text, fold text, count integer,
          "firstAt" timestamptz, refs text[], joins boolean, "mailboxLikely" boolean, about text)
        join servers s on s.id = r."serverId"
        left join mailboxes m on m.id = r."mailboxId"
        left join domains d on d.name = domain_of(coalesce(r.login, r.about))
        left join mailboxes named on r."mailboxId" is null and named.domain_id = d.id and named.local_part = local_part_of(r.login)
        left join lateral (
          select above.id, above.owner_id from domains above
          where above.name = any(names_above(case when r.joins and r.login is null then r.sni end))
            and not exists (select from servers where host_name = lower(r.sni))
          order by length(above.name) desc limit 1) as asked on true
        left join lateral (
          select found.* from mailbox_seen_from(case when r.joins and r.login is null then r.address end, r.at - interval '7 days') as found
            join domains home on home.id = found.domain_id
          where asked.id is null or home.owner_id = asked.owner_id) as seen on true),
    written as (
      insert into attempts as a (ref, at, first_at, count, fold, server_id, domain_id, mailbox_id, mailbox_likely, joins, protocol, port, address, network_name, country,
        tls, sni, mechanism, client, login, outcome, cause, likely, facts)
      select ref, at, "firstAt", count, fold, server, domain, mailbox, is_likely, joins, protocol, port, address, "networkName", country,
        tls, sni, mechanism, client, login, outcome, cause, likely, facts
      from given order by fold, n
      on conflict (fold) do update set at = greatest(a.at, excluded.at), count = a.count + excluded.count, tls = excluded.tls, sni = excluded.sni,
        facts = excluded.facts, likely = excluded.likely, network_name = coalesce(excluded.network_name, a.network_name),
        mailbox_id = coalesce(a.mailbox_id, excluded.mailbox_id),
        domain_id = case when a.mailbox_id is null and excluded.mailbox_id is not null then excluded.domain_id else coalesce(a.domain_id, excluded.domain_id) end,
        mailbox_likely = case when a.mailbox_id is null then excluded.mailbox_likely else a.mailbox_likely end
      returning a.id, a.ref, a.fold)
    insert into attempt_references (ref, attempt_id, at)
    select distinct on (told.ref) told.ref, written.id, given.at
    from given join written on coalesce(written.fold, written.ref) = coalesce(given.fold, given.ref) cross join unnest(given.refs) as told (ref)
    where given.outcome <> 'accepted'
    on conflict (ref) do update set attempt_id = excluded.attempt_id, at = excluded.at`.execute(db)
}

/** A sign-in that named its mailbox. */
export interface NamedSignIn {
  readonly address: string
  readonly mailboxId: number
  readonly at: Date
}

/**
 * Gives the failures before any name, from the same address in the half hour before, to the mailbox that was named now, as likely its own.
 * Does nothing where several mailboxes were named from there meanwhile; what asked for another owner's server name stays that owner's.
 */
export const joinEarlierAttempts = async (db: Db, named: readonly NamedSignIn[]): Promise<void> => {
  if (!named.length) return
  // Hardly any address has such failures: one look at a small index spares all the rest.
  await sql`
    with waited_for as materialized (
      select n.* from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as n (address inet, "mailboxId" bigint, at timestamptz)
      where exists (select from attempts a where a.address = n.address and a.mailbox_id is null and a.login is null and a.joins and a.at between n.at - interval '30 minutes' and n.at))
    update attempts a set mailbox_id = m.id, domain_id = m.domain_id, mailbox_likely = true
    from waited_for n
      join mailboxes m on m.id = n."mailboxId" join domains home on home.id = m.domain_id
      cross join lateral mailbox_seen_from(n.address, n.at - interval '30 minutes') as seen
    where seen.mailbox_id = n."mailboxId" and a.address = n.address and a.mailbox_id is null and a.login is null and a.joins
      and a.at between n.at - interval '30 minutes' and n.at
      and (a.domain_id is null or exists (select from domains asked where asked.id = a.domain_id and asked.owner_id = home.owner_id))`.execute(db)
}

/** Which attempts are wanted. */
export interface AttemptFilter {
  readonly limit: number
  /** Older than the last of the page before: its `next`. */
  readonly before?: string | undefined
  /** Not older than this. */
  readonly since?: Date | undefined
  /** Only those at this address, whether there is such a mailbox or not. */
  readonly mailbox?: { readonly localPart: string; readonly domain: string } | undefined
}

const columns = sql.raw(`a.id, a.ref, a.at, a.first_at as "firstAt", a.count, a.protocol, a.port, host(a.address) as address, a.network_name as "networkName", a.country,
  a.tls, a.sni, a.mechanism, a.client, a.login, m.local_part || '@' || d.name as mailbox, a.mailbox_likely as "mailboxLikely", a.outcome, a.cause, a.likely, a.facts`)

const cursorOf = ({ at, id }: Attempt): string => `${at.toISOString()} ${id}`

const conditions = ({ before, since }: AttemptFilter): RawBuilder<unknown> => {
  const [at = '', id = ''] = before?.split(' ') ?? []
  const older = before === undefined ? sql`true` : sql`(a.at, a.id) < (${at}::timestamptz, ${id}::bigint)`
  return since === undefined ? older : sql`${older} and a.at >= ${since}`
}

/** The newest of one place, by one index. */
const newest = (where: RawBuilder<unknown>, filter: AttemptFilter): RawBuilder<unknown> =>
  sql`(select * from attempts a where ${where} and ${conditions(filter)} order by a.at desc, a.id desc limit ${filter.limit + 1})`

/** Each place is asked by itself, so that a quiet mailbox in a busy installation costs no more than a busy one. */
const wanted = (whose: Whose, filter: AttemptFilter): RawBuilder<unknown> => {
  const { mailbox } = filter
  const own = whose.kind === 'operator' ? sql`true` : sql`d.owner_id = ${whose.ownerId}`
  if (mailbox) {
    const { localPart, domain } = mailbox
    return sql`domains d
      left join mailboxes box on box.domain_id = d.id and box.local_part = ${localPart}
      cross join lateral (
        ${newest(sql`a.mailbox_id = box.id`, filter)}
        union all ${newest(sql`a.mailbox_id is null and a.domain_id = d.id and local_part_of(a.login) = ${localPart}`, filter)}) as a
      where d.name = ${domain} and ${own}`
  }
  if (whose.kind === 'operator') return sql`${newest(sql`true`, filter)} as a`
  return sql`domains d cross join lateral ${newest(sql`a.domain_id = d.id`, filter)} as a where ${own}`
}

/**
 * The newest attempts that match, newest first.
 * @returns a page whose `next` is what to give as `before`
 */
export const listAttempts = async (db: Db, whose: Whose, filter: AttemptFilter): Promise<Page<Attempt>> => {
  const { rows } = await sql<Attempt>`
    select ${columns} from (select a.* from ${wanted(whose, filter)}) as a
      left join domains d on d.id = a.domain_id left join mailboxes m on m.id = a.mailbox_id
    order by a.at desc, a.id desc limit ${filter.limit + 1}`.execute(db)
  return pageOf(rows, filter.limit, cursorOf)
}

/** The attempt that a reference opens: exactly the one that was told it. @returns null when there is none for this one */
export const findAttemptByReference = async (db: Db, whose: Whose, ref: string): Promise<Attempt | null> => {
  const own = whose.kind === 'operator' ? sql`true` : sql`d.owner_id = ${whose.ownerId}`
  const { rows } = await sql<Attempt>`
    select ${columns} from attempts a left join domains d on d.id = a.domain_id left join mailboxes m on m.id = a.mailbox_id
    where a.id = coalesce((select attempt_id from attempt_references where ref = ${ref}), (select max(id) from attempts where ref = ${ref})) and ${own}`.execute(db)
  return rows[0] ?? null
}

/**
 * Removes attempts older than a moment, some at a time, so that no statement holds locks for long.
 * @returns how many went; as many as `limit` means that there may be more
 */
export const pruneAttempts = async (db: Db, olderThan: Date, limit = 10_000): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('attempts')
    .where('id', 'in', db.selectFrom('attempts').select('id').where('at', '<', olderThan).orderBy('at').limit(limit))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** The most that is kept. */
export interface AttemptBounds {
  readonly ofMailbox: number
  /** Of a domain's names that are no mailboxes, and of those that named no domain of ours. */
  readonly ofStrangers: number
  readonly referencesOfAttempt: number
}

/**
 * Removes the oldest where there are too many. Only where something came in lately, since nothing else can have grown.
 * @returns how many attempts went
 */
export const pruneCrowdedAttempts = async (db: Db, since: Date, { ofMailbox, ofStrangers, referencesOfAttempt }: AttemptBounds): Promise<number> => {
  const { numAffectedRows: ofMailboxes = 0n } = await sql`
    delete from attempts old using (select distinct mailbox_id from attempts where at >= ${since} and mailbox_id is not null) as busy
      cross join lateral (select at from attempts a where a.mailbox_id = busy.mailbox_id order by at desc offset ${ofMailbox} limit 1) as last
    where old.mailbox_id = busy.mailbox_id and old.at <= last.at`.execute(db)
  const { numAffectedRows: strangers = 0n } = await sql`
    delete from attempts old using (select distinct coalesce(domain_id, 0) as domain from attempts where at >= ${since} and mailbox_id is null) as busy
      cross join lateral (select at from attempts a where a.mailbox_id is null and coalesce(a.domain_id, 0) = busy.domain order by at desc offset ${ofStrangers} limit 1) as last
    where old.mailbox_id is null and coalesce(old.domain_id, 0) = busy.domain and old.at <= last.at`.execute(db)
  await sql`
    delete from attempt_references where ref in (
      select old.ref from (select id from attempts where at >= ${since} and count > ${referencesOfAttempt}) as busy
        cross join lateral (select ref from attempt_references r where r.attempt_id = busy.id order by at desc, ref offset ${referencesOfAttempt}) as old)`.execute(db)
  return Number(ofMailboxes + strangers)
}
