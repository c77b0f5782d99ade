/** How the app signs in, or does not. */
import type { Case, Stage, Wants } from '../case.ts'
import { withCurl, withMsmtp, withMutt, withNodemailer, withPython, withSwaks } from '../clients/apps.ts'
import { secret } from '../spoken.ts'
import { sending, setup, unsigned } from './setups.ts'

const mechanism = (name: string, client: string, title: Case['title'], wants: Wants, named: RegExp, play: Case['play']): Case => ({ name, family: 'mechanism', title, client, wants, named, play })

/** A library told to use a method whatever the server offers, as apps with a fixed setting do. */
const smtp = (stage: Stage, name: string, answers: readonly string[], initial = true) =>
  withPython(stage.seat, 'smtp', setup(stage, 465, { user: stage.person.address }), { mechanism: name, answers, initial })
const imap = (stage: Stage, name: string, answers: readonly string[]) => withPython(stage.seat, 'imap', setup(stage, 993), { mechanism: name, answers })
const pop = ({ seat, side }: Stage, ...lines: string[]) => seat.speak({ host: side.host, port: 995, ca: side.ca }, [...lines.map(line => [/^[+-]/m, `${line}\r\n`] as const), [/^[+-]/m, 'QUIT\r\n']])

const spa = { en: '"Secure Password Authentication" (SPA, NTLM) is ticked', ja: '「セキュリティで保護されたパスワード認証(SPA)」がオン' }
const encrypted = { en: '"Encrypted password" is chosen', ja: '「暗号化されたパスワード」を選んだ' }
const oauth = { en: 'OAuth2 is chosen', ja: '「OAuth2」を選んだ' }

const namesNtlm = /ntlm|spa\b/i
/** The reply or the log must name the method that was tried, not only the ones that are offered. */
const namesMethod = /cram.?md5|digest.?md5|scram|apop/i
const namesOauth = /oauth|bearer/i

/** `negotiate` of an NTLM exchange, as Outlook sends it. */
const negotiate = 'NTLMSSP\0\x01\0\0\0\x07\x02\0\0'
const token = 'user=someone\x01auth=Bearer ya29.lab-token\x01\x01'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const methods: readonly Case[] = [
  mechanism('ntlm-smtplib', 'Python smtplib', spa, { cause: 'mechanism.ntlm' }, namesNtlm, stage => smtp(stage, 'NTLM', [], false)),
  mechanism('ntlm-imaplib', 'Python imaplib', spa, { cause: 'mechanism.ntlm' }, namesNtlm, stage => imap(stage, 'NTLM', [negotiate])),
  mechanism('ntlm-pop', 'raw bytes', spa, { cause: 'mechanism.ntlm' }, namesNtlm, stage => pop(stage, 'AUTH NTLM')),
  mechanism('cram-smtplib', 'Python smtplib', encrypted, { cause: 'mechanism.challenge-response' }, namesMethod, stage => smtp(stage, 'CRAM-MD5', [], false)),
  mechanism('cram-imaplib', 'Python imaplib', encrypted, { cause: 'mechanism.challenge-response' }, namesMethod, stage => imap(stage, 'CRAM-MD5', [])),
  mechanism('digest-smtplib', 'Python smtplib', encrypted, { cause: 'mechanism.challenge-response' }, namesMethod, stage => smtp(stage, 'DIGEST-MD5', [], false)),
  mechanism('scram-imaplib', 'Python imaplib', encrypted, { cause: 'mechanism.challenge-response' }, namesMethod, stage => imap(stage, 'SCRAM-SHA-256', ['n,,n=someone,r=abc'])),
  mechanism('apop-raw', 'raw bytes', encrypted, { cause: 'mechanism.challenge-response' }, namesMethod, stage => pop(stage, `APOP ${stage.person.address} c4c9334bac560ecc979e58001b3e22fb`)),
  mechanism('oauth-nodemailer', 'nodemailer', oauth, { cause: 'mechanism.oauth' }, namesOauth, stage => withNodemailer(stage.seat, sending(stage, 465), { accessToken: 'ya29.lab-token' })),
  mechanism('oauth-pop', 'raw bytes', oauth, { cause: 'mechanism.oauth' }, namesOauth, stage => pop(stage, `AUTH XOAUTH2 ${base64(token)}`)),
  mechanism('oauth-imaplib', 'Python imaplib', oauth, { cause: 'mechanism.oauth' }, namesOauth, stage => imap(stage, 'XOAUTH2', [token])),
  mechanism('oauth-smtplib', 'Python smtplib', oauth, { cause: 'mechanism.oauth' }, namesOauth, stage => smtp(stage, 'OAUTHBEARER', [token])),
  mechanism('gssapi-imaplib', 'Python imaplib', { en: 'the Windows sign-in (GSSAPI) is chosen', ja: 'Windowsの認証(GSSAPI)を選んだ' }, { cause: 'mechanism.ntlm' }, /gssapi|kerberos/i, stage => imap(stage, 'GSSAPI', [])),
  mechanism('external-imaplib', 'Python imaplib', { en: '"TLS certificate" is chosen as the method', ja: '「TLS証明書」による認証を選んだ' }, { cause: 'mechanism.not-offered' }, /external/i, stage => imap(stage, 'EXTERNAL', [])),
]

