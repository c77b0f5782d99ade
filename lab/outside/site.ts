/** The outside site: a second, independent mail site. It receives strictly, sends properly signed mail, and lends its name to a forger. */
import { generateKeyPairSync } from 'node:crypto'
import { resolveMx } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import type { Authority } from '../authority.ts'
import type { DnsTree } from '../dns/tree.ts'
import { forger, outside } from '../places.ts'
import { type MailHost, openMailHost } from './mail-host.ts'
import { judge, refusalOf } from './verdict.ts'

/** A message to hand to somebody's MX. */
export interface Outgoing {
  readonly from: string
  readonly to: string
  /** The whole message, or its parts. */
  readonly raw?: string | Buffer
  readonly subject?: string
  readonly text?: string
  /** Envelope sender where it differs from `from`; "" for a bounce. */
  readonly sender?: string
}

/** What the other side's MX answered: its last line, good or bad. */
export interface Delivery {
  readonly ok: boolean
  readonly answer: string
}

export interface OutsideSite extends MailHost {
  /** Sends from the site's own address, DKIM-signed. */
  send(message: Outgoing): Promise<Delivery>
  /** Sends from somewhere else, unsigned, whatever it says in From. */
  forge(message: Outgoing): Promise<Delivery>
}

const selector = 'lab1'

const dkimRecord = (publicKey: string): string => `v=DKIM1; k=rsa; p=${publicKey.replace(/-----[^-]+-----|\s/g, '')}`

const publish = async (dns: DnsTree, publicKey: string): Promise<void> => {
  const zone = await dns.host(outside.domain)
  await zone.set([
    { name: '@', type: 'MX', values: [`10 ${outside.hostName}.`] },
    { name: 'mx', type: 'A', values: [outside.address] },
    { name: '@', type: 'TXT', values: [`v=spf1 ip4:${outside.address} -all`] },
    { name: `${selector}._domainkey`, type: 'TXT', values: [dkimRecord(publicKey)] },
    { name: '_dmarc', type: 'TXT', values: [`v=DMARC1; p=reject; adkim=s; aspf=s; rua=mailto:dmarc@${outside.domain}`] },
  ])
  await dns.reverse(outside.address, outside.hostName)
  await dns.reverse(forger.address, forger.hostName)
}

interface From {
  readonly hostName: string
  readonly address: string
}

const deliver = async (from: From, authority: Authority, message: Outgoing, dkim?: { domainName: string; keySelector: string; privateKey: string }): Promise<Delivery> => {
  const domain = message.to.slice(message.to.lastIndexOf('@') + 1)
  const [mx] = (await resolveMx(domain)).toSorted((a, b) => a.priority - b.priority)
  const transport = createTransport({
    host: mx!.exchange,
    port: 25,
    name: from.hostName,
    localAddress: from.address,
    requireTLS: true,
    tls: { ca: readFileSync(authority.root), servername: mx!.exchange },
    ...(dkim ? { dkim } : {}),
  })
  // As a real MTA does: SIZE announces what is coming (RFC 1870), so that a full mailbox can say so before it comes.
  const size = message.raw === undefined ? {} : { size: Buffer.byteLength(message.raw) }
  const envelope = { from: message.sender ?? message.from, to: [message.to], use8BitMime: true, ...size }
  try {
    const sent = await transport.sendMail(
      message.raw === undefined ? { from: message.from, to: message.to, subject: message.subject ?? '', text: message.text ?? '', envelope } : { raw: message.raw, envelope },
    )
    return { ok: true, answer: sent.response }
  } catch (error) {
    return { ok: false, answer: (error as { response?: string }).response ?? (error as Error).message }
  } finally {
    transport.close()
  }
}

/** Opens the site: publishes its records, listens, keeps its key. */
export const openOutsideSite = async (dns: DnsTree, authority: Authority, directory: string): Promise<OutsideSite> => {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  await publish(dns, keys.publicKey)
  const host = await openMailHost(outside, await authority.issue([outside.hostName], directory), {
    recipient: address => {
      const [person = '', domain] = address.toLowerCase().split('@')
      if (domain !== outside.domain) return { code: 550, text: '5.7.1 Relaying denied' }
      return outside.people.some(known => known === person) ? null : { code: 550, text: '5.1.1 No such person here' }
    },
    message: async message => {
      const verdict = await judge(message, outside.hostName)
      return { verdict, refusal: refusalOf(verdict) }
    },
  })
  return {
    ...host,
    send: message => deliver(outside, authority, message, { domainName: outside.domain, keySelector: selector, privateKey: keys.privateKey }),
    forge: message => deliver(forger, authority, message),
  }
}
