/** The capability line before sign-in: what Dovecot has there, with the edge's own sign-in methods in the place of Dovecot's. */
import type { ConnectionFacts, EdgeContext } from '../contract.ts'
import { offeredMechanisms } from '../sasl/index.ts'

/** The edge decides these by itself. */
const isOurs = (name: string): boolean => /^(?:AUTH=|STARTTLS$|LOGINDISABLED$)/i.test(name)

/**
 * Names, separated by blanks.
 * In the clear no method is offered and LOGIN is disabled (RFC 9051 6.2.3): a password must not travel before TLS.
 */
export const capabilityLine = ({ capabilities }: EdgeContext, { tls }: ConnectionFacts): string =>
  [...capabilities.imap.filter(name => !isOurs(name)), ...(tls ? offeredMechanisms.map(name => `AUTH=${name}`) : ['STARTTLS', 'LOGINDISABLED'])].join(' ')
