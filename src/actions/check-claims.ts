/** Checks the claims of this server that are due, several at once; one whose servers hang holds up nobody. */
import { dueClaims } from '../store/claims.ts'
import { checkNow } from './check-claim.ts'
import type { Installation } from './installation.ts'
import { openOutlook, type Outlook } from './observe-claim.ts'

/** Each waits for servers of others nearly all the time. */
const atOnce = 16

export interface ClaimChecker {
  /** Begins to check what is due now, as far as there is room. @throws Error when the store is away */
  begin(now: Date): Promise<void>
  /** Waits for those under way. */
  settled(): Promise<void>
}

/**
 * Makes a checker.
 * @param onDone called after each check: there is room again; with what went wrong, or null
 */
export const claimChecker = (installation: Installation, onDone: (error: unknown) => void, outlook: Outlook = openOutlook(installation)): ClaimChecker => {
  const running = new Map<number, Promise<void>>()
  const check = async (id: number): Promise<void> => {
    let trouble: unknown = null
    try {
      await checkNow(installation, outlook, { id })
    } catch (error) {
      trouble = error
    }
    running.delete(id)
    onDone(trouble)
  }
  return {
    begin: async now => {
      if (running.size >= atOnce) return
      const due = await dueClaims(installation.db, installation.config.server.id, now, atOnce)
      for (const id of due.filter(each => !running.has(each)).slice(0, atOnce - running.size)) running.set(id, check(id))
    },
    settled: async () => {
      await Promise.all(running.values())
    },
  }
}
