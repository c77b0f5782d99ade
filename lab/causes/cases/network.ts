/** What an address may not do: too much, too slowly, from a country that the domain does not let in, or after too many guesses. */
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Case, Stage } from '../case.ts'
import { withCurl, withImapflow, withPython, withSwaks } from '../clients/apps.ts'
import { secret } from '../spoken.ts'
import { sending, setup } from './setups.ts'

const abroad = (name: string, client: string, play: (stage: Stage) => Promise<unknown>): Case => ({
  name: `country-${name}`,
  family: 'network',
  title: { en: 'sends from a country that the domain does not let in', ja: '許可されていない国から送信した' },
  client,
  country: 'FR',
  wants: { cause: 'network.country-blocked' },
  whose: 'owner',
  named: null,
  play,
})

const fetching: Case = {
  name: 'country-imapflow',
  family: 'network',
  title: { en: 'fetches mail abroad, where the domain holds that to countries too', ja: '受信も国で制限しているのに、国外でメールを読んだ' },
  client: 'imapflow',
  country: 'FR',
  wants: { cause: 'network.country-blocked' },
  whose: 'owner',
  named: null,
  person: { retrievalHeld: true },
  play: stage => withImapflow(stage.seat, setup(stage, 993)),
}

const blocked: Case = {
  name: 'network-blocked',
  family: 'network',
  title: { en: 'comes from a network that the owner has blocked', ja: '所有者が遮断したネットワークから接続した' },
  client: 'imapflow',
  country: 'FR',
  wants: { cause: 'network.network-blocked' },
  whose: 'owner',
  named: null,
  person: { blocked: '198.19.0.0/17' },
  play: stage => withImapflow(stage.seat, setup(stage, 993)),
}

/** Sends once from an address whose reverse name is a cloud's, confirmed forward. */
const cloud = (name: string, domain: string, host: string, title: Case['title']): Case => ({
  name: `service-${name}`,
  family: 'network',
  title,
  client: 'swaks',
  country: 'US',
  wants: { cause: 'network.service-blocked' },
  whose: 'owner',
  named: null,
  play: async ({ internet: { dns }, seat, ...stage }) => {
    await dns.reverse(seat.address, `${host}.${domain}`)
    await (await dns.host(domain)).set([{ name: host, type: 'A', values: [seat.address] }])
    await withSwaks(seat, sending({ ...stage, seat, internet: { dns } as Stage['internet'] }, 587))
  },
})

const guesses = 14
/** The peer makes a guesser wait longer with each guess: after half a minute the case is played. */
const enoughMs = 30_000

const guess = async (stage: Stage): Promise<void> => {
  const end = performance.now() + enoughMs
  for (let number = 0; number < guesses && performance.now() < end; number++) await withPython(stage.seat, 'imap', setup(stage, 993, { password: `Kono-Yubi-Tomare-${number}` }))
}

const throttled: Case = {
  name: 'throttled',
  family: 'network',
  title: { en: 'a guesser tries many passwords', ja: '多くのパスワードを次々に試した' },
  client: 'Python imaplib',
  wants: { cause: 'network.throttled', also: ['credential.mismatch'] },
  whose: 'owner',
  named: /too many|throttl|rate limit|auth.?penalty/i,
  other: {},
  play: async stage => {
    await guess(stage)
    if (stage.side.name === 'peer') return
    // Whoever sits in the same office is not held for it.
    const { ok, output } = await withImapflow(stage.seat, setup({ ...stage, person: stage.other }, 993))
    if (!ok) throw new Error(`the neighbour of a guesser was refused: ${output}`)
  },
}

/** One more than two processes of the edge take from one address. */
const crowd = 45

const tooMany: Case = {
  name: 'too-many-connections',
  family: 'network',
  title: { en: 'a device opens connections without end', ja: '機器が接続を開き続けた' },
  client: 'raw bytes',
  wants: { cause: 'network.too-many-connections' },
  named: /too many/i,
  play: async ({ seat, side }) => {
    const sockets: Socket[] = []
    for (let number = 0; number < crowd; number++) sockets.push(await seat.open(side.host, 143))
    await pause(500)
    await seat.speak({ host: side.host, port: 143 }, [[/\* /, null]])
    for (const socket of sockets) socket.destroy()
  },
}

const tooSlow: Case = {
  name: 'too-slow',
  family: 'network',
  title: { en: 'an app connects and does not go on', ja: '接続したまま先へ進まないアプリ' },
  client: 'raw bytes',
  wants: { cause: 'network.too-slow' },
  named: /time.?out|too slow|inactivity/i,
  // The lab's edge waits ten seconds.
  patienceMs: 11_500,
  play: ({ seat, side }) => seat.speak({ host: side.host, port: 993, ca: side.ca }, [[/^\* OK/m, 'a1 CAPABILITY\r\n']]),
}

/** The cases of this file. */
export const networks: readonly Case[] = [
  abroad('swaks', 'swaks', stage => withSwaks(stage.seat, sending(stage, 587))),
  abroad('smtplib', 'Python smtplib', stage => withPython(stage.seat, 'smtp', setup(stage, 465))),
  fetching,
  blocked,
  cloud('gmail', 'google.com', 'mail-lab-f41', { en: 'Gmail sends with the address ("send mail as")', ja: 'Gmailの「他のアドレスから送信」を使った' }),
  throttled,
  tooMany,
  tooSlow,
]

/** Clients that do nothing wrong, beside those that do. */
export const neighbours: readonly Case[] = [
  {
    name: 'healthy-abroad-imap',
    family: 'healthy',
    title: { en: 'reads its mail abroad, where only sending is held to countries', ja: '海外でメールを読む(国の制限は送信だけ)' },
    client: 'imapflow',
    country: 'FR',
    wants: 'nothing',
    named: null,
    play: async stage => {
      const { ok, output } = await withImapflow(stage.seat, setup(stage, 993))
      if (!ok) throw new Error(output)
    },
  },
  {
    name: 'healthy-travel-pass',
    family: 'healthy',
    title: { en: 'sends abroad with a travel pass', ja: '渡航パスを使って海外から送る' },
    client: 'swaks',
    country: 'FR',
    wants: 'nothing',
    named: null,
    person: { pass: { kind: 'country', value: 'FR' } },
    play: async stage => {
      const { ok, output } = await withSwaks(stage.seat, sending(stage, 587))
      if (!ok) throw new Error(output)
    },
  },
  {
    name: 'healthy-repeats',
    family: 'healthy',
    title: { en: 'is let in after the same wrong password, thirty times over', ja: '同じ古いパスワードを30回送ったあと、正しいパスワードで入れる' },
    client: 'curl',
    wants: { cause: 'credential.mismatch' },
    named: null,
    play: async stage => {
      const wrong = { ...setup(stage, 993), password: secret('Furui-Password-1987') }
      for (let number = 0; number < 30; number++) await withCurl(stage.seat, `imaps://${stage.side.host}/`, wrong)
      const { ok, output } = await withCurl(stage.seat, `imaps://${stage.side.host}/`, setup(stage, 993))
      if (!ok) throw new Error(output)
    },
  },
]
