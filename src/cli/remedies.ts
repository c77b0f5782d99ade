/** The command that carries out the fix of a cause: what the panel has as a button, for whoever sits at a terminal. */
import type { Attempt } from '../actions/read-attempts.ts'
import { isCause, type CauseId, type FactsOf } from '../core/causes/index.ts'

/** The words of a command, without `./todoku`. */
type Remedy<I extends CauseId> = (facts: FactsOf<I>, attempt: Attempt) => readonly string[]

const newPassword = ({ mailbox }: { readonly mailbox: string }): readonly string[] => ['mailbox', 'passwd', mailbox]
const state = (): readonly string[] => ['status']

const remedies: { readonly [I in CauseId]?: Remedy<I> } = {
  'transport.certificate-expired': () => ['reload'],
  'transport.tls-required': ({ exposed }, { mailbox }) => (exposed && mailbox !== null ? ['mailbox', 'passwd', mailbox] : []),
  'network.country-blocked': (_, { ref }) => ['pass', 'me', ref],
  'network.service-blocked': ({ domain, service }) => ['pass', 'add', domain, '--service', service],
  'network.network-blocked': ({ domain }) => ['block', 'list', domain],
  'network.throttled': ({ login }) => (String(login).includes('@') ? ['throttle', 'lift', login] : []),
  'identity.no-such-mailbox': ({ login }) => (String(login).includes('@') ? ['mailbox', 'add', login] : []),
  'identity.domain-not-live': ({ domain }) => ['domain', 'show', domain],
  'identity.mailbox-suspended': ({ mailbox }) => ['mailbox', 'resume', mailbox],
  'identity.protocol-off': ({ mailbox, protocol }) => ['mailbox', 'protocols', mailbox, `--${protocol}`, 'on'],
  'credential.mismatch': newPassword,
  'credential.other-charset': newPassword,
  'credential.app-password-required': ({ mailbox }) => ['app-password', 'add', mailbox, '--name', 'new'],
  'credential.app-password-scope': ({ mailbox, protocol }) => ['app-password', 'add', mailbox, '--name', 'new', '--scope', protocol],
  'credential.app-password-expired': ({ mailbox }) => ['app-password', 'add', mailbox, '--name', 'new'],
  'envelope.sender-not-owned': ({ sender, login }) => ['alias', 'add', sender, login],
  'envelope.recipient-unknown': ({ recipient }) => ['mailbox', 'add', recipient],
  'envelope.domain-moving-in': ({ domain }) => ['domain', 'route', domain],
  'envelope.mailbox-full': ({ recipient }) => ['mailbox', 'show', recipient],
  'ours.store-away': state,
  'ours.engine-away': state,
  'ours.password-unchecked': state,
}

const options: ReadonlySet<unknown> = new Set(['--service', '--name', '--scope', '--smtp', '--imap', '--pop3'])

/** Facts hold what strangers sent, and this is pasted into a shell as root: only words into which no shell reads anything, and that are no options. */
const isPlain = (word: unknown): boolean => options.has(word) || (typeof word === 'string' && /^[A-Za-z0-9_][\w@.+/:-]*$/.test(word))

/**
 * The command for an attempt's cause.
 * @returns null where there is none, or where it would hold anything but plain words
 */
export const remedyOf = (attempt: Attempt): string | null => {
  if (!isCause(attempt.cause)) return null
  const remedy = remedies[attempt.cause] as Remedy<CauseId> | undefined
  const words = remedy?.(attempt.facts as FactsOf<CauseId>, attempt) ?? []
  return words.length && words.every(isPlain) ? `./todoku ${words.join(' ')}` : null
}
