/** One example of the facts of each cause about domains, their proofs and their records. */
import type { CauseId, FactsOf } from './index.ts'

/** Causes about domains rather than sign-ins or mail. */
export type DomainCauseId = Extract<CauseId, `ownership.${string}` | `dns.${string}` | `zone.${string}`>

const domain = 'shop.example'
const url = 'http://shop.example/webauth.html'
const address = '192.0.2.80'
const ours = ['ns1.mail.example', 'ns2.mail.example']
const theirs = ['ns1.old.example', 'ns2.old.example']
const recipient = 'admin@shop.example'
const mx = 'mx.old.example'
const challenge = '_todoku-challenge.shop.example'
const checkedAt = '2026-11-24T10:00:00.000Z'

/** A cause without an example does not compile. */
export const domainSamples: { readonly [I in DomainCauseId]: FactsOf<I> } = {
  'ownership.public-suffix': { name: 'co.jp' },
  'ownership.our-name': { name: 'sv0001.mail.example' },
  'ownership.held-by-another': { name: domain },
  'ownership.release-fresh': { domain, until: '2026-12-20T10:00:00.000Z' },
  'ownership.hand-over-waiting': { domain, endsAt: '2026-12-01T10:00:00.000Z' },
  'ownership.hand-over-contested': { domain },
  'ownership.claim-lapsed': { domain },
  'ownership.proof-lost': { domain, proof: 'name-servers', since: '2026-11-23T10:00:00.000Z', servers: theirs },
  'ownership.name-servers-elsewhere': { domain, servers: theirs, ours, checkedAt, nextCheckAt: '2026-11-24T10:00:30.000Z' },
  'ownership.name-servers-partly': { domain, servers: ['ns1.mail.example', 'ns1.old.example'], missing: ['ns2.mail.example'], extra: ['ns1.old.example'] },
  'ownership.name-servers-settling': { domain, heldUntil: '2026-11-24T22:00:00.000Z', servers: theirs },
  'ownership.not-registered': { domain },
  'ownership.not-delegated': { domain: 'mail.shop.example', parent: domain },
  'ownership.name-servers-shared': { domain },
  'ownership.name-servers-unknown': { domain, why: 'timeout' },
  'ownership.lame-delegation': { domain, servers: theirs },
  'ownership.web-no-address': { domain, url },
  'ownership.web-refused': { url, address },
  'ownership.web-timeout': { url, address },
  'ownership.web-forbidden': { url, status: 403 },
  'ownership.web-redirected-away': { url, to: 'https://www.elsewhere.example/' },
  'ownership.web-redirects-loop': { url, count: 3 },
  'ownership.web-bad-redirect': { url, to: 'http://shop.example:8080/' },
  'ownership.web-no-tls': { url: 'https://shop.example/webauth.html', address },
  'ownership.web-certificate': { url: 'https://shop.example/webauth.html', why: 'wrong-name', names: ['*.old.example'] },
  'ownership.web-forbidden-address': { url, address: '127.0.0.1' },
  'ownership.web-unknown': { url, why: 'servfail' },
  'ownership.web-not-found': { url },
  'ownership.web-page-instead': { url, looksLike: 'wordpress' },
  'ownership.web-old-token': { url },
  'ownership.web-wrong-token': { url },
  'ownership.web-status': { url, status: 503 },
  'ownership.web-cut': { url },
  'ownership.web-too-big': { url },
  'ownership.mail-not-sent': { domain },
  'ownership.mail-no-mx': { domain },
  'ownership.mail-null-mx': { domain },
  'ownership.mail-goes-here': { domain },
  'ownership.mail-queued': { recipient },
  'ownership.mail-waiting': { recipient, mx, why: '450 4.2.0 greylisted, try again in five minutes', since: checkedAt },
  'ownership.mail-delivered': { recipient, mx, at: checkedAt },
  'ownership.mail-bounced': { recipient, mx, reply: '550 5.1.1 user unknown' },
  'ownership.mail-too-many': { nextAt: '2026-11-24T11:00:00.000Z' },
  'ownership.mail-unknown': { domain, why: 'timeout' },
  'ownership.code-wrong': { triesLeft: 9 },
  'ownership.code-expired': { sentAt: '2026-11-23T09:00:00.000Z' },
  'ownership.code-spent': {},
  'ownership.txt-missing': { name: challenge, token: 'todoku-7k3mq2xw5nbr4c6tz7h2vjpd3fsy6gka', checkedAt },
  'ownership.txt-wrong': { name: challenge, found: ['google-site-verification=abc'] },
  'ownership.txt-old': { name: challenge },
  'ownership.txt-doubled-name': { name: challenge, found: `${challenge}.${domain}` },
  'ownership.txt-unknown': { name: challenge, why: 'servfail' },
  'ownership.txt-held': { name: challenge, heldUntil: '2026-11-24T11:00:00.000Z' },
  'dns.record-missing': { name: domain, type: 'TXT', value: 'v=spf1 +a:sv0001.mail.example ~all' },
  'dns.record-differs': { name: domain, type: 'MX', value: '10 sv0001.mail.example', found: ['10 mx.old.example'] },
  'dns.two-spf': { name: domain, found: ['v=spf1 mx ~all', 'v=spf1 include:spf.old.example -all'] },
  'dns.cname-beside': { name: domain, found: 'shop.host.example' },
  'dns.mx-elsewhere': { domain, mx: [mx] },
  'dns.mx-to-cname': { name: domain, target: 'mail.shop.example' },
  'dns.mx-to-address': { name: domain, target: address },
  'dns.zone-typed-twice': { name: '_dmarc.shop.example.shop.example' },
  'dns.lame-server': { domain, server: 'ns2.old.example' },
  'dns.no-answer': { name: domain, type: 'MX', why: 'timeout' },
  'dns.servers-disagree': { name: domain, type: 'MX' },
  'dns.dnssec-bogus': { domain },
  'dns.txt-mangled': { name: 'todoku1._domainkey.shop.example', how: 'quotes', value: 'v=DKIM1; k=rsa; p=MIIBIjAN', found: ['"v=DKIM1; k=rsa; p=MIIBIjAN"'] },
  'dns.two-dmarc': { name: '_dmarc.shop.example', found: ['v=DMARC1; p=none', 'v=DMARC1; p=reject'] },
  'dns.still-held': { name: domain, type: 'MX', heldUntil: '2026-11-24T11:00:00.000Z' },
  'dns.server-silent': { domain, server: 'ns2.old.example', why: 'timeout' },
  'dns.ds-missing': { domain },
  'dns.ds-wrong': { domain },
  'zone.cname-and-other': { name: 'www.shop.example' },
  'zone.apex-cname': { zone: domain },
  'zone.txt-too-long': { name: 'todoku1._domainkey.shop.example', length: 410 },
  'zone.name-twice': { name: 'www.shop.example.shop.example', zone: domain },
  'zone.bad-value': { type: 'A', value: '192.0.2', wants: '192.0.2.1' },
  'zone.outside-zone': { name: 'www.elsewhere.example', zone: domain },
  'zone.duplicate': { name: domain, type: 'MX' },
  'zone.mx-not-a-name': { value: '192.0.2.25' },
  'zone.ttl-out-of-range': { ttl: 5 },
}
