/** General facts for causes about domains and their records: a text that is pasted shows the domain at most. */
import type { FactsOf } from '../causes/index.ts'
import type { DomainCauseId } from '../causes/samples-domains.ts'
import type { Known } from './known.ts'

type General = { readonly [I in DomainCauseId]: (known: Known) => FactsOf<I> }

const domainOnly = ({ domain }: Known): { readonly domain: string } => ({ domain })
const nameOnly = ({ domain }: Known): { readonly name: string } => ({ name: domain })
const url = ({ domain }: Known): string => `http://${domain}/webauth.html`
const urlOnly = (known: Known): { readonly url: string } => ({ url: url(known) })
const urlAndAddress = (known: Known): { readonly url: string; readonly address: string } => ({ url: url(known), address: known.say.unknown })
const challenge = ({ domain }: Known): string => `_todoku-challenge.${domain}`
const mailTo = ({ domain, say }: Known): { readonly recipient: string; readonly mx: string } => ({ recipient: `admin@${domain}`, mx: say.receiver })
const someRecord = ({ domain, say }: Known): { readonly name: string; readonly type: string; readonly value: string } => ({ name: domain, type: 'TXT', value: say.unknown })
const zoneOnly = ({ domain }: Known): { readonly zone: string } => ({ zone: domain })

