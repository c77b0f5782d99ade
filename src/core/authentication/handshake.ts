/**
 * What a TLS handshake that came to nothing says about the client. Alerts alone are weak evidence: 42 is sent for a wrong name, an unknown issuer and a
 * clock that is behind, and some apps send none at all. So each is weighed with the name that was asked for, the certificate, and our clock.
 */
import type { Finding } from '../causes/index.ts'
import { alertName, suiteName, versionName } from '../values/tls-names.ts'

/** What a client offered in its first message. */
export interface ClientHello {
  /** Protocol versions, as numbers of the wire: 0x0303 is TLS 1.2. */
  readonly versions: readonly number[]
  /** Cipher suites in the client's order, without GREASE and signals. */
  readonly suites: readonly number[]
  /** SNI. */
  readonly serverName: string | null
  /** ALPN. */
  readonly protocols: readonly string[]
  /** Of a library (GnuTLS) that refuses any certificate with alert 42, whatever is wrong with it. */
  readonly hasOneAlertForAll: boolean
}

/** The certificate that was shown. Dates are ISO 8601. */
export interface ServedCertificate {
  /** DNS names that it is for; the first is the one that apps should use. */
  readonly names: readonly string[]
  readonly notBefore: string
  readonly notAfter: string
  readonly issuer: string
  /** Leads to an authority that devices know. */
  readonly isPublic: boolean
}

export interface HandshakeEvidence {
  readonly port: number
  /** Our clock. */
  readonly now: Date
  /** Null: what came was no ClientHello. */
  readonly hello: ClientHello | null
  readonly certificate: ServedCertificate
  /** `failed`: during the handshake. `left`: right after it, without a word of mail. `alert` is the client's. */
  readonly end: { readonly is: 'failed'; readonly code: string; readonly alert: number | null } | { readonly is: 'left'; readonly alert: number | null }
}

/** A finding, and whether the evidence allows another one as well. */
export interface Judgement {
  readonly finding: Finding
  readonly likely: boolean
}

type Rule = (evidence: HandshakeEvidence) => Judgement | null

const sure = (finding: Finding): Judgement => ({ finding, likely: false })
const likely = (finding: Finding): Judgement => ({ finding, likely: true })

const leastVersion = 0x0303

/** Who refuses a certificate as not yet valid has a clock that is behind: believable while the certificate is new. A week: longer lags are seen too, but other reasons are commoner then. */
const newMs = 7 * 24 * 3600_000

/** Alerts about a certificate: bad, unsupported, revoked, expired, unknown, unknown authority, access denied. */
const aboutCertificate: ReadonlySet<number | null> = new Set([41, 42, 43, 44, 45, 46, 48, 49, 113])

/** The connection ended, and nobody said why. */
const silentEnds: ReadonlySet<string> = new Set(['closed', 'ECONNRESET', 'EPIPE'])

const isSilent = ({ end }: HandshakeEvidence): boolean => end.alert === null && (end.is === 'left' || silentEnds.has(end.code))

/** The client saw the certificate and went away. */
const turnedAway = (evidence: HandshakeEvidence): boolean => evidence.hello !== null && (aboutCertificate.has(evidence.end.alert) || isSilent(evidence))

const hasExpired = ({ now, certificate }: HandshakeEvidence): boolean => now > new Date(certificate.notAfter)
const isValid = (evidence: HandshakeEvidence): boolean => !hasExpired(evidence) && evidence.now >= new Date(evidence.certificate.notBefore)

const isAddress = (name: string): boolean => name.includes(':') || /^\d+(?:\.\d+){3}$/.test(name)

/**
 * Is a certificate for this name? A `*` stands for one whole label (RFC 9525 6.3).
 * @param asked as a client sent it
 */
export const hasName = ({ names }: Pick<ServedCertificate, 'names'>, asked: string): boolean => {
  const name = asked.toLowerCase().replace(/\.$/, '')
  const parent = name.slice(name.indexOf('.'))
  return names.some(own => own.toLowerCase() === name || (own.startsWith('*.') && own.slice(1).toLowerCase() === parent))
}

/** Browsers and scanners say in ALPN that they want HTTP; mail apps say nothing there, or the name of a mail protocol. */
const speaksHttp: Rule = ({ hello }) => {
  const http = hello?.protocols.find(name => /^h(?:ttp\/|[23]$)/.test(name))
  return http ? sure({ id: 'network.not-mail', facts: { said: `TLS for ${http}` } }) : null
}

const isNoHello: Rule = ({ hello, end }) =>
  hello === null && end.is === 'failed' && end.code.startsWith('ERR_SSL_') ? sure({ id: 'network.not-mail', facts: { said: 'bytes that only begin like TLS' } }) : null

