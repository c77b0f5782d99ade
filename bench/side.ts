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
  /** Stored as argon2id on both sides. */
  readonly hashed: readonly User[]
  /** Argon2id with us, whose edge remembers a password that was right; stored as it is at the peer, which then has nothing to compute either. */
  readonly unhashed: readonly User[]
  /** Has the big mailbox. */
  readonly big: User
}

/** The domain of every mailbox here. */
export const domain = 'bench.example'

const usersOf = (prefix: string, count: number): User[] =>
  Array.from({ length: count }, (_, index) => ({ address: `${prefix}${String(index + 1).padStart(2, '0')}@${domain}`, password: 'Kaze-no-michi-7' }))

/** The same users at both sides. */
export const users: Users = { hashed: usersOf('hashed', 20), unhashed: usersOf('unhashed', 20), big: usersOf('big', 1)[0]! }

/** All of them. */
export const everybody: readonly User[] = [...users.hashed, ...users.unhashed, users.big]
