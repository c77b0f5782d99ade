/** Handshakes that cannot succeed: old versions, no cipher in common. */
import type { Case, Stage } from '../case.ts'
import { withCurl, withPython, withSwaks } from '../clients/apps.ts'
import { withGnutls, withOpenssl } from '../clients/knock.ts'
import { sending, setup } from './setups.ts'

const old = (name: string, client: string, play: (stage: Stage) => Promise<unknown>): Case => ({
  name: `old-tls-${name}`,
  family: 'transport',
  title: { en: 'an old device that knows nothing newer than TLS 1.1', ja: 'TLS 1.1までしか使えない古い機器' },
  client,
  wants: { cause: 'transport.old-tls' },
  named: /unsupported protocol|protocol version|wrong version/i,
  play,
})

const cipher = (name: string, client: string, play: (stage: Stage) => Promise<unknown>): Case => ({
  name: `no-cipher-${name}`,
  family: 'transport',
  title: { en: 'an app whose ciphers are all too old', ja: '暗号方式が古いものばかりのアプリ' },
  client,
  wants: { cause: 'transport.no-common-cipher' },
  named: /no shared cipher|no common cipher|no ciphers/i,
  play,
})

const knock = ({ side }: Stage, port: number, more: readonly string[]) => ({ host: side.host, port, ca: side.ca, more })

/** The cases of this file. */
export const handshakes: readonly Case[] = [
  old('openssl', 'openssl s_client', stage => withOpenssl(stage.seat, knock(stage, 993, ['-tls1_1', '-cipher', 'DEFAULT:@SECLEVEL=0']))),
  old('gnutls', 'gnutls-cli', stage => withGnutls(stage.seat, knock(stage, 465, ['--priority=NORMAL:-VERS-ALL:+VERS-TLS1.1:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1']))),
  old('smtplib', 'Python smtplib', stage => withPython(stage.seat, 'smtp', setup(stage, 465), { oldest: 'TLSv1_1' })),
  old('poplib', 'Python poplib', stage => withPython(stage.seat, 'pop3', setup(stage, 995), { oldest: 'TLSv1' })),
  old('curl', 'curl', stage => withCurl(stage.seat, `imaps://${stage.side.host}/`, setup(stage, 993), ['tls-max = "1.1"', 'tlsv1.0', 'ciphers = "DEFAULT:@SECLEVEL=0"'])),
  old('starttls', 'Python smtplib', stage => withPython(stage.seat, 'smtp', setup(stage, 587), { oldest: 'TLSv1_1' })),
  cipher('openssl', 'openssl s_client', stage => withOpenssl(stage.seat, knock(stage, 995, ['-tls1_2', '-cipher', 'AES128-SHA:AES256-SHA']))),
  cipher('gnutls', 'gnutls-cli', stage => withGnutls(stage.seat, knock(stage, 993, ['--priority=NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA']))),
  cipher('imaplib', 'Python imaplib', stage => withPython(stage.seat, 'imap', setup(stage, 993), { ciphers: 'AES128-SHA' })),
  cipher('swaks', 'swaks', stage => withSwaks(stage.seat, sending(stage, 465), ['--tls-protocol', 'tlsv1_2', '--tls-cipher', 'AES128-SHA'])),
]
