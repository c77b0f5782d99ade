/** One of the two that are compared: where it listens, who has a mailbox there, and which processes do its work. */
import type { User } from './load/jobs.ts'

export interface Side {
  readonly name: 'ours' | 'peer'
  readonly address: string
  readonly ports: { readonly submissions: number; readonly imaps: number }
  readonly users: Users
  /** Roots of every process tree that works for this side, the database included: their CPU time counts. */
  readonly roots: () => readonly number[]
  /** The processes that hold clients' TLS connections: their memory counts. */
  readonly loginProcesses: () => readonly number[]
  /** Postfix's queue directory: empty means that all has been handed on. */
  readonly queue: string
}

/** Mailboxes by what they cost to sign in to. */
export interface Users {
  /** The password is known already and need not be hashed again: our edge's cache does that, and the peer is given the cheapest scheme there is. */
  readonly known: readonly User[]
  /** Stored as argon2id on both sides. */
  readonly hashed: readonly User[]
  /** Has the big mailbox. */
  readonly big: User
}

/** The domain of every mailbox here. */
export const domain = 'bench.example'

const usersOf = (prefix: string, count: number): User[] =>
  Array.from({ length: count }, (_, index) => ({ address: `${prefix}${String(index + 1).padStart(2, '0')}@${domain}`, password: 'Kaze-no-michi-7' }))

/** The same users at both sides. */
export const users: Users = { known: usersOf('known', 20), hashed: usersOf('hashed', 20), big: usersOf('big', 1)[0]! }

/** All of them. */
export const everybody: readonly User[] = [...users.known, ...users.hashed, users.big]
