/** What an offered secret is: found out at no cost where it was seen before or is an app password, and by one slow hash otherwise. */
import { isAppPasswordForm } from '../base/app-password.ts'
import { decoyHash, verifyPassword } from '../base/password-hash.ts'
import type { PasswordOpinion } from '../core/authentication/facts.ts'
import type { Account } from '../store/credentials.ts'
import type { KnownAccounts } from './known-accounts.ts'

export interface PasswordCheck {
  /** What is known without a slow hash, null when nothing is. */
  recall(account: Account | null, password: string): PasswordOpinion | null
  /** Computes exactly one slow hash: the account's, or a decoy's that takes as long and matches nothing. Never throws. */
  verify(account: Account | null, password: string): Promise<PasswordOpinion>
}

/**
 * Makes the check.
 * @param digestOf of an app password, as it is stored
 * @param now for app passwords that expire
 */
export const passwordCheck = (known: Pick<KnownAccounts, 'isKnownGood' | 'keepGood'>, digestOf: (text: string) => string, now: () => Date): PasswordCheck => ({
  recall(account, password) {
    if (!account) return null
    if (account.appPasswords.length && isAppPasswordForm(password)) {
      const digest = digestOf(password)
      const found = account.appPasswords.find(each => each.digest === digest)
      const isExpired = found?.expiresAt && found.expiresAt <= now()
      if (found) return { state: 'matches', by: 'app-password', id: found.id, name: found.name, scopes: found.scopes, expiredAt: isExpired ? found.expiresAt!.toISOString() : null }
    }
    return known.isKnownGood(account, password) ? { state: 'matches', by: 'main' } : null
  },
  async verify(account, password) {
    try {
      const matches = await verifyPassword(account?.hash ?? decoyHash, password)
      if (!matches || !account?.hash) return { state: 'differs' }
      known.keepGood(account, password)
      return { state: 'matches', by: 'main' }
    } catch (error) {
      return { state: 'unchecked', why: (error as Error).message }
    }
  },
})