/** Facts for each cause about domains. */
export const generalDomains: General = {
  'ownership.public-suffix': nameOnly,
  'ownership.our-name': nameOnly,
  'ownership.held-by-another': nameOnly,
  'ownership.release-fresh': ({ domain, say }) => ({ domain, until: say.date }),
  'ownership.hand-over-waiting': ({ domain, say }) => ({ domain, endsAt: say.date }),
  'ownership.hand-over-contested': domainOnly,
  'ownership.claim-lapsed': domainOnly,
  'ownership.proof-lost': ({ domain, say }) => ({ domain, proof: 'name-servers', since: say.date, servers: [say.unknown] }),
  'ownership.name-servers-elsewhere': ({ domain, say }) => ({ domain, servers: [say.unknown], ours: [say.server], checkedAt: say.date, nextCheckAt: say.date }),
  'ownership.name-servers-partly': ({ domain, say }) => ({ domain, servers: [say.unknown], missing: [say.server], extra: [say.unknown] }),
  'ownership.name-servers-settling': ({ domain, say }) => ({ domain, heldUntil: say.date, servers: [say.unknown] }),
  'ownership.not-registered': domainOnly,
  'ownership.not-delegated': ({ domain, say }) => ({ domain, parent: say.domain }),
  'ownership.name-servers-shared': domainOnly,
  'ownership.name-servers-unknown': ({ domain, say }) => ({ domain, why: say.unknown }),
  'ownership.lame-delegation': ({ domain, say }) => ({ domain, servers: [say.unknown] }),
  'ownership.web-no-address': known => ({ domain: known.domain, url: url(known) }),
  'ownership.web-refused': urlAndAddress,
  'ownership.web-timeout': urlAndAddress,
  'ownership.web-forbidden': known => ({ url: url(known), status: 403 }),
  'ownership.web-redirected-away': known => ({ url: url(known), to: known.say.unknown }),
  'ownership.web-redirects-loop': known => ({ url: url(known), count: 3 }),
  'ownership.web-bad-redirect': known => ({ url: url(known), to: known.say.unknown }),
  'ownership.web-no-tls': urlAndAddress,
  'ownership.web-certificate': known => ({ url: url(known).replace('http:', 'https:'), why: 'other', names: [known.say.unknown] }),
  'ownership.web-forbidden-address': urlAndAddress,
  'ownership.web-unknown': known => ({ url: url(known), why: known.say.unknown }),
  'ownership.web-not-found': urlOnly,
  'ownership.web-page-instead': known => ({ url: url(known), looksLike: 'html' }),
  'ownership.web-old-token': urlOnly,
  'ownership.web-wrong-token': urlOnly,
  'ownership.web-status': known => ({ url: url(known), status: 500 }),
  'ownership.web-cut': urlOnly,
  'ownership.web-too-big': urlOnly,
  'ownership.mail-not-sent': domainOnly,
  'ownership.mail-no-mx': domainOnly,
  'ownership.mail-null-mx': domainOnly,
  'ownership.mail-goes-here': domainOnly,
  'ownership.mail-queued': ({ domain }) => ({ recipient: `admin@${domain}` }),
  'ownership.mail-waiting': known => ({ ...mailTo(known), why: known.say.unknown, since: known.say.date }),
  'ownership.mail-delivered': known => ({ ...mailTo(known), at: known.say.date }),
  'ownership.mail-bounced': known => ({ ...mailTo(known), reply: known.say.unknown }),
  'ownership.mail-too-many': ({ say }) => ({ nextAt: say.date }),
  'ownership.mail-unknown': ({ domain, say }) => ({ domain, why: say.unknown }),
  'ownership.code-wrong': () => ({ triesLeft: 9 }),
  'ownership.code-expired': ({ say }) => ({ sentAt: say.date }),
  'ownership.code-spent': () => ({}),
  'ownership.txt-missing': known => ({ name: challenge(known), token: known.say.unknown, checkedAt: known.say.date }),
  'ownership.txt-wrong': known => ({ name: challenge(known), found: [known.say.unknown] }),
  'ownership.txt-old': known => ({ name: challenge(known) }),
  'ownership.txt-doubled-name': known => ({ name: challenge(known), found: `${challenge(known)}.${known.domain}` }),
  'ownership.txt-unknown': known => ({ name: challenge(known), why: known.say.unknown }),
  'ownership.txt-held': known => ({ name: challenge(known), heldUntil: known.say.date }),
  'dns.record-missing': someRecord,
  'dns.record-differs': known => ({ ...someRecord(known), found: [known.say.unknown] }),
  'dns.two-spf': ({ domain }) => ({ name: domain, found: ['v=spf1 …', 'v=spf1 …'] }),
  'dns.cname-beside': ({ domain, say }) => ({ name: domain, found: say.unknown }),
  'dns.mx-here-route-elsewhere': ({ domain }) => ({ domain }),
  'dns.mx-elsewhere': ({ domain, say }) => ({ domain, mx: [say.receiver] }),
  'dns.mx-to-cname': ({ domain, say }) => ({ name: domain, target: say.unknown }),
  'dns.mx-to-address': ({ domain, say }) => ({ name: domain, target: say.unknown }),
  'dns.zone-typed-twice': ({ domain }) => ({ name: `${domain}.${domain}` }),
  'dns.lame-server': ({ domain, say }) => ({ domain, server: say.unknown }),
  'dns.no-answer': ({ domain, say }) => ({ name: domain, type: 'MX', why: say.unknown }),
  'dns.servers-disagree': ({ domain }) => ({ name: domain, type: 'MX' }),
  'dns.dnssec-bogus': domainOnly,
  'dns.txt-mangled': ({ domain, say }) => ({ name: domain, how: say.unknown, value: say.unknown, found: [say.unknown] }),
  'dns.two-dmarc': ({ domain }) => ({ name: `_dmarc.${domain}`, found: ['v=DMARC1 …', 'v=DMARC1 …'] }),
  'dns.still-held': ({ domain, say }) => ({ name: domain, type: 'MX', heldUntil: say.date }),
  'dns.server-silent': ({ domain, say }) => ({ domain, server: say.unknown, why: say.unknown }),
  'dns.ds-missing': domainOnly,
  'dns.ds-wrong': domainOnly,
  'zone.cname-and-other': nameOnly,
  'zone.apex-cname': zoneOnly,
  'zone.txt-too-long': ({ domain }) => ({ name: domain, length: 256 }),
  'zone.name-twice': ({ domain }) => ({ name: `${domain}.${domain}`, zone: domain }),
  'zone.bad-value': ({ say }) => ({ type: 'A', value: say.unknown, wants: '192.0.2.1' }),
  'zone.outside-zone': ({ domain, say }) => ({ name: say.other, zone: domain }),
  'zone.duplicate': ({ domain }) => ({ name: domain, type: 'TXT' }),
  'zone.mx-not-a-name': ({ say }) => ({ value: say.unknown }),
  'zone.ttl-out-of-range': () => ({ ttl: 5 }),
}
