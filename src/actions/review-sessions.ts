/** Looks again at open sessions when something of their accounts has changed, and ends those that may not go on. */
import { mayStay, type OpenSession } from '../core/authentication/may-stay.ts'
import type { Account } from '../store/credentials.ts'

/** The sessions of an edge. */
export interface ReviewedSessions {
  list(of: { readonly mailboxId?: number | undefined; readonly domainId?: number | undefined }): OpenSession[]
  end(session: OpenSession): void
}

export interface SessionReviewer {
  /** Something changed of a mailbox, or of a domain; neither named: of any. Never throws, never waits. */
  review(of: { readonly mailboxId?: number | undefined; readonly domainId?: number | undefined }): void
}

/**
 * Makes a reviewer. It asks about one mailbox after another, so that an import does not flood the store.
 * @param findAccount rejects when the store is away; then everything is reviewed once it is back
 * @param onTrouble for the log
 */
export const sessionReviewer = (sessions: ReviewedSessions, findAccount: (address: string) => Promise<Account | null>, onTrouble: (error: Error) => void): SessionReviewer => {
  const waiting = new Map<number, string>()
  let running = false

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
        await reviewOne(mailboxId, address)
      }
    } catch (error) {
      waiting.clear()
      onTrouble(error as Error)
    } finally {
      running = false
    }
  }

  return {
    review(of) {
      for (const { mailboxId, address } of sessions.list(of)) waiting.set(mailboxId, address)
      if (waiting.size && !running) void run()
    },
  }
}
