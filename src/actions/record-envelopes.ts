/** Turns what Postfix refused into attempts, for those whom it concerns. */
import { createHash } from 'node:crypto'
import { newReference } from '../base/reference.ts'
import { decideEnvelope, type EnvelopeDecision } from '../core/envelope/decide.ts'
import type { EnvelopeRefusal } from '../core/envelope/refusal.ts'
import { insertAttempts, type NewAttempt } from '../store/attempts.ts'
import { foldAttempts } from './fold-attempts.ts'
import { envelopeGatherer, type GatheredEnvelope } from './gather-envelope.ts'
import type { Installation } from './installation.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Names that strangers write to and that are not there: so many are kept by themselves in each domain and day, the others together. */
const mostNamesOfDay = 100

export interface EnvelopeRecorder {
  /** Writes attempts for a run of refusals. @returns how many rows @throws when the store is away: nothing was written, and the same may be given again */
  record(refusals: readonly EnvelopeRefusal[]): Promise<number>
}

/** Equal for whoever reads them. */
const foldOf = (parts: readonly unknown[]): string => `e${createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 21)}`

/** Which of the names that strangers tried today get a row of their own. */
const namesOfDay = (): ((name: string, at: Date) => boolean) => {
  let day = 0
  const domains = new Map<string, Set<string>>()
  return (name, at) => {
    const today = Math.floor(at.getTime() / dayMs)
    if (today !== day) domains.clear()
    day = today
    const domain = name.slice(name.lastIndexOf('@') + 1)
    const names = domains.get(domain) ?? new Set()
    domains.set(domain, names)
    if (names.size < mostNamesOfDay) names.add(name)
    return names.has(name)
  }
}

/** The same in one breath, and how often. */
interface Counted {
  readonly refusal: EnvelopeRefusal
  readonly firstAt: Date
  readonly count: number
}

const counted = (refusals: readonly EnvelopeRefusal[]): Counted[] => {
  const groups = new Map<string, Counted>()
  for (const refusal of refusals) {
    const { kind, service, client, sender, recipient, login, helo } = refusal
    const key = JSON.stringify([kind, service, client, sender, recipient, login, helo])
    const before = groups.get(key)
    groups.set(key, { refusal, firstAt: before?.firstAt ?? refusal.at, count: (before?.count ?? 0) + 1 })
  }
  return [...groups.values()]
}

/** What makes an attempt equal to another: for strangers' noise the name and the day, for our people who, where, what and the hour. */
const equality = ({ finding, isNoise, mailboxId, login, about }: EnvelopeDecision, { at, client, service }: EnvelopeRefusal, hasOwnRow: boolean): unknown[] => {
  if (!isNoise) return [Math.floor(at.getTime() / hourMs), service, client, mailboxId ?? login ?? about, finding]
  const name = hasOwnRow ? finding.facts : about?.slice(about.lastIndexOf('@'))
  return [Math.floor(at.getTime() / dayMs), finding.id, name]
}

/** Where an app of the same mailbox signed in from the same address, its connection says more than the log does. */
const connectionOf = ({ service, clientName, helo }: EnvelopeRefusal, { mailboxId }: EnvelopeDecision, { seen, facts: { port } }: GatheredEnvelope) => {
  const signIn = seen.find(each => each.mailboxId === mailboxId)
  const of = signIn?.protocol === 'smtp' && service === 'submission' ? signIn : null
  return {
    port: of?.port ?? port,
    country: (signIn ?? seen[0])?.country ?? null,
    tls: of?.tls ?? null,
    sni: of?.sni ?? null,
    mechanism: of?.mechanism ?? null,
    client: helo ?? of?.client ?? null,
    networkName: clientName ?? (signIn ?? seen[0])?.networkName ?? null,
  }
}

/** Makes a recorder; it remembers only which names strangers tried today. */
export const envelopeRecorder = (installation: Installation): EnvelopeRecorder => {
  const { db, config } = installation
  const isAmongFirst = namesOfDay()

  const rowOf = async ({ refusal, firstAt, count }: Counted, gather: ReturnType<typeof envelopeGatherer>): Promise<NewAttempt | null> => {
    const { at, client, recipient, reply, sender } = refusal
    const hasOwnRow = refusal.service === 'submission' || isAmongFirst(refusal.kind === 'relay' ? `${recipient}@` : (recipient ?? ''), at)
    const gathered = await gather(refusal, hasOwnRow)
    const decision = decideEnvelope(refusal, gathered.facts)
    if (!decision) return null
    const { finding, likely, mailboxId, mailboxLikely, login, about } = decision
    return {
      ref: newReference(),
      at,
      firstAt,
      count,
      serverId: config.server.id,
      mailboxId,
      mailboxLikely,
      login,
      about,
      protocol: 'smtp',
      address: client,
      ...connectionOf(refusal, decision, gathered),
      outcome: 'refused',
      cause: finding.id,
      likely,
      facts: { ...finding.facts, ...(sender === null ? {} : { from: sender }), reply, trail: [`postfix:${refusal.service}`] },
      fold: foldOf(equality(decision, refusal, hasOwnRow)),
    }
  }

  return {
    record: async refusals => {
      const last = refusals.at(-1)
      if (!last) return 0
      const gather = envelopeGatherer(installation, last.at)
      const rows: NewAttempt[] = []
      for (const each of counted(refusals)) {
        const row = await rowOf(each, gather)
        if (row) rows.push(row)
      }
      // Nobody was told these references: one opens the row.
      await insertAttempts(db, foldAttempts(rows).map(row => ({ ...row, refs: [row.ref] })))
      return rows.length
    },
  }
}
