/** The served certificate, as far as it explains why a client did not like it. */
import { X509Certificate } from 'node:crypto'
import { rootCertificates } from 'node:tls'
import { hasName, type ServedCertificate } from '../core/authentication/handshake.ts'

const pem = /-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/g

/** Those of the subject's alternative names; of an old certificate without any, its common name. */
const dnsNames = ({ subjectAltName, subject }: X509Certificate): string[] => {
  const names = [...(subjectAltName ?? '').matchAll(/DNS:([^,\s]+)/g)].map(([, name]) => name!)
  return names.length ? names : [...subject.matchAll(/^CN=(\S+)$/gm)].map(([, name]) => name!)
}

/** Apps are told the first: the server's own name where the certificate has it, then whole names, then those with `*`. */
const sorted = (names: readonly string[], hostName: string): string[] => {
  const others = names.filter(name => name !== hostName).toSorted((one, other) => Number(one.startsWith('*.')) - Number(other.startsWith('*.')))
  return hasName({ names }, hostName) ? [hostName, ...others] : others
}

/** Organisation and name of who signed it; on one line. */
const issuerOf = ({ issuer }: X509Certificate): string => {
  const field = (name: string): string | undefined => new RegExp(`^${name}=(.+)$`, 'm').exec(issuer)?.[1]
  return [field('O'), field('CN')].filter(Boolean).join(' ') || issuer.replaceAll('\n', ', ')
}

const isSignedBy = (certificate: X509Certificate, authority: X509Certificate): boolean => certificate.checkIssued(authority) && certificate.verify(authority.publicKey)

/** Does the chain lead to one of the roots that browsers and devices bring along (Mozilla's, as Node has them)? */
const leadsToRoot = (chain: readonly X509Certificate[]): boolean => {
  const last = chain.at(-1)!
  return rootCertificates.some(root => {
    const authority = new X509Certificate(root)
    return authority.fingerprint256 === last.fingerprint256 || isSignedBy(last, authority)
  })
}

/**
 * Describes a certificate.
 * @param chain PEM: the server's own first
 * @param hostName the name that apps should use
 * @throws Error when it is no certificate
 */
export const describeCertificate = (chain: string, hostName: string): ServedCertificate => {
  const certificates = (chain.match(pem) ?? []).map(one => new X509Certificate(one))
  const own = certificates[0]
  if (!own) throw new Error('there is no certificate')
  return {
    names: sorted(dnsNames(own), hostName),
    notBefore: own.validFromDate.toISOString(),
    notAfter: own.validToDate.toISOString(),
    issuer: issuerOf(own),
    isPublic: leadsToRoot(certificates),
  }
}
