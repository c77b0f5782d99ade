/** Certificates that the client does not accept: another name, no name, an authority that it does not know, a clock that is wrong. */
import type { Case, Stage, Wants } from '../case.ts'
import { withCurl, withFetchmail, withImapflow, withMbsync, withMsmtp, withMutt, withNodemailer, withPython } from '../clients/apps.ts'
import { withGnutls, withOpenssl } from '../clients/knock.ts'
import { sending, setup } from './setups.ts'

interface Client {
  readonly client: string
  /** Connects to this host, trusting this root. */
  readonly connect: (stage: Stage, at: { readonly host: string; readonly ca: string | null }) => Promise<unknown>
}

const clients = {
  openssl: { client: 'openssl s_client', connect: ({ seat }, at) => withOpenssl(seat, { port: 993, ...at }) },
  gnutls: { client: 'gnutls-cli', connect: ({ seat }, at) => withGnutls(seat, { port: 465, ...at }) },
  smtplib: { client: 'Python smtplib', connect: (stage, at) => withPython(stage.seat, 'smtp', setup(stage, 587, at)) },
  imaplib: { client: 'Python imaplib', connect: (stage, at) => withPython(stage.seat, 'imap', setup(stage, 993, at)) },
  poplib: { client: 'Python poplib', connect: (stage, at) => withPython(stage.seat, 'pop3', setup(stage, 995, at)) },
  curl: { client: 'curl', connect: (stage, at) => withCurl(stage.seat, `imaps://${at.host}/`, setup(stage, 993, at)) },
  nodemailer: { client: 'nodemailer', connect: (stage, at) => withNodemailer(stage.seat, sending(stage, 465, at)) },
  imapflow: { client: 'imapflow', connect: (stage, at) => withImapflow(stage.seat, setup(stage, 993, at)) },
  msmtp: { client: 'msmtp', connect: (stage, at) => withMsmtp(stage.seat, sending(stage, 587, at)) },
  fetchmail: { client: 'fetchmail', connect: (stage, at) => withFetchmail(stage.seat, 'pop3', setup(stage, 995, at)) },
  mbsync: { client: 'mbsync', connect: (stage, at) => withMbsync(stage.seat, setup(stage, 993, at)) },
  mutt: { client: 'mutt', connect: (stage, at) => withMutt(stage.seat, sending(stage, 465, at)) },
} satisfies Record<string, Client>

type ClientName = keyof typeof clients

const transport = (name: string, title: Case['title'], client: string, wants: Wants, named: RegExp, play: Case['play']): Case => ({ name, family: 'transport', title, client, wants, named, play })

/** They leave without a TLS alert, in the handshake or right after it, so that the server cannot be sure why. */
const silent: ReadonlySet<ClientName> = new Set(['curl', 'nodemailer', 'imapflow', 'msmtp', 'mbsync', 'mutt'])

const otherName = (name: ClientName): Case => {
  const { client, connect } = clients[name]
  return transport(
    `wrong-name-${name}`,
    { en: "the customer's own domain as the server's name", ja: '自分のドメインのサーバー名を設定した' },
    client,
    { cause: 'transport.wrong-server-name', ...(silent.has(name) && { likely: true }) },
    /(host ?name|certificate|altnames?|subject).{0,80}(match|mismatch)|mismatch|name is not/i,
    stage => connect(stage, { host: stage.side.otherName, ca: stage.side.ca }),
  )
}

const byAddress = (name: ClientName): Case => {
  const { client, connect } = clients[name]
  return transport(
    `no-name-${name}`,
    { en: "an IP address as the server's name", ja: 'サーバー名にIPアドレスを設定した' },
    client,
    { cause: 'transport.no-server-name', likely: true },
    /IP address mismatch|(host ?name|certificate|altnames?|subject|ip).{0,80}match|not valid for/i,
    stage => connect(stage, { host: stage.side.address, ca: stage.side.ca }),
  )
}

const untrusting = (name: ClientName, wants: Wants): Case => {
  const { client, connect } = clients[name]
  return transport(
    `unknown-authority-${name}`,
    { en: 'does not know the authority of the certificate', ja: '証明書の発行元を知らないアプリ' },
    client,
    wants,
    /unable to get (local )?issuer|self.signed|unknown ca|not trusted|unknown issuer|issuer is unknown/i,
    stage => connect(stage, { host: stage.side.host, ca: null }),
  )
}

const clock = (name: string, client: string, direction: 'ahead' | 'behind', wants: Wants, play: (stage: Stage, clock: string) => Promise<unknown>): Case =>
  transport(
    `clock-${direction}-${name}`,
    direction === 'ahead' ? { en: "the device's clock is three years ahead", ja: '端末の時計が3年進んでいる' } : { en: "the device's clock is three years behind", ja: '端末の時計が3年遅れている' },
    client,
    wants,
    /clock|date and time|not yet (valid|activated)|expired/i,
    stage => play(stage, direction === 'ahead' ? '+3y' : '-3y'),
  )

const certain: Wants = { cause: 'transport.unknown-authority' }
const perhaps: Wants = { cause: 'transport.unknown-authority', likely: true }
const wrongClock: Wants = { cause: 'transport.client-clock-wrong', likely: true }

const refused = transport(
  'certificate-refused-openssl',
  { en: 'a strict policy on the device refuses the certificate', ja: '端末の厳しい設定が証明書を拒んだ' },
  'openssl s_client',
  { cause: 'transport.certificate-refused', likely: true },
  /unsupported certificate|unsuitable certificate purpose|certificate (was )?refused/i,
  ({ seat, side }) => withOpenssl(seat, { host: side.host, port: 465, ca: side.ca, more: ['-purpose', 'smimesign'] }),
)

/**
 * The cases of this file. msmtp and mbsync look at the issuer only after the handshake, and leave as a monitor does: that leaves nothing at the server to
 * know it by, so they are not among those that do not know the authority.
 */
export const certificates: readonly Case[] = [
  ...(['openssl', 'gnutls', 'smtplib', 'imaplib', 'poplib', 'curl', 'nodemailer', 'imapflow', 'msmtp', 'fetchmail', 'mbsync', 'mutt'] as const).map(otherName),
  ...(['openssl', 'imaplib', 'curl', 'nodemailer'] as const).map(byAddress),
  ...(['openssl', 'smtplib', 'curl', 'fetchmail'] as const).map(name => untrusting(name, certain)),
  ...(['gnutls', 'nodemailer', 'imapflow'] as const).map(name => untrusting(name, perhaps)),
  refused,
  clock('openssl', 'openssl s_client', 'ahead', wrongClock, ({ seat, side }, by) => withOpenssl(seat, { host: side.host, port: 993, ca: side.ca, clock: by })),
  clock('openssl', 'openssl s_client', 'behind', wrongClock, ({ seat, side }, by) => withOpenssl(seat, { host: side.host, port: 993, ca: side.ca, clock: by })),
  clock('smtplib', 'Python smtplib', 'ahead', wrongClock, (stage, by) => withPython(stage.seat, 'smtp', setup(stage, 465), { clock: by })),
  clock('imaplib', 'Python imaplib', 'behind', wrongClock, (stage, by) => withPython(stage.seat, 'imap', setup(stage, 993), { clock: by })),
]
