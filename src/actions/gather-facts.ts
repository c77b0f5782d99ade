/**
 * Gathers the facts of a sign-in and has them decided. Costs nothing but memory for whoever is known; exactly one slow hash for every refusal,
 * whatever its cause, so that time tells a stranger nothing.
 */
import { decide, type Decision } from '../core/authentication/decide.ts'
import type { Account as DecidedAccount, Facts } from '../core/authentication/facts.ts'
import { domainOf, loginForm } from '../core/authentication/login-form.ts'
import type { SignIn } from '../core/authentication/sign-in.ts'
import { everywhere, isForgivable } from '../core/limits/throttle.ts'
import { isInNetwork, surroundingNetwork } from '../core/values/network.ts'
import type { Account } from '../store/credentials.ts'
import type { PasswordCheck } from './check-password.ts'
import type { LoginCompleter } from './complete-login.ts'
import type { CountryJudge } from './judge-country.ts'
import type { KnownAccounts, Knowledge } from './known-accounts.ts'
import type { DeviceNotes } from './note-devices.ts'
import type { GuessThrottle } from './throttle-guesses.ts'

/** Whom the facts are asked of. None of them throws. */
export interface FactSources {
  readonly logins: LoginCompleter
  readonly known: Pick<KnownAccounts, 'lookUp'>
  readonly passwords: PasswordCheck
  readonly country: Pick<CountryJudge, 'judge'>
  readonly guesses: Pick<GuessThrottle, 'holding'>
  readonly devices: Pick<DeviceNotes, 'isKnown'>
}

/** A decision, with all that it was made from. */
export interface Judged {
  readonly facts: Facts
  readonly decision: Decision
  readonly account: Account | null
  /** Network of the client, for the throttle and for known devices. */
  readonly network: string
}

/** The part of `decide`'s facts that the store's row says. */
const accountFacts = (account: Account): DecidedAccount => ({
  mailboxId: account.mailboxId,
  address: account.address,
  domain: domainOf(account.address),
  serverId: account.serverId,
  version: account.version,
  enabled: { smtp: account.smtpEnabled, imap: account.imapEnabled, pop3: account.pop3Enabled },
  appPasswordRequired: account.appPasswordRequired,
  mailboxSuspended: account.mailboxSuspended,
  domainLive: account.domainProven && !account.domainSuspended,
})

const knowledgeFacts = ({ state, account, why }: Knowledge): Facts['account'] => {
  if (state === 'unknown') return { state, why }
  if (state === 'stale') return { state, account: accountFacts(account!), why }
  return { state, account: account && accountFacts(account) }
}

type Gathered = Omit<Facts, 'password'>

/** Makes the function that judges a sign-in. */
export const signInJudge = ({ logins, known, passwords, country, guesses, devices }: FactSources): ((signIn: SignIn) => Promise<Judged>) => {
  const named = async (login: string, sni: string | null): Promise<Pick<Facts, 'address' | 'completion'> & { readonly knowledge: Knowledge }> => {
    const { address, completion, unknown } = await logins.complete(loginForm(login), sni)
    const knowledge = unknown === null ? await known.lookUp(address) : ({ state: 'unknown', account: null, rules: null, why: unknown } as const)
    return { address, completion, knowledge }
  }

  const decided = async (gathered: Gathered, account: Account | null, password: string): Promise<Pick<Judged, 'facts' | 'decision'>> => {
    const recalled = passwords.recall(account, password)
    const first: Facts = { ...gathered, password: recalled ?? { state: 'differs' } }
    const decision = decide(first)
    if (decision.verdict === 'accept') return { facts: first, decision }
    // The account's own hash only where its password is what is left to ask; a decoy's in all other cases.
    const isOpen = recalled === null && !gathered.throttle && gathered.block === null && gathered.country.state !== 'blocked'
    const verified = await passwords.verify(isOpen ? account : null, password)
    const facts: Facts = { ...gathered, password: recalled === null || verified.state === 'unchecked' ? verified : recalled }
    return { facts, decision: decide(facts) }
  }

  return async ({ connection, login, password }) => {
    const { protocol, remoteAddress, sni } = connection
    const { address, completion, knowledge } = await named(login, sni)
    const { account, rules } = knowledge
    const network = surroundingNetwork(remoteAddress) ?? everywhere
    const held = guesses.holding({ login: address, network, password })
    const gathered: Gathered = {
      protocol,
      login,
      address,
      completion,
      passwordIsEmpty: password === '',
      account: knowledgeFacts(knowledge),
      near: null,
      throttle: held && isForgivable(held) && account && devices.isKnown(account, network, remoteAddress) ? null : held,
      block: rules?.blocks.find(block => isInNetwork(remoteAddress, block)) ?? null,
      country: await country.judge(protocol, remoteAddress, { rules: rules?.countryRules ?? [], passes: rules?.passes ?? [] }),
    }
    return { ...(await decided(gathered, account, password)), account, network }
  }
}