const isOld: Rule = ({ port, hello }) => {
  const best = hello ? Math.max(...hello.versions) : leastVersion
  return best < leastVersion ? sure({ id: 'transport.old-tls', facts: { port, offered: versionName(best) } }) : null
}

const noCipher: Rule = ({ port, hello, end }) => {
  if (!hello || end.is === 'left') return null
  const finding: Finding = { id: 'transport.no-common-cipher', facts: { port, offered: hello.suites.map(suiteName) } }
  if (/^ERR_SSL_NO_(?:SHARED|SUITABLE)_/.test(end.code)) return sure(finding)
  // handshake_failure and insufficient_security, from a client that did not like our choice.
  return end.alert === 40 || end.alert === 71 ? likely(finding) : null
}

const ourCertificateExpired: Rule = evidence => {
  if (!turnedAway(evidence) || !hasExpired(evidence)) return null
  const finding: Finding = { id: 'transport.certificate-expired', facts: { port: evidence.port, notAfter: evidence.certificate.notAfter } }
  return evidence.end.alert === 45 ? sure(finding) : likely(finding)
}

const authority = ({ port, certificate: { issuer } }: HandshakeEvidence): Finding => ({ id: 'transport.unknown-authority', facts: { port, issuer } })

const unknownAuthority: Rule = evidence => (evidence.end.alert === 48 ? sure(authority(evidence)) : null)

const clock = ({ port, certificate: { notBefore, notAfter } }: HandshakeEvidence, direction: 'ahead' | 'behind'): Finding => ({
  id: 'transport.client-clock-wrong',
  facts: { port, direction, notBefore, notAfter },
})

/** Old libraries say "expired" as well of an authority's certificate that they follow the chain to, with a clock that is right (2021: DST Root CA X3). */
const clockAhead: Rule = evidence => (evidence.end.alert === 45 && isValid(evidence) ? likely(clock(evidence, 'ahead')) : null)

const wrongName: Rule = evidence => {
  const { port, hello, certificate, end } = evidence
  if (!turnedAway(evidence)) return null
  const asked = hello!.serverName
  if (asked === null || isAddress(asked)) return likely({ id: 'transport.no-server-name', facts: { port, names: certificate.names } })
  if (hasName(certificate, asked)) return null
  const finding: Finding = { id: 'transport.wrong-server-name', facts: { port, asked, names: certificate.names } }
  return end.alert === null ? likely(finding) : sure(finding)
}

/** With the right name, in its time, and from an authority that devices do not bring along: whoever always says 42, or hangs up in the handshake as Node does, most likely does not know it. */
const unknownPrivateAuthority: Rule = evidence => {
  const { hello, certificate, end } = evidence
  if (certificate.isPublic || !isValid(evidence) || !hello) return null
  const hungUp = end.is === 'failed' && end.code === 'closed' && end.alert === null
  return hungUp || (end.alert === 42 && hello.hasOneAlertForAll) ? likely(authority(evidence)) : null
}

const clockBehind: Rule = evidence => {
  const { now, hello, certificate, end } = evidence
  if ((end.alert !== 42 && end.alert !== 46) || hello?.hasOneAlertForAll || !isValid(evidence)) return null
  return now.getTime() - new Date(certificate.notBefore).getTime() < newMs ? likely(clock(evidence, 'behind')) : null
}

const refusedCertificate: Rule = evidence => {
  const { port, end } = evidence
  return end.alert !== null && aboutCertificate.has(end.alert) && isValid(evidence) ? likely({ id: 'transport.certificate-refused', facts: { port, alert: alertName(end.alert) } }) : null
}

const unfinished: Rule = ({ port, end }) => (end.is === 'failed' ? sure({ id: 'transport.tls-failed', facts: { port, code: end.alert === null ? end.code : alertName(end.alert) } }) : null)

/** In this order: what was no mail or no TLS of today, then our own fault, then what the alert says, then what the name says, then what is left. */
const rules: readonly Rule[] = [
  speaksHttp,
  isNoHello,
  isOld,
  noCipher,
  ourCertificateExpired,
  unknownAuthority,
  clockAhead,
  wrongName,
  unknownPrivateAuthority,
  clockBehind,
  refusedCertificate,
  unfinished,
]

/**
 * Names what ended a handshake, or a connection right after it.
 * @returns null: nothing is wrong, as when a monitor shakes hands and leaves
 */
export const judgeHandshake = (evidence: HandshakeEvidence): Judgement | null => {
  for (const rule of rules) {
    const judgement = rule(evidence)
    if (judgement) return judgement
  }
  return null
}
