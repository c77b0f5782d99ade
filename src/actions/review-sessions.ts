/** Looks again at open sessions when something of their accounts has changed, and ends those that may not go on. */
import { mayStay, type OpenSession } from '../core/authentication/may-stay.ts'
import type { Account } from '../store/credentials.ts'

/** The sessions of an edge. */
export interface ReviewedSessions {
  list(of: { readonly mailboxId?: number | undefined; readonly domainId?: number | undefined }): OpenSession[]
  end(session: OpenSession): void
}

/** A mailbox, or a domain; neither named: any. */
interface Concerned {
  readonly mailboxId?: number | undefined
  readonly domainId?: number | undefined
}

export interface SessionReviewer {
  /** Something changed. Never throws, never waits. */
  review(of: Concerned): void
  /** A session has just begun. What changed while it was signing in, when it was on no list yet, is made up for. */
  entered(session: OpenSession): void
}

/** Longer than a sign-in takes from when its account was read: a busy machine, and an engine that is slow to answer. */
const recentMs = 60_000
/** The store may be back at once, and the feed of changes may not have noticed. */
const againMs = 2000

/** Null for any: that is a feed which is there again, and whoever signs in now is asked about anew. */
const keyOf = ({ mailboxId, domainId }: Concerned): string | null => (mailboxId !== undefined ? `mailbox ${mailboxId}` : domainId !== undefined ? `domain ${domainId}` : null)

/**
 * Makes a reviewer. It asks about one mailbox after another, so that an import does not flood the store.
 * @param findAccount rejects when the store is away; then it is asked again
 * @param onTrouble for the log
 * @param now milliseconds
 */
export const sessionReviewer = (
  sessions: ReviewedSessions,
  findAccount: (address: string) => Promise<Account | null>,
  onTrouble: (error: Error) => void,
  now: () => number = Date.now,
): SessionReviewer => {
  const waiting = new Map<number, string>()
  /** What changed lately, and when; the oldest first. */
  const recent = new Map<string, number>()
  let running = false

  const note = (key: string | null): void => {
    if (key === null) return
    recent.delete(key)
    recent.set(key, now())
    for (const [old, at] of recent) {
      if (now() - at < recentMs) break
      recent.delete(old)
    }
  }
  const changedLately = (of: Concerned): boolean => now() - (recent.get(keyOf(of) ?? '') ?? -Infinity) < recentMs

  const reviewOne = async (mailboxId: number, address: string): Promise<void> => {
    const account = await findAccount(address)
    for (const session of sessions.list({ mailboxId })) if (!mayStay(session, account)) sessions.end(session)
  }
  const run = async (): Promise<void> => {
    running = true
    try {
      for (const [mailboxId, address] of waiting) {
        // Before the question: a change that comes meanwhile is asked about again.
        waiting.delete(mailboxId)
        await reviewOne(mailboxId, address).catch((error: unknown) => {
          waiting.set(mailboxId, address)
          throw error
        })
      }
    } catch (error) {
      onTrouble(error as Error)
      setTimeout(begin, againMs).unref()
    } finally {
      running = false
    }
  }
  const begin = (): void => {
    if (waiting.size && !running) void run()
  }

  return {
    review(of) {
      note(keyOf(of))
      for (const { mailboxId, address } of sessions.list(of)) waiting.set(mailboxId, address)
      begin()
    },
    entered({ mailboxId, domainId, address }) {
      if (!changedLately({ mailboxId }) && !changedLately({ domainId })) return
      waiting.set(mailboxId, address)
      begin()
    },
  }
}
