/** A domain that passes from its holder to somebody who has proven it: what the holder and the operator say to that. */
import { type HandOverEvent, nextHandOver } from '../core/ownership/hand-over.ts'
import type { Proof } from '../core/ownership/proof.ts'
import { parseDomainName } from '../core/values/domain-name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { findClaim, type LastCheck, openClaimOf } from '../store/claims.ts'
import { findDomain } from '../store/domains.ts'
import { findOpenHandOver, type HandOver, handOversOf, listHandOvers } from '../store/hand-overs.ts'
import { lockName } from '../store/names.ts'
import type { Page, PageRequest } from '../store/page.ts'
import { makeFirstKey } from './insert-domain.ts'
import { type Installation, operator, type Whose } from './installation.ts'
import { judgeProofs } from './judge-claim.ts'
import { observeClaim, openOutlook, type Outlook, seeMx } from './observe-claim.ts'
import { stepHandOver } from './pass-domain.ts'
import { beginningOf } from './settle-claim.ts'
import { withSetAside } from './set-domain-aside.ts'

export type { HandOver } from '../store/hand-overs.ts'

/** How a hand-over stands after somebody spoke. */
export interface HandOverNow {
  readonly handOver: HandOver
  /** Of an objection: what was seen of the holder's proofs; null otherwise. */
  readonly check: Omit<LastCheck, 'findings'> | null
}

/** A page of hand-overs: of the operator all, of an owner those that he gives or takes. */
export const readHandOvers = ({ db }: Installation, whose: Whose, page: PageRequest & { readonly isOpen?: boolean | undefined }): Promise<Page<HandOver>> => listHandOvers(db, whose, page)

/** The hand-over of a name, as a person types it: the open one, or else the last. */
export const readHandOver = async ({ db }: Installation, whose: Whose, text: string): Promise<Result<HandOver, Refusal>> => {
  const name = parseDomainName(text)
  if (!name.ok) return no({ kind: 'invalid-domain', given: text, complaint: name.why })
  const [last] = await handOversOf(db, whose, name.value)
  return last ? yes(last) : no({ kind: 'not-found', noun: 'hand-over', name: name.value })
}

/** To anybody but the holder and the operator it is not there to be decided. */
const readOfHolder = async (installation: Installation, whose: Whose, text: string): Promise<Result<HandOver, Refusal>> => {
  const found = await readHandOver(installation, whose, text)
  return found.ok && whose.kind === 'owner' && whose.ownerId !== found.value.fromOwnerId ? no({ kind: 'not-found', noun: 'hand-over', name: found.value.name }) : found
}

interface Spoken {
  readonly installation: Installation
  readonly handOver: HandOver
  readonly outlook: Outlook
}

/** Carries out what somebody says. */
const speak = async ({ installation, handOver: { name, claimId }, outlook }: Spoken, event: HandOverEvent): Promise<Result<HandOver, Refusal>> => {
  const now = new Date()
  const [seen, made] = await Promise.all([seeMx(installation, outlook.dns, name), makeFirstKey(installation, name)])
  return withSetAside(installation, now, async (transaction, setAside) => {
    await lockName(transaction, name)
    const handOver = await findOpenHandOver(transaction, operator, name)
    const claim = await findClaim(transaction, operator, claimId)
    if (!handOver || handOver.claimId !== claimId || !claim) return no({ kind: 'hand-over-stands', name, complaint: 'over' })
    const step = nextHandOver(handOver, event, now)
    if (!step.ok) return no({ kind: 'hand-over-stands', name, complaint: step.why })
    const beginning = beginningOf({ installation, claim, seen, key: async () => made }, handOver.provenBy)
    const isPassed = await stepHandOver({ installation, transaction, setAside, now }, handOver, claim, step.value, beginning)
    if (step.value.passes !== 'no' && !isPassed) return no({ kind: 'lives-elsewhere', name, server: `${(await findDomain(transaction, operator, name))?.serverId}` })
    return yes({ ...handOver, ...step.value })
  })
}

/**
 * The holder lets the domain go at once.
 * @param isWithMail with its mailboxes and their mail; else those go to the trash
 * @returns refused when there is no open hand-over of his
 */
export const agreeToHandOver = async (installation: Installation, whose: Whose, name: string, isWithMail: boolean, outlook: Outlook = openOutlook(installation)): Promise<Result<HandOverNow, Refusal>> => {
  const found = await readOfHolder(installation, whose, name)
  if (!found.ok) return found
  const spoken = await speak({ installation, handOver: found.value, outlook }, { kind: 'agree', by: 'holder', withMail: isWithMail })
  return spoken.ok ? yes({ handOver: spoken.value, check: null }) : spoken
}

/** What shows today, with what was given out since the hand-over began, that the name is the holder's. */
const shownToday = ({ results }: Pick<LastCheck, 'results'>): Proof | null => {
  const shown = results.filter(({ proof, state }) => state === 'proven' && proof !== 'name-servers').map(({ proof }) => proof)
  return shown[0] ?? null
}

/**
 * The holder objects: by proving the domain anew, with the token that he was given when the hand-over began, or with a code that was sent since. Then the operator decides.
 * @returns what was seen, and how it stands: as before where nothing shows it; refused when there is no open hand-over of his
 */
export const objectToHandOver = async (installation: Installation, whose: Whose, name: string, outlook: Outlook = openOutlook(installation)): Promise<Result<HandOverNow, Refusal>> => {
  const found = await readOfHolder(installation, whose, name)
  if (!found.ok) return found
  const handOver = found.value
  const now = new Date()
  const ours = installation.config.dns.name_servers
  const own = await openClaimOf(installation.db, operator, handOver.name, handOver.fromOwnerId)
  if (!own) return no({ kind: 'hand-over-stands', name: handOver.name, complaint: 'over' })
  const seen = await observeClaim(installation, outlook, own, now)
  const check = judgeProofs(own, seen, ours, now, handOver.startedAt)
  const proof = shownToday(check)
  if (proof === null) return yes({ handOver, check })
  const spoken = await speak({ installation, handOver, outlook }, { kind: 'object', by: 'holder', proof, tokenAt: handOver.startedAt })
  return spoken.ok ? yes({ handOver: spoken.value, check }) : spoken
}

/** The operator decides, in whatever state it is. @returns refused when there is no open hand-over of the name */
export const decideHandOver = async (installation: Installation, name: string, favour: 'holder' | 'newcomer', outlook: Outlook = openOutlook(installation)): Promise<Result<HandOverNow, Refusal>> => {
  const found = await readHandOver(installation, operator, name)
  if (!found.ok) return found
  const spoken = await speak({ installation, handOver: found.value, outlook }, { kind: 'decide', by: 'operator', for: favour })
  return spoken.ok ? yes({ handOver: spoken.value, check: null }) : spoken
}
