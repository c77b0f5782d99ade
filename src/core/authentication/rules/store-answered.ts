/**
 * While the store is away nobody is blamed: what it said last may let a right password in, but never call one wrong,
 * since it may have been changed. A password that nobody could check is ours as well.
 */
import type { Rule } from '../decide.ts'

export const storeAnswered: Rule = ({ account, password }) => {
  if (account.state === 'unknown') return { id: 'ours.store-away', facts: { why: account.why } }
  if (password.state === 'unchecked') return { id: 'ours.password-unchecked', facts: { why: password.why } }
  if (account.state === 'stale' && password.state === 'differs') return { id: 'ours.store-away', facts: { why: account.why } }
  return 'abstain'
}
