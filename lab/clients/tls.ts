/** Clients that only knock: they say what TLS a port speaks and whether its certificate holds. */
import { run } from '../process.ts'
import type { Account, ClientResult } from './account.ts'

/** Where to knock, and the protocol to begin in the clear when TLS does not come first. */
export interface Port {
  readonly port: number
  readonly starttls?: 'smtp' | 'imap' | 'pop3'
}

/** openssl s_client; `ok` only when the certificate and the host name hold. */
export const knockWithOpenssl = (account: Account, { port, starttls }: Port): Promise<ClientResult> => {
  const trust = ['-servername', account.host, '-verify_hostname', account.host, '-CAfile', account.ca, '-verify_return_error', '-brief']
  return run('openssl', ['s_client', '-connect', `${account.host}:${port}`, ...trust, ...(starttls ? ['-starttls', starttls] : [])], { input: '', timeoutMs: 20_000 })
}

/** gnutls-cli; `ok` only when the certificate and the host name hold. */
export const knockWithGnutls = (account: Account, { port, starttls }: Port): Promise<ClientResult> =>
  run('gnutls-cli', [`--x509cafile=${account.ca}`, ...(starttls ? [`--starttls-proto=${starttls}`] : []), '-p', String(port), account.host], { input: '', timeoutMs: 20_000 })
