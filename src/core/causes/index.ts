/** The catalogue, assembled. To add a cause: write it in its family's file; whatever must answer for it fails to compile until it does. */
import type { Cause, Explanation, Kind, Language } from './define.ts'
import { appPassword } from './app-password.ts'
import { certificate } from './certificate.ts'
import { country } from './country.ts'
import { credential } from './credential.ts'
import { delivery } from './delivery.ts'
import { deliveryElsewhere } from './delivery-elsewhere.ts'
import { dns } from './dns.ts'
import { dnsServers } from './dns-servers.ts'
import { dnsValues } from './dns-values.ts'
import { envelope } from './envelope.ts'
import { handshake } from './handshake.ts'
import { identity } from './identity.ts'
import { mechanism } from './mechanism.ts'
import { movingIn } from './moving-in.ts'
import { network } from './network.ts'
import { ours } from './ours.ts'
import { ownership } from './ownership.ts'
import { ownershipCode } from './ownership-code.ts'
import { ownershipMail } from './ownership-mail.ts'
import { ownershipNameServers } from './ownership-name-servers.ts'
import { ownershipTxt } from './ownership-txt.ts'
import { ownershipWeb } from './ownership-web.ts'
import { ownershipWebContent } from './ownership-web-content.ts'
import { reach } from './reach.ts'
import { service } from './service.ts'
import { transport } from './transport.ts'
import { withMoments } from './words.ts'
import { zone } from './zone.ts'
import { zoneFile } from './zone-file.ts'

const all = {
  ...transport,
  ...certificate,
  ...handshake,
  ...network,
  ...country,
  ...reach,
  ...identity,
  ...service,
  ...credential,
  ...appPassword,
  ...mechanism,
  ...envelope,
  ...movingIn,
  ...delivery,
  ...deliveryElsewhere,
  ...ours,
  ...ownership,
  ...ownershipNameServers,
  ...ownershipWeb,
  ...ownershipWebContent,
  ...ownershipMail,
  ...ownershipCode,
  ...ownershipTxt,
  ...dns,
  ...dnsServers,
  ...dnsValues,
  ...zone,
  ...zoneFile,
}

type FactsById = { [I in keyof typeof all]: (typeof all)[I] extends Cause<infer F> ? F : never }

/** Id of a cause, such as `credential.mismatch`. Never reused. */
export type CauseId = keyof FactsById

/** What a cause must know. */
export type FactsOf<I extends CauseId> = FactsById[I]

/** A cause that was found, with its facts: what is stored, and what every reply and page is made from. */
export type Finding<I extends CauseId = CauseId> = { [K in I]: { readonly id: K; readonly facts: FactsById[K] } }[I]

/** Every cause by its id. */
export const causes: { readonly [I in CauseId]: Cause<FactsById[I]> } = all

/** Is this the id of a cause? A row of another release may hold one that this catalogue does not know. */
export const isCause = (id: unknown): id is CauseId => typeof id === 'string' && Object.hasOwn(causes, id)

/** What a protocol answers by. */
export const kindOf = (finding: Finding): Kind => causes[finding.id].kind

/**
 * The words for a finding.
 * @param timeZone the reader's, an IANA name; strangers on the wire are told UTC
 */
export const explain = <I extends CauseId>(finding: Finding<I>, language: Language, timeZone = 'UTC'): Explanation => {
  const text: (facts: FactsById[I]) => Explanation = causes[finding.id].text[language]
  return text(withMoments(finding.facts as FactsById[I], language, timeZone))
}
