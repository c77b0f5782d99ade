/**
 * Folds attempts that are equal for whoever reads them: a phone that fails once a minute is one line with a count, not sixty.
 * Equal are those of one mailbox (or login, or where nobody is named, server name), address, port, client, way to sign in, outcome, cause and notes, within one hour of the clock.
 */
import { createHash } from 'node:crypto'
import type { NewAttempt } from '../store/attempts.ts'

const hourMs = 3_600_000

/** They carry the same name and password: an app that was refused by one tries the other at once (smtplib: PLAIN, then LOGIN), and its user made one mistake. */
const passwordMechanisms: ReadonlySet<string | null> = new Set(['PLAIN', 'LOGIN', 'USER'])

const wayOf = (mechanism: string | null): string | null => (passwordMechanisms.has(mechanism) ? 'password' : mechanism)

/** What makes attempts equal, as one short text. */
export const foldOf = ({ at, mailboxId, login, sni, address, protocol, port, outcome, cause, client, mechanism, facts }: NewAttempt): string =>
  createHash('sha256')
    .update(JSON.stringify([Math.floor(at.getTime() / hourMs), mailboxId ?? login ?? ['sni', sni?.toLowerCase()], address, protocol, port, outcome, cause, client ?? null, wayOf(mechanism), facts['notes'] ?? []]))
    .digest('base64url')
    .slice(0, 22)

const joined = (first: NewAttempt, next: NewAttempt): NewAttempt => ({
  ...next,
  ref: first.ref,
  firstAt: first.firstAt ?? first.at,
  count: (first.count ?? 1) + (next.count ?? 1),
  refs: [...(first.refs ?? [first.ref]), ...(next.refs ?? [next.ref])],
})

/** Folds what was gathered. @param rows in the order of time @returns one row for each fold, with the facts of the latest */
export const foldAttempts = (rows: readonly NewAttempt[]): NewAttempt[] => {
  const folded = new Map<string, NewAttempt>()
  for (const row of rows) {
    const fold = row.fold ?? foldOf(row)
    const before = folded.get(fold)
    folded.set(fold, { ...(before ? joined(before, row) : row), fold })
  }
  return [...folded.values()]
}
