/**
 * Where a sign-in meets the world: gathers the facts, asks `decide`, keeps the attempt.
 * An unknown mailbox costs the time of a known one, since a decoy is verified in its place.
 */
import { decoyHash, verifyPassword } from '../base/password-hash.ts'
import { decide } from '../core/authentication/decide.ts'
import type { Account as DecidedAccount, Facts } from '../core/authentication/facts.ts'
import type { Refusal, SignIn, SignInAnswer } from '../core/authentication/sign-in.ts'
import type { Account } from '../store/credentials.ts'
import type { KnownAccounts, Knowledge } from './known-accounts.ts'
import type { AttemptRecorder } from './record-attempt.ts'

/** The part of `decide`'s facts that the store's row says. */
const accountFacts = (account: Account): DecidedAccount => ({
  mailboxId: account.mailboxId,
  address: account.address,
  domain: account.address.slice(account.address.lastIndexOf('@') + 1),
  serverId: account.serverId,
  version: account.version,
  appPasswordRequired: false,
  enabled: { smtp: account.smtpEnabled, imap: account.imapEnabled, pop3: account.pop3Enabled },
  mailboxSuspended: account.mailboxSuspended,
  domainLive: account.domainProven && !account.domainSuspended,
})

const knowledgeFacts = ({ state, account, why }: Knowledge): Facts['account'] => {
  if (state === 'unknown') return { state, why }
  if (state === 'stale') return { state, account: accountFacts(account!), why }
  return { state, account: account && accountFacts(account) }
}

/** Full-width characters, spaces around it and capitals are how people type an address, not another address. */
const normalForm = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

/**
 * Makes the function that the edge asks, and the one that keeps its other refusals.
 * Neither throws: what could not be learnt is a fact.
 */
export const authenticator = (known: KnownAccounts, recorder: AttemptRecorder) => {
  const compare = async (account: Account | null, password: string): Promise<Facts['password']> => {
    if (account && known.isKnownGood(account, password)) return { state: 'matches', by: 'main' }
    try {
      const matches = await verifyPassword(account?.hash ?? decoyHash, password)
      if (!matches || !account?.hash) return { state: 'differs' }
      known.keepGood(account, password)
      return { state: 'matches', by: 'main' }
    } catch (error) {
      return { state: 'unchecked', why: (error as Error).message }
    }
  }

  const authenticate = async ({ connection, login, password, mechanism }: SignIn): Promise<SignInAnswer> => {
    const address = normalForm(login)
    const knowledge = await known.lookUp(address)
    const { account } = knowledge
    const decision = decide({
      protocol: connection.protocol,
      login,
      address,
      completion: 'none',
      passwordIsEmpty: password === '',
      account: knowledgeFacts(knowledge),
      near: null,
      throttle: null,
      block: null,
      country: { state: 'allowed', country: null, because: 'rule-off' },
      password: await compare(account, password),
    })
    const ref = recorder.record({
      connection,
      mechanism,
      login,
      mailboxId: account?.mailboxId ?? null,
      outcome: decision.verdict === 'accept' ? 'accepted' : 'refused',
      finding: decision.because,
      trail: decision.trail,
    })
    if (decision.because) return { verdict: 'refuse', finding: decision.because, ref }
    return { verdict: 'accept', who: { mailboxId: account!.mailboxId, address: account!.address, serverId: account!.serverId } }
  }

  const record = ({ connection, finding, mechanism, login }: Refusal): string =>
    recorder.record({ connection, mechanism, login, mailboxId: null, outcome: 'refused', finding, trail: [] })

  return { authenticate, record }
}
