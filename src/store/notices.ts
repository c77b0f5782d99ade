/** Notices: what owners are told of by mail. They wait here until they are told together, each by the server where the mailbox lives. */
import { sql } from 'kysely'
import type { DomainNoticeKind } from '../core/notices/domains.ts'
import { asJson } from './json.ts'
import type { Db } from './schema.ts'

/** One that waits, with whom to tell. */
export interface WaitingNotice {
  readonly id: number
  readonly kind: 'new-country' | 'new-device' | 'stale-device' | 'throttle' | 'password-exposed'
  readonly facts: Readonly<Record<string, unknown>>
  readonly at: Date
  readonly language: 'ja' | 'en'
  readonly mailbox: string
  /** The owner's own address. */
  readonly contact: string | null
  /** Who was told already. */
  readonly told: readonly string[]
}

/** One about a domain, with whom to tell. */
export interface WaitingDomainNotice extends Pick<WaitingNotice, 'id' | 'facts' | 'at' | 'language'> {
  readonly kind: DomainNoticeKind
  readonly contact: string
}

/** As many as are looked at in one run. */
const mostWaiting = 5000

/** Folds of one client in one network count together. */
const networkOf = sql.raw(`network(set_masklen(a.address, case family(a.address) when 4 then 24 else 48 end))`)

/** From so many on in a day, a device does not mend itself. */
const staleTries = 5
/** Who was told is not told again of the same for so long. */
const again = { stale: '7 days', exposed: '1 day', throttle: '1 day' }

/** Notes devices that keep sending a password that was right before. */
export const noteStaleDevices = async (db: Db, serverId: string, now: Date): Promise<void> => {
  await sql`
    insert into notices (owner_id, mailbox_id, kind, facts, at)
    select d.owner_id, m.id, 'stale-device', jsonb_build_object('mailbox', m.local_part || '@' || d.name, 'network', seen.network::text,
      'client', seen.client, 'country', seen.country, 'count', seen.tries, 'ref', seen.ref), seen.at
    from (
      select a.mailbox_id, ${networkOf} as network, coalesce(a.client, '') as client, sum(a.count)::integer as tries, max(a.at) as at,
        (array_agg(a.country order by a.at desc))[1] as country, (array_agg(a.ref order by a.at desc))[1] as ref
      from attempts a where a.cause = 'credential.stale-password' and a.at >= ${now}::timestamptz - interval '1 day' and a.mailbox_id is not null
      group by 1, 2, 3 having sum(a.count) >= ${staleTries}) as seen
      join mailboxes m on m.id = seen.mailbox_id join domains d on d.id = m.domain_id
    where m.server_id = ${serverId} and not exists (select from notices n where n.mailbox_id = m.id and n.kind = 'stale-device' and n.at > ${now}::timestamptz - ${again.stale}::interval
      and n.facts ->> 'network' = seen.network::text and n.facts ->> 'client' = seen.client)`.execute(db)
}

/** Notes passwords that were sent in the clear. */
export const noteExposedPasswords = async (db: Db, serverId: string, now: Date): Promise<void> => {
  await sql`
    insert into notices (owner_id, mailbox_id, kind, facts, at)
    select d.owner_id, m.id, 'password-exposed', jsonb_build_object('mailbox', m.local_part || '@' || d.name, 'network', seen.network::text,
      'country', seen.country, 'ref', seen.ref), seen.at
    from (
      select distinct on (a.mailbox_id, ${networkOf}) a.mailbox_id, ${networkOf} as network, a.country, a.ref, a.at
      from attempts a where a.cause = 'transport.tls-required' and a.facts @> '{"exposed": true}' and not a.mailbox_likely
        and a.at >= ${now}::timestamptz - interval '1 day' and a.mailbox_id is not null
      order by a.mailbox_id, ${networkOf}, a.at desc) as seen
      join mailboxes m on m.id = seen.mailbox_id join domains d on d.id = m.domain_id
    where m.server_id = ${serverId} and not exists (select from notices n where n.mailbox_id = m.id and n.kind = 'password-exposed' and n.at > ${now}::timestamptz - ${again.exposed}::interval
      and n.facts ->> 'network' = seen.network::text)`.execute(db)
}

