/** `imap-sign-in`: TCP, TLS, LOGIN, SELECT, LOGOUT, each second. */
import type { User } from '../load/jobs.ts'
import type { Side } from '../side.ts'
import { rateRow, type Row } from './row.ts'

const signIn = (name: string, turns: number, who: (side: Side) => readonly User[]): Row =>
  rateRow({ name, unit: 'sign-ins/s', better: 'more', goal: 1 }, side => ({
    job: 'signIn',
    target: { address: side.address, port: side.ports.imaps },
    users: who(side),
    turns,
    clients: 16,
    threads: 1,
  }))

export const imapSignIn = signIn('imap-sign-in', 300, side => side.users.hashed)
export const imapSignInUnhashed = signIn('imap-sign-in-unhashed', 1500, side => side.users.unhashed)
