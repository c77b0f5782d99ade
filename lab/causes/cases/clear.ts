/** STARTTLS was offered and not used: some apps stop, some send the password all the same. */
import type { Case, Stage } from '../case.ts'
import { withCurl, withFetchmail, withMsmtp, withMutt, withPython, withSwaks } from '../clients/apps.ts'
import { secret } from '../spoken.ts'
import { type KnownPort, sending, setup } from './setups.ts'

/** What would name it: that encryption is missing, not merely that something is not offered. */
const saysTls = /must issue a starttls|(ssl|tls|encryption|secure).{0,30}(required|needed|first)|requires? (ssl|tls|encryption)|cleartext authentication disallowed|plaintext authentication disallowed|without encryption|encryption was offered/i

/** They leave when no sign-in is offered, and have said nothing that a monitor could not say: the server cannot be sure. Others go on to MAIL. */
const leaving: ReadonlySet<string> = new Set(['smtplib', 'msmtp', 'swaks', 'curl-imap', 'curl-pop3'])

const unused = (port: KnownPort, name: string, client: string, play: (stage: Stage) => Promise<unknown>): Case => ({
  name: `starttls-not-used-${port}-${name}`,
  family: 'transport',
  title: { en: `"None" chosen for port ${port}`, ja: `ポート${port}で「暗号化なし」を選んだ` },
  client,
  wants: { cause: 'transport.starttls-not-used', ...(leaving.has(name) && { likely: true }) },
  named: saysTls,
  play,
})

const exposed = (port: KnownPort, name: string, client: string, play: (stage: Stage) => Promise<unknown>): Case => ({
  name: `password-exposed-${port}-${name}`,
  family: 'transport',
  title: { en: `the password sent in the clear on port ${port}`, ja: `ポート${port}で暗号化せずにパスワードを送った` },
  client,
  wants: { cause: 'transport.tls-required' },
  named: saysTls,
  play,
})

const plain = ({ person }: Stage): string => Buffer.from(`\0${person.address}\0${secret(person.password)}`).toString('base64')

const none = { security: 'none' } as const

/** The cases of this file. */
export const inTheClear: readonly Case[] = [
  unused(587, 'smtplib', 'Python smtplib', stage => withPython(stage.seat, 'smtp', setup(stage, 587, none))),
  unused(587, 'curl', 'curl', stage => withCurl(stage.seat, `smtp://${stage.side.host}:587`, setup(stage, 587), [], sending(stage, 587))),
  unused(587, 'msmtp', 'msmtp', stage => withMsmtp(stage.seat, sending(stage, 587, none))),
  unused(587, 'mutt', 'mutt', stage => withMutt(stage.seat, sending(stage, 587, none))),
  unused(587, 'swaks', 'swaks', stage => withSwaks(stage.seat, sending(stage, 587, none))),
  unused(143, 'curl-imap', 'curl', stage => withCurl(stage.seat, `imap://${stage.side.host}/`, setup(stage, 143))),
  unused(110, 'curl-pop3', 'curl', stage => withCurl(stage.seat, `pop3://${stage.side.host}/`, setup(stage, 110))),
  exposed(143, 'imaplib', 'Python imaplib', stage => withPython(stage.seat, 'imap', setup(stage, 143, none))),
  exposed(110, 'poplib', 'Python poplib', stage => withPython(stage.seat, 'pop3', setup(stage, 110, none))),
  exposed(110, 'fetchmail', 'fetchmail', stage => withFetchmail(stage.seat, 'pop3', setup(stage, 110, none))),
  exposed(587, 'raw', 'raw bytes', stage =>
    stage.seat.speak({ host: stage.side.host, port: 587 }, [
      [/^220 /m, 'EHLO script\r\n'],
      [/^250 /m, `AUTH PLAIN ${plain(stage)}\r\n`],
      [/^5\d\d /m, 'QUIT\r\n'],
    ]),
  ),
]
