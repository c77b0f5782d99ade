/** Facts for a cause that is only suspected: what the pasted text shows, and general words for the rest. */
import type { CauseId, FactsOf } from '../causes/index.ts'
import type { Language } from '../causes/define.ts'
import type { Pasted, Provider } from './pasted.ts'

interface Words {
  readonly mailbox: string
  readonly login: string
  readonly domain: string
  readonly server: string
  readonly other: string
  readonly receiver: string
  readonly country: string
  readonly date: string
  readonly issuer: string
  readonly method: string
  readonly tlsError: string
  readonly unknown: string
  readonly space: string
}

const words: Readonly<Record<Language, Words>> = {
  ja: {
    mailbox: 'このメールボックス',
    login: '(入力したユーザー名)',
    domain: '(ドメイン)',
    server: '(パネルに表示されるサーバー名)',
    other: '(別のアドレス)',
    receiver: '相手のサーバー',
    country: '(国名)',
    date: '(日時)',
    issuer: 'このサーバーの証明書の発行者',
    method: '(アプリで選ばれているもの)',
    tlsError: 'アプリが示したエラー',
    unknown: '(詳細は不明)',
    space: 'space',
  },
  en: {
    mailbox: 'the mailbox',
    login: '(the user name)',
    domain: '(the domain)',
    server: '(the server name shown in the panel)',
    other: '(another address)',
    receiver: 'The other server',
    country: '(the country)',
    date: '(date)',
    issuer: 'the issuer of this server\'s certificate',
    method: '(the one chosen in the app)',
    tlsError: 'the error that the app shows',
    unknown: '(not known)',
    space: 'space',
  },
}

const providerNames: Readonly<Record<Provider, string>> = { google: 'Gmail', microsoft: 'Microsoft', yahoo: 'Yahoo', apple: 'iCloud' }

/** What every cause may need, gathered once. */
interface Known {
  readonly say: Words
  readonly seen: Pasted
  readonly mailbox: string
  readonly login: string
  readonly domain: string
  readonly receiver: string
  /** The port that was named, or the usual one for this mistake. */
  port(usual: number): number
  mechanism(usual: string): string
}

const knownFrom = (seen: Pasted, language: Language): Known => {
  const say = words[language]
  return {
    say,
    seen,
    mailbox: seen.address ?? say.mailbox,
    login: seen.address ?? say.login,
    domain: seen.address?.split('@')[1] ?? say.domain,
    receiver: seen.provider ? providerNames[seen.provider] : say.receiver,
    port: usual => seen.port ?? usual,
    mechanism: usual => seen.mechanism ?? usual,
  }
}

type General = { readonly [I in CauseId]: (known: Known) => FactsOf<I> }

const mailboxOnly = ({ mailbox }: Known): { readonly mailbox: string } => ({ mailbox })
const receiverOnly = ({ receiver }: Known): { readonly receiver: string } => ({ receiver })
const whyUnknown = ({ say }: Known): { readonly why: string } => ({ why: say.unknown })

