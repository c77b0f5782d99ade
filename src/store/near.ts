/** What a name may have meant that is no mailbox here. Every look-up is bounded, and goes by an index however many mailboxes there are. */
import { sql, type RawBuilder } from 'kysely'
import type { Near } from '../core/authentication/facts.ts'
import { nearest } from '../core/values/nearest.ts'
import type { Db } from './schema.ts'

/** Of each sort, so many candidates are compared; a name in a crowd may be missed, nobody waits for it. */
const mostCandidates = 300

const after = (text: string): string => `${text}\u{10ffff}`
const reversed = (text: string): string => [...text].toReversed().join('')

/**
 * Candidates: those that begin alike, those that end alike, and some in any case, so that a small installation is compared as a whole.
 * A mistake spoils one half of a name only; two neighbours that were swapped in the middle are why the halves are a letter short.
 */
const candidates = async (db: Db, wanted: string, from: RawBuilder<unknown>, column: string, condition: RawBuilder<unknown>): Promise<string[]> => {
  const half = Math.max(1, Math.floor(wanted.length / 2) - 1)
  const [beginning, ending] = [wanted.slice(0, half), reversed(wanted.slice(-half))]
  const name = sql.raw(column)
  const some = (order: RawBuilder<unknown>, where: RawBuilder<unknown>): RawBuilder<unknown> => sql`(select ${name} as name from ${from} where ${condition} and ${where} order by ${order} limit ${mostCandidates})`
  const [begins, ends] = [sql`${name} collate "C"`, sql`reverse(${name}) collate "C"`]
  const { rows } = await sql<{ name: string }>`
    ${some(begins, sql`${begins} >= ${beginning} and ${begins} < ${after(beginning)}`)}
    union ${some(ends, sql`${ends} >= ${ending} and ${ends} < ${after(ending)}`)}
    union ${some(begins, sql`true`)}`.execute(db)
  return rows.map(row => row.name)
}

const nearMailbox = async (db: Db, localPart: string, domain: { readonly id: number; readonly name: string }): Promise<string | null> => {
  const found = nearest(localPart, await candidates(db, localPart, sql`mailboxes`, 'local_part', sql`domain_id = ${domain.id}`))
  return found === null ? null : `${found}@${domain.name}`
}

const aliasNamed = async (db: Db, localPart: string, domainId: number): Promise<Near['alias']> => {
  const { rows } = await sql<{ mailbox: string | null }>`
    select m.local_part || '@' || there.name as mailbox
    from domains here join aliases a on a.domain_id = here.id
      left join domains there on there.name = domain_of(a.target) and there.owner_id = here.owner_id
      left join mailboxes m on m.domain_id = there.id and m.local_part = local_part_of(a.target)
    where here.id = ${domainId} and a.local_part = ${localPart} limit 2`.execute(db)
  const [first] = rows
  if (!first) return null
  return { mailbox: rows.length === 1 ? first.mailbox : null }
}

const hostedDomain = (db: Db, name: string) => db.selectFrom('domains').select(['id', 'name']).where('name', '=', name).executeTakeFirst()

/** Whether an owner has this name, with which one signs in to the panel. @param name in lower case */
export const isOwnerName = async (db: Db, name: string): Promise<boolean> => (await db.selectFrom('owners').select('id').where(sql`lower(name)`, '=', name).limit(1).executeTakeFirst()) !== undefined

/** The mailboxes of this local part, whatever their domain; no more than `limit`, by address. */
export const matchesOfLocalPart = async (db: Db, localPart: string, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('mailboxes')
    .innerJoin('domains', 'domains.id', 'mailboxes.domain_id')
    .select(sql<string>`mailboxes.local_part || '@' || domains.name`.as('address'))
    .where('mailboxes.local_part', '=', localPart)
    .limit(limit)
    .execute()
  return rows.map(({ address }) => address).toSorted()
}

/** The hosted domain that a host name is, or lies under: the longest. Null when there is none. @param hostName such as `mail.example.jp`, in lower case */
export const findDomainAbove = async (db: Db, hostName: string): Promise<string | null> => {
  const labels = hostName.split('.')
  const names = labels.map((_, i) => labels.slice(i).join('.'))
  const row = await db.selectFrom('domains').select('name').where('name', 'in', names).orderBy(sql`length(name)`, 'desc').limit(1).executeTakeFirst()
  return row?.name ?? null
}

/** The hosted domain that a client means by the server name that it asked for. A server's own name is everybody's: it tells none. @param hostName in lower case */
export const findDomainAskedFor = async (db: Db, hostName: string): Promise<string | null> => {
  const server = await db.selectFrom('servers').select('id').where('host_name', '=', hostName).executeTakeFirst()
  return server ? null : findDomainAbove(db, hostName)
}

/** Counting goes no further: from two on a name is ambiguous. */
const mostMatches = 20

/** No address is longer (RFC 5321 4.5.3.1.3), and PostgreSQL takes no NUL: what is no name means nothing. */
const isName = (text: string): boolean => text !== '' && text.length <= 254 && !text.includes('\0')

const nothing: Near = { mailbox: null, domain: null, alias: null, isOwnerName: false, isHostedDomain: false, matches: 0 }

/**
 * What a name may have meant that is no mailbox. Some milliseconds at most, and not the same time for every name: it is for after the reply.
 * @param localPart in lower case
 * @param domain as A-label; null when the login had none
 */
export const findNear = async (db: Db, localPart: string, domain: string | null): Promise<Near> => {
  if (!isName(localPart) || !isName(domain ?? 'none')) return nothing
  if (domain === null) return { ...nothing, isOwnerName: await isOwnerName(db, localPart), matches: (await matchesOfLocalPart(db, localPart, mostMatches)).length }
  const hosted = await hostedDomain(db, domain)
  if (hosted) {
    const alias = await aliasNamed(db, localPart, hosted.id)
    return { ...nothing, isHostedDomain: true, alias, mailbox: alias ? null : await nearMailbox(db, localPart, hosted) }
  }
  // A host name of the domain, such as www., is no slip of the finger but as common.
  const meant = (await findDomainAbove(db, domain)) ?? nearest(domain, await candidates(db, domain, sql`domains`, 'name', sql`true`))
  return { ...nothing, isOwnerName: await isOwnerName(db, `${localPart}@${domain}`), domain: meant }
}