/** Notes mailboxes that are throttled. The reference is of the last refusal there: it lets that network in. */
export const noteThrottles = async (db: Db, serverId: string, now: Date): Promise<void> => {
  await sql`
    insert into notices (owner_id, mailbox_id, kind, facts, at)
    select d.owner_id, m.id, 'throttle', jsonb_build_object('mailbox', m.local_part || '@' || d.name, 'network', t.network::text,
      'until', t.until, 'why', t.why, 'count', t.distinct_secrets, 'ref', last.ref, 'country', last.country), t.since
    from throttles t join mailboxes m on m.id = t.mailbox_id join domains d on d.id = m.domain_id
      left join lateral (select a.ref, a.country from attempts a where a.mailbox_id = m.id and a.outcome = 'refused' and a.address <<= t.network
        order by a.at desc, a.id desc limit 1) as last on true
    where m.server_id = ${serverId} and t.until > ${now} and not exists (select from notices n where n.mailbox_id = m.id and n.kind = 'throttle'
      and n.at > ${now}::timestamptz - ${again.throttle}::interval and n.facts ->> 'network' = t.network::text)`.execute(db)
}

/** Those that somebody is still to be told of, the oldest first. */
export const listWaitingNotices = async (db: Db, serverId: string): Promise<WaitingNotice[]> => {
  const { rows } = await sql<WaitingNotice>`
    select n.id, n.kind, n.facts, n.at, o.language, o.contact, n.told, m.local_part || '@' || d.name as mailbox
    from notices n join owners o on o.id = n.owner_id join mailboxes m on m.id = n.mailbox_id join domains d on d.id = m.domain_id
    where n.sent_at is null and m.server_id = ${serverId} order by n.at, n.id limit ${mostWaiting}`.execute(db)
  return rows
}

/** Notes something about a domain for its owner, to be told by a server. @param facts among them `domain`, its name */
export const noteDomain = async (
  db: Db,
  { ownerId, kind, facts, serverId }: { readonly ownerId: number; readonly kind: DomainNoticeKind; readonly facts: Readonly<Record<string, unknown>>; readonly serverId: string },
  at: Date,
): Promise<void> => {
  await db.insertInto('notices').values({ owner_id: ownerId, kind, facts: asJson(facts), server_id: serverId, at }).execute()
}

/** Those about domains whose owners can be told and were not, the oldest first. */
export const listWaitingDomainNotices = async (db: Db, serverId: string): Promise<WaitingDomainNotice[]> => {
  const { rows } = await sql<WaitingDomainNotice>`
    select n.id, n.kind, n.facts, n.at, o.language, o.contact
    from notices n join owners o on o.id = n.owner_id
    where n.sent_at is null and n.mailbox_id is null and n.server_id = ${serverId} and o.contact is not null order by n.at, n.id limit ${mostWaiting}`.execute(db)
  return rows
}

/** Keeps that an owner was told of these. */
export const markDomainNoticesSent = async (db: Db, ids: readonly number[], at: Date): Promise<void> => {
  await db.updateTable('notices').set({ sent_at: at }).where('id', 'in', ids).execute()
}

/** When each of these was last written to. */
export const lastDigests = async (db: Db, recipients: readonly string[]): Promise<ReadonlyMap<string, Date>> => {
  if (!recipients.length) return new Map()
  const rows = await db.selectFrom('digests').selectAll().where('recipient', 'in', recipients).execute()
  return new Map(rows.map(({ recipient, sent_at }) => [recipient, sent_at]))
}

/** Keeps that somebody was told. @param done of the ids those of which nobody else is to be told */
export const markTold = (db: Db, recipient: string, ids: readonly number[], done: readonly number[], at: Date): Promise<void> =>
  db.transaction().execute(async trx => {
    await sql`update notices set told = array_append(told, ${recipient}), sent_at = case when id = any(${done}::bigint[]) then ${at}::timestamptz end where id = any(${ids}::bigint[])`.execute(trx)
    await sql`insert into digests (recipient, sent_at) values (${recipient}, ${at}) on conflict (recipient) do update set sent_at = excluded.sent_at`.execute(trx)
  })

/** Forgets notices from before a moment, and when people were written to. @returns how many notices went */
export const pruneNotices = async (db: Db, before: Date): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('notices').where('at', '<', before).executeTakeFirst()
  await db.deleteFrom('digests').where('sent_at', '<', before).execute()
  return Number(numDeletedRows)
}
