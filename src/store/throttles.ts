/** Throttles: who has to wait before trying again, why, and until when. A login counts whether there is such a mailbox or not. */
import { sql } from 'kysely'
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

export interface Throttle {
  /** In normal form; "": every login from that network. */
  readonly login: string
  /** In CIDR form; of no bits: that login from anywhere. */
  readonly network: string
  /** How many different wrong secrets were seen. */
  readonly distinctSecrets: number
  readonly why: 'guessing' | 'spraying' | 'many-networks'
  readonly since: Date
  readonly until: Date
}

/** As people see it. */
export interface ListedThrottle extends Throttle {
  readonly id: number
  /** Null: the login is no mailbox. */
  readonly mailbox: string | null
}

/** A notification holds 8000 bytes, and no address is longer (RFC 5321 4.5.3.1.3). */
const longestLogin = 254

/** The form in which a login is kept here. */
export const throttledLogin = (login: string): string => login.slice(0, longestLogin).toWellFormed().replaceAll('\0', '\ufffd')

/** Sets a throttle. One that is there already keeps its beginning and only grows: another edge may have seen more. */
export const setThrottle = async (db: Db, { login, network, distinctSecrets, why, since, until }: Throttle): Promise<void> => {
  const kept = throttledLogin(login)
  await sql`
    insert into throttles as t (login, domain_id, mailbox_id, network, distinct_secrets, why, since, until)
    select ${kept}, d.id, m.id, ${network}::cidr, ${distinctSecrets}, ${why}, ${since}, ${until}
    from (select domain_of(${kept}) as domain, local_part_of(${kept}) as local_part) as parts
      left join domains d on d.name = parts.domain
      left join mailboxes m on m.domain_id = d.id and m.local_part = parts.local_part
    on conflict (login, network) do update set
      distinct_secrets = greatest(t.distinct_secrets, excluded.distinct_secrets), why = excluded.why, until = greatest(t.until, excluded.until),
      domain_id = excluded.domain_id, mailbox_id = excluded.mailbox_id`.execute(db)
}

const throttles = (db: Db, whose: Whose) =>
  db
    .selectFrom('throttles')
    .leftJoin('domains', 'domains.id', 'throttles.domain_id')
    .leftJoin('mailboxes', 'mailboxes.id', 'throttles.mailbox_id')
    .select([
      'throttles.id',
      'throttles.login',
      sql<string>`throttles.network::text`.as('network'),
      'throttles.distinct_secrets as distinctSecrets',
      'throttles.why',
      'throttles.since',
      'throttles.until',
      sql<string | null>`mailboxes.local_part || '@' || domains.name`.as('mailbox'),
    ])
    .where(eb => (whose.kind === 'operator' ? eb.and([]) : eb.and([eb('domains.owner_id', '=', whose.ownerId)])))

/** A page of those that hold at a moment, the oldest first; of one login where that is wanted. `after` is an id. */
export const listThrottles = async (db: Db, whose: Whose, at: Date, { limit, after, login }: PageRequest & { readonly login?: string | undefined }): Promise<Page<ListedThrottle>> => {
  const rows = await throttles(db, whose)
    .where('throttles.until', '>', at)
    .$if(after !== undefined, query => query.where('throttles.id', '>', Number(after)))
    .$if(login !== undefined, query => query.where('throttles.login', '=', throttledLogin(login!)))
    .orderBy('throttles.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => String(id))
}

/** One by what it is about; null when there is none that holds at a moment. For an edge that heard of a change. */
export const findThrottle = async (db: Db, at: Date, { login, network }: Pick<Throttle, 'login' | 'network'>): Promise<Throttle | null> =>
  (await throttles(db, { kind: 'operator' })
    .where('throttles.until', '>', at)
    .where('throttles.login', '=', throttledLogin(login))
    .where(sql<boolean>`throttles.network = ${network}::cidr`)
    .executeTakeFirst()) ?? null

/** Lifts throttles: of one login, from one network, or all that are there for this one. @returns how many were lifted */
export const deleteThrottles = async (db: Db, whose: Whose, { login, network }: { readonly login?: string | undefined; readonly network?: string | undefined }): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('throttles')
    .$if(login !== undefined, query => query.where('login', '=', throttledLogin(login!)))
    .$if(network !== undefined, query => query.where(sql<boolean>`network = ${network}::cidr`))
    .$if(whose.kind === 'owner', query =>
      query.where('domain_id', 'in', db.selectFrom('domains').select('domains.id').where('domains.owner_id', '=', (whose as { ownerId: number }).ownerId)),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Removes those that ended before a moment. @returns how many went */
export const pruneThrottles = async (db: Db, before: Date): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('throttles').where('until', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
