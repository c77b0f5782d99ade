/** Lists what was removed, brings it back, or removes it for good. Only the operator does. */
import { existsSync } from 'node:fs'
import { z } from 'zod'
import { Fault } from '../base/fault.ts'
import { deleteTrash, findTrash, listTrash, moveFromTrash, readTrash, type TrashItem } from '../base/trash.ts'
import { zoneTypes } from '../core/dns/zone-record.ts'
import { lapsesAt } from '../core/ownership/lapse.ts'
import { proofs } from '../core/ownership/proof.ts'
import { routeChoices } from '../core/ownership/route.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { claimsOf, openClaimOf, updateClaim } from '../store/claims.ts'
import { type DomainCopy, insertDomainCopy, insertMailboxCopy, type MailboxCopy } from '../store/copies.ts'
import type { Owner } from '../store/owners.ts'
import { lastRelease, lockName, readStanding } from '../store/names.ts'
import { enterClaimAndDomain } from './claim-domain.ts'
import { type Installation, operator } from './installation.ts'
import { domainFiles, mailboxFiles } from './mail-files.ts'
import { readDomain, readOwner } from './read-accounts.ts'

// What the trash holds from before sign-ins had rules has none.
const placeCopy = z
  .object({
    countryRule: z.object({ smtp: z.boolean().nullable(), retrieval: z.boolean().nullable(), countries: z.array(z.string()).nullable() }),
    passes: z.array(z.object({ kind: z.enum(['service', 'country', 'network']), value: z.string(), until: z.string().nullable() })),
    blocks: z.array(z.string()),
  })
  .default({ countryRule: { smtp: null, retrieval: null, countries: null }, passes: [], blocks: [] })

const appPasswordCopy = z.object({ name: z.string(), digest: z.string(), scopes: z.array(z.enum(['imap', 'pop3', 'smtp', 'sieve'])), expiresAt: z.string().nullable() })

const credentialCopy = z.object({
  hash: z.string(),
  version: z.number(),
  previousHash: z.string().nullable().default(null),
  grade: z.number().nullable().default(null),
  changedAt: z.string().nullable().default(null),
})

const mailboxCopy = z.object({
  localPart: z.string(),
  quotaBytes: z.number(),
  smtpEnabled: z.boolean(),
  imapEnabled: z.boolean(),
  pop3Enabled: z.boolean(),
  keepsCopy: z.boolean(),
  appPasswordRequired: z.boolean().default(false),
  suspended: z.boolean(),
  credential: credentialCopy.nullable(),
  appPasswords: z.array(appPasswordCopy).default([]),
  signInRules: placeCopy,
  forwards: z.array(z.string()),
  vacation: z.object({ subject: z.string(), body: z.string(), days: z.number() }).nullable(),
}) satisfies z.ZodType<MailboxCopy>

const provenByCopy = z.enum([...proofs, 'operator', 'parent'])

const domainCopy = z.object({
  name: z.string(),
  owner: z.string(),
  provenAt: z.string().nullable(),
  provenBy: provenByCopy.nullable(),
  suspended: z.boolean(),
  route: z.object({ choice: z.enum(routeChoices), mxElsewhere: z.boolean() }).default({ choice: 'automatic', mxElsewhere: false }),
  claim: z.object({ token: z.string() }).nullable().default(null),
  catchAll: z.string().nullable(),
  signInRules: placeCopy,
  aliases: z.array(z.object({ localPart: z.string(), target: z.string() })),
  dkimKeys: z.array(z.object({ selector: z.string(), algorithm: z.enum(['rsa', 'ed25519']), publicKey: z.string(), privateKeySealed: z.string(), signs: z.boolean(), createdAt: z.string() })),
  zone: z
    .object({ isSigned: z.boolean(), records: z.array(z.object({ name: z.string(), type: z.enum(zoneTypes), ttl: z.number(), value: z.string() })) })
    .nullable()
    .default(null),
  mailboxes: z.array(mailboxCopy),
}) satisfies z.ZodType<DomainCopy>

const content = z.discriminatedUnion('kind', [
  // What the trash holds from before domains passed from one owner to another names none.
  z.object({ kind: z.literal('mailbox'), domain: z.string(), owner: z.string().nullable().default(null), mailbox: mailboxCopy }),
  z.object({ kind: z.literal('domain'), domain: domainCopy }),
])

type TrashedMailbox = Extract<z.infer<typeof content>, { kind: 'mailbox' }>

/** Thrown inside a transaction to undo it, when the copy's place is taken. */
class Taken extends Error {}

const put = async ({ db }: Installation, item: TrashItem, files: string, insert: (transaction: Installation['db']) => Promise<boolean>): Promise<boolean> => {
  try {
    await db.transaction().execute(async transaction => {
      if (!(await insert(transaction))) throw new Taken()
      // The last step before it counts: when the files do not come back, neither does the account.
      moveFromTrash(item, files)
    })
    return true
  } catch (error) {
    if (error instanceof Taken) return false
    throw error
  }
}

