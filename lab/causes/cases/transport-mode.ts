/** The wrong encryption setting on a port, both ways; what is neither mail nor TLS; STARTTLS that nobody asked for. */
import type { Case, Stage } from '../case.ts'
import { withCurl, withFetchmail, withImapflow, withMbsync, withMsmtp, withMutt, withNodemailer, withPython, withSwaks } from '../clients/apps.ts'
import { type KnownPort, sending, setup } from './setups.ts'

type Played = Pick<Case, 'name' | 'client' | 'play'>

/** What an app may show, or a server log, that says: this port wants TLS. */
const wantsTls = /needs? (ssl|tls)|ssl\/tls|implicit tls|wrong version number|use (ssl|tls)/i

const silent = (port: KnownPort, setting: 'none' | 'starttls', { name, client, play }: Played): Case => ({
  name: `silent-${port}-${name}`,
  family: 'transport',
  title: {
    en: `${setting === 'none' ? '"None"' : '"STARTTLS"'} chosen for port ${port}`,
    ja: `ポート${port}で「${setting === 'none' ? '暗号化なし' : 'STARTTLS'}」を選んだ`,
  },
  client,
  wants: { cause: 'transport.silent-on-tls-port' },
  named: wantsTls,
  // The server listens for two seconds before it explains.
  patienceMs: 3500,
  play,
})

const waiting: readonly Case[] = [
  silent(465, 'none', { name: 'smtplib', client: 'Python smtplib', play: stage => withPython(stage.seat, 'smtp', setup(stage, 465, { security: 'none' })) }),
  silent(993, 'none', { name: 'imaplib', client: 'Python imaplib', play: stage => withPython(stage.seat, 'imap', setup(stage, 993, { security: 'none' })) }),
  silent(995, 'none', { name: 'poplib', client: 'Python poplib', play: stage => withPython(stage.seat, 'pop3', setup(stage, 995, { security: 'none' })) }),
  silent(465, 'starttls', { name: 'swaks', client: 'swaks', play: stage => withSwaks(stage.seat, sending(stage, 465, { security: 'starttls' })) }),
  silent(465, 'none', { name: 'curl', client: 'curl', play: stage => withCurl(stage.seat, `smtp://${stage.side.host}:465`, setup(stage, 465), [], sending(stage, 465)) }),
  silent(993, 'starttls', { name: 'curl', client: 'curl', play: stage => withCurl(stage.seat, `imap://${stage.side.host}:993/INBOX`, setup(stage, 993), ['ssl-reqd']) }),
  silent(465, 'starttls', { name: 'nodemailer', client: 'nodemailer', play: stage => withNodemailer(stage.seat, sending(stage, 465, { security: 'starttls' })) }),
  silent(993, 'starttls', { name: 'imapflow', client: 'imapflow', play: stage => withImapflow(stage.seat, setup(stage, 993, { security: 'starttls' })) }),
  silent(995, 'starttls', { name: 'fetchmail', client: 'fetchmail', play: stage => withFetchmail(stage.seat, 'pop3', setup(stage, 995, { security: 'starttls' })) }),
  silent(465, 'starttls', { name: 'msmtp', client: 'msmtp', play: stage => withMsmtp(stage.seat, sending(stage, 465, { security: 'starttls' })) }),
  silent(993, 'starttls', { name: 'mbsync', client: 'mbsync', play: stage => withMbsync(stage.seat, setup(stage, 993, { security: 'starttls' })) }),
  silent(465, 'none', { name: 'mutt', client: 'mutt', play: stage => withMutt(stage.seat, sending(stage, 465, { security: 'none' })) }),
]

const served = (port: KnownPort, { name, client, play }: Played): Case => ({
  name: `tls-on-${port}-${name}`,
  family: 'transport',
  title: { en: `"SSL/TLS" chosen for port ${port}, which is for STARTTLS`, ja: `STARTTLSのポート${port}で「SSL/TLS」を選んだ` },
  client,
  wants: { note: 'tls-on-starttls-port' },
  named: /plain ?text|wrong version number|non-ssl|not.*tls port/i,
  play,
})

