/** master.cf: who listens where, and how each differs from main.cf. Pure. */
import { type Endpoint, formatEndpoint } from '../../base/config.ts'
import type { EngineSettings } from '../engine.ts'
import { postfixPaths } from './paths.ts'
import type { PostfixFacts } from './read.ts'

interface Service {
  readonly name: string
  readonly type: 'inet' | 'unix' | 'unix-dgram'
  /** Reachable only by Postfix itself (private/) or also by group postdrop (public/). */
  readonly isPrivate?: boolean
  /** Seconds between wake-ups; a "?" lets an unused service sleep. */
  readonly wakeUp?: string
  /** Most processes; 0 means no limit, absent Postfix's 100. */
  readonly processes?: number
  readonly command: string
  readonly options?: Readonly<Record<string, string>>
}

/** By what each smtpd is known in the log; Postfix's own default is that of strangers. */
export const syslogNames = { strangers: 'postfix', submission: 'postfix/submission', reinjection: 'postfix/reinjection' } as const

/** Sessions of mail apps are short, but a school of them may come at once. */
const submissionProcesses = 500
const strangerProcesses = 200

/** Signed in by the edge, which names the client and its login by XCLIENT; nobody else reaches this socket. */
const submissionOptions = (saslDirectory: string) => ({
  syslog_name: syslogNames.submission,
  // Matched with the client's name, which the edge replaces: a client that came from 127.0.0.1 cannot pass for the edge.
  smtpd_authorized_xclient_hosts: 'localhost',
  // Restrictions on who signed in hold only where SASL is on. Nobody can sign in here: AUTH is hidden, and a hidden AUTH is refused.
  smtpd_sasl_auth_enable: 'yes',
  cyrus_sasl_config_path: saslDirectory,
  smtpd_discard_ehlo_keywords: 'auth, etrn, xclient, starttls, silent-discard',
  smtpd_tls_security_level: 'none',
  smtpd_helo_required: 'no',
  smtpd_helo_restrictions: '',
  smtpd_end_of_data_restrictions: '',
  smtpd_client_restrictions: 'permit_sasl_authenticated, check_client_access static:{530 5.7.0 Authentication required}',
  smtpd_sender_restrictions: 'reject_sender_login_mismatch',
  smtpd_relay_restrictions: 'permit_sasl_authenticated, reject',
  smtpd_recipient_restrictions: 'reject_non_fqdn_recipient, reject_unlisted_recipient',
  smtpd_client_connection_count_limit: '0',
  // A mail app may leave out Date and Message-ID (RFC 6409 8.2); receivers refuse mail without.
  local_header_rewrite_clients: 'permit_sasl_authenticated',
  milter_macro_daemon_name: 'SUBMISSION',
})

/** Dovecot's vacation answers and redirects, over loopback. */
const reinjectionOptions = {
  syslog_name: syslogNames.reinjection,
  mynetworks: '127.0.0.0/8',
  smtpd_client_restrictions: 'permit_mynetworks, reject',
  smtpd_relay_restrictions: 'permit_mynetworks, reject',
  smtpd_recipient_restrictions: 'reject_unlisted_recipient',
  smtpd_helo_restrictions: '',
  smtpd_end_of_data_restrictions: '',
  smtpd_tls_security_level: 'none',
  smtpd_client_connection_count_limit: '0',
  milter_macro_daemon_name: 'REINJECTION',
}

const listens = (endpoints: readonly Endpoint[], { hasIpv6 }: PostfixFacts): Service[] =>
  endpoints
    .filter(({ address }) => hasIpv6 || address !== '::')
    .map(endpoint => ({ name: formatEndpoint(endpoint), type: 'inet', isPrivate: false, processes: strangerProcesses, command: 'smtpd' }))

/** Postfix's own inner services, as its master.cf ships them, none in a chroot (its libraries would have to be copied there). */
const inner: readonly Service[] = [
  { name: 'pickup', type: 'unix', isPrivate: false, wakeUp: '60', processes: 1, command: 'pickup' },
  { name: 'cleanup', type: 'unix', isPrivate: false, processes: 0, command: 'cleanup' },
  { name: 'qmgr', type: 'unix', isPrivate: false, wakeUp: '60', processes: 1, command: 'qmgr' },
  { name: 'tlsmgr', type: 'unix', wakeUp: '1000?', processes: 1, command: 'tlsmgr' },
  { name: 'rewrite', type: 'unix', command: 'trivial-rewrite' },
  { name: 'bounce', type: 'unix', processes: 0, command: 'bounce' },
  { name: 'defer', type: 'unix', processes: 0, command: 'bounce' },
  { name: 'trace', type: 'unix', processes: 0, command: 'bounce' },
  { name: 'verify', type: 'unix', processes: 1, command: 'verify' },
  { name: 'flush', type: 'unix', isPrivate: false, wakeUp: '1000?', processes: 0, command: 'flush' },
  // Each keeps a database connection a map: 10 x 5 is what max_connections of the database reckons with.
  { name: 'proxymap', type: 'unix', processes: 10, command: 'proxymap' },
  { name: 'proxywrite', type: 'unix', processes: 1, command: 'proxymap' },
  { name: 'smtp', type: 'unix', command: 'smtp' },
  { name: 'relay', type: 'unix', command: 'smtp', options: { syslog_name: 'postfix/relay' } },
  { name: 'showq', type: 'unix', isPrivate: false, command: 'showq' },
  { name: 'error', type: 'unix', command: 'error' },
  { name: 'retry', type: 'unix', command: 'error' },
  { name: 'discard', type: 'unix', command: 'discard' },
  { name: 'lmtp', type: 'unix', command: 'lmtp' },
  { name: 'anvil', type: 'unix', processes: 1, command: 'anvil' },
  { name: 'scache', type: 'unix', processes: 1, command: 'scache' },
  { name: 'postlog', type: 'unix-dgram', isPrivate: false, processes: 1, command: 'postlogd' },
]

const line = ({ name, type, isPrivate = true, wakeUp = '-', processes, command, options = {} }: Service): string =>
  [
    `${name} ${type} ${isPrivate ? '-' : 'n'} - n ${wakeUp} ${processes ?? '-'} ${command}`,
    ...Object.entries(options).map(([key, value]) => (/\s/.test(value) ? `  -o { ${key} = ${value} }` : `  -o ${key}=${value}`)),
  ].join('\n')

/** The whole file. */
export const masterCf = ({ config, home }: EngineSettings, facts: PostfixFacts): string => {
  const services: Service[] = [
    ...listens(config.listen.smtp, facts),
    { name: 'submission', type: 'unix', isPrivate: false, processes: submissionProcesses, command: 'smtpd', options: submissionOptions(postfixPaths(home).sasl) },
    { name: formatEndpoint(config.behind.reinjection), type: 'inet', isPrivate: false, command: 'smtpd', options: reinjectionOptions },
    ...inner,
  ]
  return `# service type private unprivileged chroot wake-up processes command\n${services.map(service => `${line(service)}\n`).join('')}`
}
