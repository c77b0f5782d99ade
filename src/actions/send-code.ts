/** Sends a code to who reads a domain's mail. It goes where the MX points today: for a domain that moves in, to the old server. */
import { domainToUnicode } from 'node:url'
import { Fault } from '../base/fault.ts'
import { writeLetter } from '../base/plain-letter.ts'
import { makeProofCode, proofCodeDigest } from '../base/proof-code.ts'
import type { Finding } from '../core/causes/index.ts'
import { readerZone } from '../core/notices/digest.ts'
import { type CodeDelivery, codeLastsMs, type CodeLocalPart, mostInAnHour, nextSend } from '../core/ownership/code.ts'
import { composeCodeLetter } from '../core/ownership/code-letter.ts'
import { leadsOf, type MxSeen, mxNames } from '../core/ownership/route.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import { handIn } from '../engines/postfix/hand-in.ts'
import type { Claim } from '../store/claims.ts'
import { findOwner } from '../store/owners.ts'
import { deleteProofCode, insertProofCode, listProofCodes, noteHandedIn } from '../store/proof-codes.ts'
import { isDeliveredHere } from '../store/routes.ts'
import { type Installation, operator, type Whose } from './installation.ts'
import { lookMx, ourMail } from './look-mx.ts'
import type { Dns } from './open-dns.ts'
import { readClaim } from './read-claims.ts'

export { type CodeLocalPart, codeLocalParts, isCodeLocalPart } from '../core/ownership/code.ts'

const hourMs = 3_600_000

/** Whose domain it is, and to which of its names the code goes. */
export interface WantedCode {
  readonly name: string
  readonly localPart: CodeLocalPart
  /** Whose claim, where several owners have one. */
  readonly owner?: string | undefined
}

/** What asking for a code came to. */
export type CodeSending =
  | {
      readonly state: 'sent'
      readonly recipient: string
      /** The mail servers that it may go to, the first tried first; the domain's own address where it has no MX. */
      readonly mx: readonly string[]
      readonly sentAt: Date
      readonly expiresAt: Date
      readonly delivery: CodeDelivery
    }
  /** Nothing was sent. */
  | { readonly state: 'not-sent'; readonly finding: Finding }

/** Why no letter can arrive; null where one may. */
const obstacle = async (installation: Installation, dns: Dns, { name }: Claim, localPart: string, seen: MxSeen): Promise<Finding | null> => {
  const facts = { domain: name }
  if (seen.state === 'unknown') return { id: 'ownership.mail-unknown', facts: { ...facts, why: seen.why } }
  if (seen.state === 'null') return { id: 'ownership.mail-null-mx', facts }
  if (seen.state === 'none' && seen.addresses === null) return { id: 'ownership.mail-unknown', facts: { ...facts, why: 'servfail' } }
  if (seen.state === 'none' && seen.addresses?.length === 0) return { id: 'ownership.mail-no-mx', facts }
  if (leadsOf(seen, await ourMail(installation, dns)) !== 'here' || (await isDeliveredHere(installation.db, localPart, name))) return null
  return { id: 'ownership.mail-goes-here', facts }
}

const machineZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Hands the letter to Postfix. @throws Fault when it does not take it now: then the code counts for nothing */
const post = async ({ config, db }: Installation, codeId: number, recipient: string, letter: string, now: Date): Promise<CodeDelivery> => {
  try {
    const handed = await handIn(config.behind.reinjection, config.server.host_name, recipient, letter)
    const nowhere = { host: null, address: null, at: now.toISOString() }
    const where: CodeDelivery = handed.state === 'accepted' ? { state: 'queued', reply: null, ...nowhere } : { state: 'bounced', reply: handed.reply, ...nowhere, host: config.server.host_name }
    await noteHandedIn(db, codeId, handed.state === 'accepted' ? handed.queueId : null, where)
    return where
  } catch (error) {
    await deleteProofCode(db, codeId)
    throw new Fault('engine', 'Postfix does not take the letter with the code', error)
  }
}

const tooMany = (nextAt: Date): CodeSending => ({ state: 'not-sent', finding: { id: 'ownership.mail-too-many', facts: { nextAt: nextAt.toISOString() } } })

const send = async (installation: Installation, whose: Whose, claim: Claim, recipient: string, mx: readonly string[], now: Date): Promise<CodeSending> => {
  const { config, db, secrets } = installation
  const code = makeProofCode()
  const expiresAt = new Date(now.getTime() + codeLastsMs)
  const { host_name: hostName, time_zone: zone } = config.server
  // Of random bits of its own: whoever sees the letter's name learns nothing of the code.
  const messageId = `code.${crypto.randomUUID()}@${hostName}`
  const limit = { most: mostInAnHour, since: new Date(now.getTime() - hourMs) }
  const id = await insertProofCode(db, whose, { claimId: claim.id, recipient, digest: proofCodeDigest(secrets.master)(claim.id, code), messageId, sentAt: now, expiresAt }, limit)
  // Somebody asked for others at the same time.
  if (id === null) return tooMany(new Date(now.getTime() + hourMs))
  const language = (await findOwner(db, operator, claim.owner))?.language ?? 'ja'
  const words = composeCodeLetter(
    { code, domain: domainToUnicode(claim.name), owner: claim.owner, hostName, expiresAt, zone: readerZone(zone, machineZone(), language) },
    language,
  )
  const letter = writeLetter({ ...words, from: { name: `Todoku ${hostName}`, address: `postmaster@${hostName}` }, to: recipient, date: now, messageId, language })
  return { state: 'sent', recipient, mx, sentAt: now, expiresAt, delivery: await post(installation, id, recipient, letter, now) }
}

/**
 * Sends one, unless it can be seen beforehand that it would not arrive, or three went within the hour.
 * @returns refused when there is no such claim here
 * @throws Fault `engine` when Postfix is away: nothing was sent, and nothing counted
 */
export const sendCode = async (installation: Installation, dns: Dns, whose: Whose, { name, localPart, owner }: WantedCode, now: Date): Promise<Result<CodeSending, Refusal>> => {
  const claim = await readClaim(installation, whose, name, owner)
  if (!claim.ok) return claim
  if (claim.value.state === 'lapsed') return yes({ state: 'not-sent', finding: { id: 'ownership.claim-lapsed', facts: { domain: claim.value.name } } })
  const codes = await listProofCodes(installation.db, whose, claim.value.id)
  const next = nextSend(
    codes.map(({ sentAt }) => sentAt),
    now,
  )
  if (next) return yes(tooMany(next))
  const seen = await lookMx(dns, claim.value.name)
  const finding = await obstacle(installation, dns, claim.value, localPart, seen)
  if (finding) return yes({ state: 'not-sent', finding })
  const mx = seen.state === 'records' ? mxNames(seen) : [claim.value.name]
  return yes(await send(installation, whose, claim.value, `${localPart}@${claim.value.name}`, mx, now))
}
