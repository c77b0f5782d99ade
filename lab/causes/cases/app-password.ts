/** App passwords: needed and not used, for another protocol, expired, taken back. Plain Postfix and Dovecot have none. */
import type { Case, Stage } from '../case.ts'
import { withCurl, withImapflow, withMsmtp, withMutt, withPython, withSwaks } from '../clients/apps.ts'
import type { AppPasswordPlan, PersonPlan } from '../people.ts'
import { sending, setup } from './setups.ts'

const appPassword = (name: string, client: string, title: Case['title'], cause: string, person: PersonPlan, play: (stage: Stage) => Promise<unknown>): Case => ({
  name,
  family: 'credential',
  title,
  client,
  wants: { cause },
  named: null,
  person,
  play,
})

const phone: AppPasswordPlan = { name: 'phone', scopes: ['imap', 'smtp'] }
const reader: AppPasswordPlan = { name: 'reader', scopes: ['imap'] }
const scanner: AppPasswordPlan = { name: 'scanner', scopes: ['smtp'] }

const needed = { en: 'the main password, where an app password is required', ja: 'アプリパスワードが必要なのに、本来のパスワードを使った' }
const elsewhere = { en: 'an app password made for another protocol', ja: '別の用途のアプリパスワードを使った' }
const expired = { en: 'an app password that has expired', ja: '期限の切れたアプリパスワードを使った' }
const revoked = { en: 'an app password that was taken back', ja: '取り消されたアプリパスワードを使った' }

const withIt = (stage: Stage) => ({ password: stage.person.appSecret })

/** The cases of this file. */
export const appPasswords: readonly Case[] = [
  appPassword('app-required-mutt', 'mutt', needed, 'credential.app-password-required', { appPassword: phone, appPasswordRequired: true }, stage => withMutt(stage.seat, sending(stage, 465))),
  appPassword('app-required-imapflow', 'imapflow', needed, 'credential.app-password-required', { appPassword: phone, appPasswordRequired: true }, stage => withImapflow(stage.seat, setup(stage, 993))),
  appPassword('app-required-curl', 'curl', needed, 'credential.app-password-required', { appPassword: phone, appPasswordRequired: true }, stage => withCurl(stage.seat, `pop3s://${stage.side.host}/`, setup(stage, 995))),
  appPassword('app-scope-swaks', 'swaks', elsewhere, 'credential.app-password-scope', { appPassword: reader }, stage => withSwaks(stage.seat, sending(stage, 587, withIt(stage)))),
  appPassword('app-scope-poplib', 'Python poplib', elsewhere, 'credential.app-password-scope', { appPassword: scanner }, stage => withPython(stage.seat, 'pop3', setup(stage, 995, withIt(stage)))),
  appPassword('app-expired-msmtp', 'msmtp', expired, 'credential.app-password-expired', { appPassword: { ...scanner, expired: true } }, stage => withMsmtp(stage.seat, sending(stage, 587, withIt(stage)))),
  appPassword('app-expired-imaplib', 'Python imaplib', expired, 'credential.app-password-expired', { appPassword: { ...reader, expired: true } }, stage => withPython(stage.seat, 'imap', setup(stage, 993, withIt(stage)))),
  appPassword('app-revoked-imapflow', 'imapflow', revoked, 'credential.mismatch', { appPassword: { ...reader, revoked: true } }, stage => withImapflow(stage.seat, setup(stage, 993, withIt(stage)))),
]

/** An app password where it belongs does nothing wrong. */
export const goodAppPasswords: readonly Case[] = (['imap', 'smtp'] as const).map(protocol => ({
  name: `healthy-app-password-${protocol}`,
  family: 'healthy',
  title: { en: `uses an app password for ${protocol.toUpperCase()}`, ja: `アプリパスワードで${protocol.toUpperCase()}を使う` },
  client: protocol === 'imap' ? 'imapflow' : 'swaks',
  wants: 'nothing',
  named: null,
  person: { appPassword: phone, appPasswordRequired: true },
  play: async stage => {
    const { ok, output } = await (protocol === 'imap' ? withImapflow(stage.seat, setup(stage, 993, withIt(stage))) : withSwaks(stage.seat, sending(stage, 587, withIt(stage))))
    if (!ok) throw new Error(output)
  },
}))
