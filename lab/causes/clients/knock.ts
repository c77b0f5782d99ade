/** openssl s_client and gnutls-cli: clients that only shake hands, as administrators and monitors do. */
import type { Outcome } from '../../process.ts'
import type { Seat } from '../seat.ts'

/** How to shake hands. */
export interface Knock {
  readonly host: string
  readonly port: number
  readonly starttls?: 'smtp' | 'imap' | 'pop3'
  /** Path of the root that is trusted, PEM; null trusts what the machine trusts. */
  readonly ca: string | null
  readonly more?: readonly string[]
  /** The client's clock, as faketime(1) takes it: `+3y`. */
  readonly clock?: string
}

/** A command, under another clock when one is given. */
export const atClock = (clock: string | undefined, command: string, args: readonly string[]): [string, readonly string[]] => (clock === undefined ? [command, args] : ['faketime', ['-f', clock, command, ...args]])

/** openssl s_client, which gives up when the certificate or the name does not hold. */
export const withOpenssl = (seat: Seat, { host, port, starttls, ca, more = [], clock }: Knock): Promise<Outcome> =>
  seat.run(
    ...atClock(clock, 'openssl', [
      's_client',
      '-connect',
      `${host}:${port}`,
      '-verify_hostname',
      host,
      '-verify_return_error',
      '-brief',
      ...(ca === null ? [] : ['-CAfile', ca]),
      ...(starttls ? ['-starttls', starttls] : []),
      ...more,
    ]),
    { input: '' },
  )

/** gnutls-cli, likewise. */
export const withGnutls = (seat: Seat, { host, port, starttls, ca, more = [], clock }: Knock): Promise<Outcome> =>
  seat.run(...atClock(clock, 'gnutls-cli', [...(ca === null ? [] : [`--x509cafile=${ca}`]), ...(starttls ? [`--starttls-proto=${starttls}`] : []), ...more, '-p', String(port), host]), { input: '' })
