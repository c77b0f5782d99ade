/** What is kept of a user name. People type the password into the field above, and what is kept is read by others for a month. */
import type { Finding } from '../causes/index.ts'
import type { Facts } from './facts.ts'

/** So much of it is enough for whoever typed it to know it again. */
const shownLetters = 2
/** Ours have twelve characters and more, those of elsewhere mostly eight; a shorter word with a number is a scanner's guess at a name. */
const shortestSecret = 8

/** A domain has a dot; `P@ssw0rd` is no address. */
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const letter = /\p{L}/u
/** What a name has not: a digit, a blank, or a sign other than those within names. */
const unlikeName = /[^\p{L}\p{M}._+-]/u

const isAddress = (text: string): boolean => address.test(text.normalize('NFKC').trim())

const looksSecret = (login: string): boolean => login.length >= shortestSecret && letter.test(login) && unlikeName.test(login)

const namesSomebody = ({ account, near }: Pick<Facts, 'account' | 'near'>): boolean =>
  (account.state !== 'unknown' && account.account !== null) || (near !== null && (near.matches > 0 || near.isOwnerName || near.mailbox !== null || near.alias !== null))

/**
 * The login of an attempt, as it is kept: whole where it is an address or somebody's name; its beginning where it may be a password.
 * @param login as it was sent
 * @param password as it was sent: an address there means that the fields were swapped; null: it did not come
 * @param facts what was learnt of the name; null: nobody has looked
 */
export const keptLogin = (login: string, password: string | null, facts: Pick<Facts, 'account' | 'near'> | null): string => {
  if (isAddress(login) || (facts && namesSomebody(facts))) return login
  const isSwapped = password !== null && isAddress(password)
  return isSwapped || looksSecret(login) ? `${[...login].slice(0, shownLetters).join('')}…` : login
}

/** A finding with the login as it is kept. */
export const withKeptLogin = (finding: Finding, login: string | null): Finding =>
  login !== null && 'login' in finding.facts ? ({ ...finding, facts: { ...finding.facts, login } } as Finding) : finding
