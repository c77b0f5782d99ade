/** An app without a saved password sends an empty one. */
import type { Rule } from '../decide.ts'

export const emptyFields: Rule = ({ login, passwordIsEmpty }) =>
  login === '' ? { id: 'credential.empty', facts: { field: 'login' } } : passwordIsEmpty ? { id: 'credential.empty', facts: { field: 'password' } } : 'abstain'