const general: General = {
  'transport.silent-on-tls-port': ({ port }) => ({ port: port(465) }),
  'transport.plain-on-tls-port': ({ port }) => ({ port: port(465) }),
  'transport.tls-on-plain-port': ({ port }) => ({ port: port(587) }),
  'transport.tls-required': ({ port }) => ({ port: port(587), exposed: true }),
  'transport.starttls-not-used': ({ port }) => ({ port: port(587) }),
  'transport.wrong-server-name': ({ port, seen, say }) => ({ port: port(993), asked: seen.host ?? say.domain, names: [say.server] }),
  'transport.no-server-name': ({ port, say }) => ({ port: port(993), names: [say.server] }),
  'transport.certificate-expired': ({ port, say }) => ({ port: port(993), notAfter: say.date }),
  'transport.client-clock-wrong': ({ port, seen, say }) => ({ port: port(993), direction: /expired|期限/.test(seen.text) ? 'ahead' : 'behind', notBefore: say.date, notAfter: say.date }),
  'transport.unknown-authority': ({ port, say }) => ({ port: port(993), issuer: say.issuer }),
  'transport.certificate-refused': ({ port, say }) => ({ port: port(993), alert: say.tlsError }),
  'transport.tls-failed': ({ port, say }) => ({ port: port(993), code: say.tlsError }),
  'transport.old-tls': ({ port }) => ({ port: port(465), offered: 'TLS 1.1' }),
  'transport.no-common-cipher': ({ port, say }) => ({ port: port(465), offered: [say.unknown] }),
  'network.too-many-connections': ({ say }) => ({ address: say.mailbox, limit: 10 }),
  'network.too-slow': () => ({ seconds: 60 }),
  'network.spoke-first': ({ port }) => ({ port: port(587) }),
  'network.not-mail': ({ say }) => ({ said: say.unknown }),
  'network.proxy-header': whyUnknown,
  'network.throttled': ({ say, login }) => ({ login, network: say.unknown, since: say.date, until: say.date, distinctSecrets: 10, why: 'guessing' }),
  'network.country-blocked': ({ say, domain }) => ({ country: say.country, protocol: 'smtp', tableDate: say.date, domain }),
  'network.service-blocked': ({ say, domain }) => ({ service: 'gmail', country: say.country, protocol: 'smtp', domain }),
  'network.network-blocked': ({ say, domain }) => ({ network: say.unknown, domain }),
  'network.unreachable': ({ port }) => ({ port: port(587) }),
  'network.server-name-unknown': ({ seen, say }) => ({ name: seen.host ?? say.server }),
  'network.nothing-listens': ({ port }) => ({ port: port(993) }),
  'identity.no-domain': ({ say }) => ({ login: say.login }),
  'identity.ambiguous-name': ({ say }) => ({ login: say.login, matches: 2 }),
  'identity.no-such-mailbox': ({ login }) => ({ login }),
  'identity.similar-mailbox': ({ login, say }) => ({ login, near: say.other }),
  'identity.domain-typo': ({ login, say }) => ({ login, near: say.domain }),
  'identity.domain-not-here': ({ login, domain }) => ({ login, domain }),
  'identity.alias-as-login': ({ login }) => ({ login, mailbox: null }),
  'identity.owner-name-as-login': ({ say }) => ({ login: say.login }),
  'identity.domain-not-live': ({ domain }) => ({ domain }),
  'identity.mailbox-suspended': mailboxOnly,
  'identity.protocol-off': ({ mailbox, seen }) => ({ mailbox, protocol: /pop/.test(seen.text) ? 'pop3' : /imap/.test(seen.text) ? 'imap' : 'smtp' }),
  'credential.mismatch': mailboxOnly,
  'credential.empty': ({ seen }) => ({ field: /user ?name|ユーザー?名/.test(seen.text) ? 'login' : 'password' }),
  'credential.stale-password': ({ mailbox, say }) => ({ mailbox, changedAt: say.date }),
  'credential.surrounding-space': ({ mailbox, say }) => ({ mailbox, where: 'trailing', character: say.space }),
  'credential.full-width': mailboxOnly,
  'credential.caps-lock': mailboxOnly,
  'credential.other-charset': ({ mailbox }) => ({ mailbox, charset: 'Shift_JIS' }),
  'credential.totp-appended': mailboxOnly,
  'credential.totp-alone': mailboxOnly,
  'credential.app-password-required': mailboxOnly,
  'credential.app-password-scope': ({ mailbox, say }) => ({ mailbox, name: say.unknown, protocol: 'smtp' }),
  'credential.app-password-expired': ({ mailbox, say }) => ({ mailbox, name: say.unknown, expiredAt: say.date }),
  'mechanism.not-offered': ({ mechanism, say }) => ({ mechanism: mechanism(say.method) }),
  'mechanism.ntlm': () => ({ mechanism: 'NTLM' }),
  'mechanism.challenge-response': ({ mechanism }) => ({ mechanism: mechanism('CRAM-MD5') }),
  'mechanism.oauth': ({ mechanism }) => ({ mechanism: mechanism('XOAUTH2') }),
  'mechanism.malformed': () => ({ what: 'base64' }),
  'mechanism.cancelled': ({ mechanism }) => ({ mechanism: mechanism('PLAIN') }),
  'mechanism.another-identity': ({ login, say }) => ({ login, authzid: say.other }),
  'mechanism.no-sign-in': ({ port }) => ({ port: port(587) }),
  'mechanism.pop-before-smtp': ({ port }) => ({ port: port(587), minutes: 10 }),
  'envelope.sender-not-owned': ({ say, login }) => ({ sender: login, login: say.mailbox }),
  'envelope.relay-without-sign-in': ({ login, say, port }) => ({ sender: say.mailbox, recipient: login, port: port(25) }),
  'envelope.recipient-unknown': ({ login }) => ({ recipient: login, near: null }),
  'envelope.domain-not-here': ({ domain }) => ({ domain }),
  'envelope.mailbox-full': ({ seen, say }) => ({ recipient: seen.address ?? say.mailbox }),
  'envelope.message-too-big': () => ({ limitMegabytes: 50 }),
  'envelope.unicode-address': ({ login }) => ({ address: login }),
  'envelope.bad-helo': ({ say }) => ({ helo: say.unknown }),
  'delivery.spf-fails': receiverOnly,
  'delivery.dkim-fails': receiverOnly,
  'delivery.dmarc-fails': receiverOnly,
  'delivery.not-aligned': receiverOnly,
  'delivery.no-ptr': receiverOnly,
  'delivery.no-tls': receiverOnly,
  'delivery.rate-limited': receiverOnly,
  'delivery.blocked-reputation': receiverOnly,
  'delivery.looks-like-spam': receiverOnly,
  'delivery.basic-auth-off': receiverOnly,
  'delivery.web-sign-in': receiverOnly,
  'delivery.recipient-inactive': receiverOnly,
  'delivery.mail-loop': receiverOnly,
  'delivery.greylisted': receiverOnly,
  'delivery.no-such-domain': ({ domain }) => ({ receiver: domain }),
  'delivery.no-answer': receiverOnly,
  'ours.store-away': whyUnknown,
  'ours.engine-away': ({ say }) => ({ engine: 'postfix', why: say.unknown }),
  'ours.resolver-away': whyUnknown,
  'ours.password-unchecked': whyUnknown,
}

/** The facts with which a suspected cause is told. */
export const generalFacts = <I extends CauseId>(id: I, seen: Pasted, language: Language): FactsOf<I> => general[id](knownFrom(seen, language))