/** Into the domain of its owner: whoever has the name since finds no mail of another. */
const restoreMailbox = async (installation: Installation, item: TrashItem, { domain: domainName, owner, mailbox: copy }: TrashedMailbox): Promise<Result<string, Refusal>> => {
  const domain = await readDomain(installation, operator, domainName)
  if (!domain.ok) return domain
  if (owner !== null && owner !== domain.value.owner) return no({ kind: 'not-found', noun: 'domain', name: `${domainName} (${owner})` })
  const name = `${copy.localPart}@${domainName}`
  const files = mailboxFiles(installation.home, { domain: domainName, localPart: copy.localPart })
  if (existsSync(files)) return no({ kind: 'files-in-the-way', path: files })
  const isBack = await put(installation, item, files, transaction => insertMailboxCopy(transaction, operator, domain.value.id, copy))
  return isBack ? yes(name) : no({ kind: 'taken', noun: 'mailbox', name })
}

/** Whoever had the name proven after it was let go of may have it from its registrar: then the old proof shows nothing any more. */
const ownAgain = async (transaction: Installation['db'], ownerId: number, copy: DomainCopy, releasedByOtherAt: Date | null): Promise<DomainCopy> => {
  const releasedAt = await lastRelease(transaction, { name: copy.name, ownerId })
  const isStill = releasedByOtherAt === null || (releasedAt !== null && releasedByOtherAt < releasedAt)
  return isStill ? copy : { ...copy, provenAt: null, provenBy: null }
}

/** The claim that it stood on is open again, with the token that may still lie where it was put; else there is a new one. */
const restoreClaim = async (installation: Installation, transaction: Installation['db'], owner: Owner, { name, claim, provenAt, provenBy }: DomainCopy): Promise<void> => {
  const now = new Date()
  const ended = (await claimsOf(transaction, operator, name, true)).find(each => each.ownerId === owner.id && each.token === claim?.token && each.state === 'withdrawn')
  if (ended && !(await openClaimOf(transaction, operator, name, owner.id))) {
    await updateClaim(transaction, operator, ended.id, { state: 'waiting', endedAt: null, lapsesAt: lapsesAt(now), remindedAt: null, nextCheckAt: now, provenAt: null, provenBy: null })
  }
  const { claim: open } = await enterClaimAndDomain(installation, transaction, name, owner, now)
  if (provenAt !== null && provenBy !== null) await updateClaim(transaction, operator, open.id, { state: 'proven', provenAt: new Date(provenAt), provenBy })
}

const restoreDomain = async (installation: Installation, item: TrashItem, copy: DomainCopy): Promise<Result<string, Refusal>> => {
  const owner = await readOwner(installation, operator, copy.owner)
  if (!owner.ok) return owner
  const files = domainFiles(installation.home, copy.name)
  if (existsSync(files)) return no({ kind: 'files-in-the-way', path: files })
  const place = { ownerId: owner.value.id, serverId: installation.config.server.id }
  const isBack = await put(installation, item, files, async transaction => {
    await lockName(transaction, copy.name)
    const standing = await readStanding(transaction, copy.name, place.ownerId)
    const own = await ownAgain(transaction, place.ownerId, copy, standing.releasedByOtherAt)
    const isIn = await insertDomainCopy(transaction, operator, place, own)
    if (isIn) await restoreClaim(installation, transaction, owner.value, own)
    return isIn
  })
  return isBack ? yes(copy.name) : no({ kind: 'taken', noun: 'domain', name: copy.name })
}

/** What waits, the oldest first. */
export const readTrashItems = ({ home }: Installation): TrashItem[] => listTrash(home)

/**
 * Brings an item back as it was, mail, password and all.
 * @returns the name of what is back; refused when there is no such item, its place is taken, or its domain or owner is gone
 * @throws Fault `corrupt` when the item cannot be read
 */
export const restoreTrash = async (installation: Installation, id: string): Promise<Result<string, Refusal>> => {
  const item = findTrash(installation.home, id)
  if (!item) return no({ kind: 'not-found', noun: 'trash', name: id })
  const parsed = content.safeParse(readTrash(item))
  if (!parsed.success) throw new Fault('corrupt', `${item.path}/account.json`, parsed.error)
  const restored =
    parsed.data.kind === 'mailbox' ? await restoreMailbox(installation, item, parsed.data) : await restoreDomain(installation, item, parsed.data.domain)
  if (restored.ok) deleteTrash(item)
  return restored
}

/** Removes an item for good. @returns refused when there is none such */
export const emptyTrash = ({ home }: Installation, id: string): Result<TrashItem, Refusal> => {
  const item = findTrash(home, id)
  if (!item) return no({ kind: 'not-found', noun: 'trash', name: id })
  deleteTrash(item)
  return yes(item)
}