/** Typed into openssl s_client, as somebody does who tries the server by hand or writes a script around it. */
const typed = ({ seat, side }: Stage, ...lines: string[]) =>
  seat.type('openssl', ['s_client', '-quiet', '-connect', `${side.host}:465`, '-CAfile', side.ca], [[/^220 /m, 'EHLO script\r\n'], ...lines.map(line => [/^(250 |334 )/m, `${line}\r\n`] as const), [/^[45]\d\d /m, 'QUIT\r\n']])

const broken = { en: 'a script sends a broken sign-in', ja: 'スクリプトが壊れた認証データを送った' }
const namesShape = /base64|syntax|malformed|invalid (format|input|base)/i
const shapes: readonly Case[] = [
  mechanism('malformed-base64-openssl', 'openssl s_client', broken, { cause: 'mechanism.malformed' }, namesShape, stage => typed(stage, 'AUTH PLAIN this-is-not-base64!')),
  mechanism('malformed-fields-openssl', 'openssl s_client', broken, { cause: 'mechanism.malformed' }, namesShape, stage => typed(stage, `AUTH PLAIN ${base64(`${stage.person.address}:${secret(stage.person.password)}`)}`)),
  mechanism('malformed-imaplib', 'Python imaplib', broken, { cause: 'mechanism.malformed' }, namesShape, stage => imap(stage, 'PLAIN', [`${stage.person.address} ${secret(stage.person.password)}`])),
  mechanism('cancelled-imaplib', 'Python imaplib', { en: 'the app gives up in the middle of signing in', ja: 'アプリが認証の途中でやめた' }, { cause: 'mechanism.cancelled' }, /abort|cancel|gave up/i, stage => imap(stage, 'PLAIN', [])),
  mechanism('cancelled-openssl', 'openssl s_client', { en: 'the app gives up in the middle of signing in', ja: 'アプリが認証の途中でやめた' }, { cause: 'mechanism.cancelled' }, /abort|cancel|gave up/i, stage => typed(stage, 'AUTH LOGIN', '*')),
  mechanism('another-identity-imaplib', 'Python imaplib', { en: "signs in to act as somebody else's mailbox", ja: '別の人のメールボックスとして振る舞おうとした' }, { cause: 'mechanism.another-identity' }, /authori[sz]ation|master|authzid|act as|proxy/i, stage =>
    imap(stage, 'PLAIN', [`${stage.other.address}\0${stage.person.address}\0${secret(stage.person.password)}`]),
  ),
]

const unticked = { en: '"My outgoing server requires authentication" is not ticked', ja: '「送信サーバーは認証が必要」がオフ' }
const namesMissing = /authentication required|auth(entication)? (is )?(required|needed)|not logged in|without (a )?sign/i
const none: Wants = { cause: 'mechanism.no-sign-in' }

const missing: readonly Case[] = [
  mechanism('no-sign-in-curl', 'curl', unticked, none, namesMissing, stage => withCurl(stage.seat, `smtps://${stage.side.host}`, setup(stage, 465, unsigned), [], sending(stage, 465))),
  mechanism('no-sign-in-swaks', 'swaks', unticked, none, namesMissing, stage => withSwaks(stage.seat, sending(stage, 587, unsigned))),
  mechanism('no-sign-in-nodemailer', 'nodemailer', unticked, none, namesMissing, stage => withNodemailer(stage.seat, sending(stage, 465, unsigned))),
  mechanism('no-sign-in-msmtp', 'msmtp', unticked, none, namesMissing, stage => withMsmtp(stage.seat, sending(stage, 587, unsigned))),
  mechanism('no-sign-in-mutt', 'mutt', unticked, none, namesMissing, stage => withMutt(stage.seat, sending(stage, 465, unsigned))),
  mechanism('no-sign-in-smtplib', 'Python smtplib', unticked, none, namesMissing, stage => withPython(stage.seat, 'smtp', setup(stage, 465, unsigned), { sender: stage.person.address, to: stage.person.address })),
  {
    ...mechanism(
      'pop-before-smtp',
      'Python poplib and smtplib',
      { en: 'fetches by POP and believes that this opens sending (POP before SMTP)', ja: '受信すれば送信もできると思っている(POP before SMTP)' },
      { cause: 'mechanism.pop-before-smtp', likely: true },
      /pop.?before/i,
      async stage => {
        await withPython(stage.seat, 'pop3', setup(stage, 995))
        await withPython(stage.seat, 'smtp', setup(stage, 587, unsigned), { sender: stage.person.address, to: stage.person.address })
      },
    ),
  },
]

/** The cases of this file. */
export const mechanisms: readonly Case[] = [...methods, ...shapes, ...missing]
