/**
 * While the store is away nobody is blamed: what it said last may let a right password in, but never call one wrong,
 * since it may have been changed. Too many waiting is ours as well.
 */
import type { Rule } from '../decide.ts'

export const storeAnswered: Rule = ({ account, password }) => {
  if (account.state === 'unknown') return { id: 'ours.store-away', facts: { why: account.why } }
  if (password.state === 'busy') return { id: 'ours.busy', facts: { waiting: password.waiting } }
  if (account.state === 'stale' && password.state === 'differs') return { id: 'ours.store-away', facts: { why: account.why } }
  return 'abstain'
}