const eager: readonly Case[] = [
  served(587, { name: 'smtplib', client: 'Python smtplib', play: stage => withPython(stage.seat, 'smtp', setup(stage, 587, { security: 'tls' })) }),
  served(587, { name: 'nodemailer', client: 'nodemailer', play: stage => withNodemailer(stage.seat, sending(stage, 587, { security: 'tls' })) }),
  served(143, { name: 'curl', client: 'curl', play: stage => withCurl(stage.seat, `imaps://${stage.side.host}:143/INBOX;MAILINDEX=*`, setup(stage, 143), ['request = "NOOP"']) }),
  served(143, { name: 'mbsync', client: 'mbsync', play: stage => withMbsync(stage.seat, setup(stage, 143, { security: 'tls' })) }),
  served(110, { name: 'poplib', client: 'Python poplib', play: stage => withPython(stage.seat, 'pop3', setup(stage, 110, { security: 'tls' })) }),
]

const foreign = (port: KnownPort, said: string, { name, client, play }: Played): Case => ({
  name: `foreign-${port}-${name}`,
  family: 'network',
  title: { en: `${said} spoken to port ${port}`, ja: `ポート${port}に${said}で接続` },
  client,
  wants: { cause: 'network.not-mail' },
  whose: 'us',
  named: /not a mail|http request|non-SMTP command|break rules/i,
  play,
})

const bytes = (stage: Stage, port: KnownPort, said: string | Uint8Array) => stage.seat.speak({ host: stage.side.host, port }, [[/^/, said], [/^([45]\d\d[ -]|\* BYE|-ERR|\S+ BAD)/m, null]])

const strangers: readonly Case[] = [
  foreign(465, 'HTTP', { name: 'curl', client: 'curl', play: stage => withCurl(stage.seat, `http://${stage.side.host}:465/`, { user: undefined, password: undefined, ca: null }) }),
  foreign(993, 'HTTP', { name: 'curl', client: 'curl', play: stage => withCurl(stage.seat, `http://${stage.side.host}:993/`, { user: undefined, password: undefined, ca: null }) }),
  foreign(587, 'HTTP', { name: 'curl', client: 'curl', play: stage => withCurl(stage.seat, `http://${stage.side.host}:587/`, { user: undefined, password: undefined, ca: null }) }),
  foreign(993, 'HTTPS', { name: 'https', client: 'curl', play: stage => withCurl(stage.seat, `https://${stage.side.host}:993/`, { user: undefined, password: undefined, ca: stage.side.ca }) }),
  foreign(587, 'SSH', { name: 'ssh', client: 'raw bytes', play: stage => bytes(stage, 587, 'SSH-2.0-OpenSSH_9.2\r\n') }),
  foreign(995, 'RDP', { name: 'rdp', client: 'raw bytes', play: stage => bytes(stage, 995, Buffer.from('030000130ee000000000000100080003000000', 'hex')) }),
]

const early = (port: KnownPort, line: string): Case => ({
  name: `plain-${port}-script`,
  family: 'transport',
  title: { en: `a script speaks first, in the clear, on port ${port}`, ja: `スクリプトがポート${port}に暗号化せず先に話しかけた` },
  client: 'raw bytes',
  wants: { cause: 'transport.plain-on-tls-port' },
  named: wantsTls,
  play: stage => bytes(stage, port, line),
})

const script: readonly Case[] = [
  early(465, 'EHLO script\r\n'),
  early(993, 'a001 CAPABILITY\r\n'),
  early(995, 'CAPA\r\n'),
  {
    name: 'spoke-first-587',
    family: 'network',
    title: { en: 'a script does not wait for the greeting', ja: 'スクリプトが挨拶を待たずに話し始めた' },
    client: 'raw bytes',
    wants: { cause: 'network.spoke-first' },
    named: /before the (greeting|server)|pregreet|talk(ed|s)? first|improper command pipelining|synchroni[sz]ation/i,
    play: stage => bytes(stage, 587, 'EHLO script\r\nMAIL FROM:<a@b.example>\r\n'),
  },
]

/** The cases of this file. */
export const transportMode: readonly Case[] = [...waiting, ...eager, ...script, ...strangers]
