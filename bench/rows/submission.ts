/**
 * `submission-1`, `submission-10`: messages accepted each second, one or ten on a connection; TCP, TLS and AUTH anew each time.
 * Enough clients side by side that the processors set the pace and not the 40 ms that Postfix's greeting waits behind a TLS 1.3 ticket
 * (its socket lacks TCP_NODELAY, and the client's kernel delays its acknowledgement).
 */
import type { User } from '../load/jobs.ts'
import type { Side } from '../side.ts'
import { rateRow, type Row } from './row.ts'

const submission = (name: string, goal: number, messages: number, size: { clients: number; turns: number }, who: (side: Side) => readonly User[]): Row =>
  rateRow({ name, unit: 'messages/s', better: 'more', goal }, side => ({
    job: 'submit',
    target: { address: side.address, port: side.ports.submissions },
    users: who(side),
    messages,
    threads: 1,
    ...size,
  }))

export const submission1 = submission('submission-1', 1, 1, { clients: 32, turns: 300 }, side => side.users.hashed)
export const submission10 = submission('submission-10', 1, 10, { clients: 24, turns: 120 }, side => side.users.hashed)
export const submission1Unhashed = submission('submission-1-unhashed', 1, 1, { clients: 32, turns: 1000 }, side => side.users.unhashed)
export const submission10Unhashed = submission('submission-10-unhashed', 1, 10, { clients: 24, turns: 150 }, side => side.users.unhashed)
