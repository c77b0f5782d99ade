/** Clients that do nothing wrong: each must leave no failure. */
import type { Case, Stage } from '../case.ts'
import { withCurl, withFetchmail, withImapflow, withMbsync, withMsmtp, withMutt, withNodemailer, withPython, withSwaks } from '../clients/apps.ts'
import { sending, setup } from './setups.ts'

const healthy = (name: string, client: string, title: Case['title'], play: Case['play']): Case => ({ name: `healthy-${name}`, family: 'healthy', title, client, wants: 'nothing', named: null, play })

/** Plays, and holds the client to its success. */
const works = (play: (stage: Stage) => Promise<{ readonly ok: boolean; readonly output: string }>): Case['play'] => async stage => {
  const { ok, output } = await play(stage)
  if (!ok) throw new Error(output.trim().split('\n').slice(-3).join(' | '))
}

const sends = { en: 'sends a letter', ja: '手紙を送る' }
const reads = { en: 'reads its mail', ja: 'メールを読む' }

const apps: readonly Case[] = [
  healthy('swaks-587', 'swaks', sends, works(stage => withSwaks(stage.seat, sending(stage, 587)))),
  healthy('curl-465', 'curl', sends, works(stage => withCurl(stage.seat, `smtps://${stage.side.host}:465`, setup(stage, 465), [], sending(stage, 465)))),
  healthy('nodemailer-465', 'nodemailer', sends, works(stage => withNodemailer(stage.seat, sending(stage, 465)))),
  healthy('msmtp-587', 'msmtp', sends, works(stage => withMsmtp(stage.seat, sending(stage, 587)))),
  healthy('mutt-465', 'mutt', sends, works(stage => withMutt(stage.seat, sending(stage, 465)))),
  healthy('smtplib-587', 'Python smtplib', sends, works(stage => withPython(stage.seat, 'smtp', setup(stage, 587), { sender: stage.person.address, to: stage.person.address }))),
  healthy('imaplib-993', 'Python imaplib', reads, works(stage => withPython(stage.seat, 'imap', setup(stage, 993)))),
  healthy('imaplib-143', 'Python imaplib', reads, works(stage => withPython(stage.seat, 'imap', setup(stage, 143)))),
  healthy('poplib-995', 'Python poplib', reads, works(stage => withPython(stage.seat, 'pop3', setup(stage, 995)))),
  healthy('poplib-110', 'Python poplib', reads, works(stage => withPython(stage.seat, 'pop3', setup(stage, 110)))),
  healthy('imapflow-993', 'imapflow', reads, works(stage => withImapflow(stage.seat, setup(stage, 993)))),
  healthy('mbsync-993', 'mbsync', reads, works(stage => withMbsync(stage.seat, setup(stage, 993)))),
  healthy('curl-pop3s', 'curl', reads, works(stage => withCurl(stage.seat, `pop3s://${stage.side.host}`, setup(stage, 995)))),
  healthy('fetchmail-pop3', 'fetchmail', reads, async stage => {
    const { code, output } = await withFetchmail(stage.seat, 'pop3', setup(stage, 995))
    // 1 says that there was no mail.
    if (code !== 0 && code !== 1) throw new Error(output)
  }),
]

const idle: Case = {
  ...healthy('imapflow-idle', 'imapflow', { en: 'stays in IDLE and is told of new mail', ja: 'IDLEで新着を待ち続ける' }, works(stage => withImapflow(stage.seat, setup(stage, 993), { idleMs: 1000 }))),
  patienceMs: 5000,
}

const twoDevices = healthy('two-devices', 'imapflow and mutt', { en: 'two devices at once', ja: '2台の機器を同時に使う' }, async stage => {
  await Promise.all([works(() => withImapflow(stage.seat, setup(stage, 993)))(stage), works(() => withMutt(stage.seat, sending(stage, 465)))(stage)])
})

/** The cases of this file. */
export const healthyClients: readonly Case[] = [...apps, idle, twoDevices]
