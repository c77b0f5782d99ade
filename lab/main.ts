/** `todoku lab`: lists the labs, or enters the private Internet and plays one. */
import type { Language, Words } from '../src/base/language.ts'
import { language as languageOf } from '../src/base/language.ts'
import { NamespaceError, enterNamespace, labDirectory, openToVisitors } from './namespace.ts'
import { type Screen, beginStory, reader, silent } from './story.ts'

/** What the command line said. */
export interface LabOrder {
  readonly name: string | null
  readonly json: boolean
  readonly keep: boolean
  readonly language: Language
}

const helpFlags = new Set(['-h', '--help'])

/** Reads `todoku lab …` (without those two words). */
export const readOrder = (args: readonly string[], env: Readonly<Record<string, string | undefined>>): LabOrder => {
  const asked = args.find((arg, i) => arg.startsWith('--lang=') || args[i - 1] === '--lang')?.replace('--lang=', '')
  const own = args.filter((arg, i) => arg !== '--json' && arg !== '--keep' && arg !== '--lang' && args[i - 1] !== '--lang' && !arg.startsWith('--lang='))
  const help = own.some(arg => helpFlags.has(arg))
  return {
    name: help || own[0] === undefined ? null : own[0],
    json: args.includes('--json'),
    keep: args.includes('--keep'),
    language: asked === 'ja' || asked === 'en' ? asked : languageOf(env),
  }
}

interface Texts {
  readonly about: string
  readonly list: string
  readonly unknown: (name: string) => string
  readonly noCase: (names: string) => string
  readonly kept: string
}

const texts: Words<Texts> = {
  en: {
    about: 'The laboratory is a private Internet in one network namespace: DNS from the root down, an independent mail site\nthat is strict, an old host, real mail clients, and a whole installation of our own. Nothing leaves this machine.',
    list: `  todoku lab tour [--json] [--keep]   plays the whole story of the mail and checks every step; --keep leaves it open afterwards
  todoku lab causes [--json] [--no-peer] [--only NAME…]
                                      plays every mistake with a real client and checks the cause that is named for it
  todoku lab domains [--json] [--only NAME…]
                                      plays each way to prove a domain, each failure and each theft, and checks cause and clock
  todoku lab shell                    a shell inside a lab: the one that was kept, or a new one
  todoku lab fresh 12|13              the README's two commands in a bare Debian`,
    noCase: names => `no case or family of cases begins with: ${names}`,
    unknown: name => `there is no lab "${name}"; "todoku lab" lists them`,
    kept: 'The lab stays open. In another terminal: todoku lab shell. Ctrl-C closes it.',
  },
  ja: {
    about: '実験室は、ひとつのネットワーク名前空間のなかの小さなインターネットです。ルートからのDNS、検証の厳しい別のメールサイト、\n移転前の古いサーバー、本物のメールソフト、そしてこの製品そのものが動きます。外へは何も出ません。',
    list: `  todoku lab tour [--json] [--keep]   メールの物語をすべて演じ、一歩ごとに確かめる。--keep なら終わっても閉じない
  todoku lab causes [--json] [--no-peer] [--only NAME…]
                                      あらゆる設定ミスを本物のメールソフトで起こし、名指しされた原因を確かめる
  todoku lab domains [--json] [--only NAME…]
                                      ドメインの所有権を確かめるそれぞれの方法と失敗、横取りの試みを演じ、原因と時刻を確かめる
  todoku lab shell                    実験室のなかのシェル(残してあるもの、なければ新しいもの)
  todoku lab fresh 12|13              まっさらな Debian で README の2つのコマンドを試す`,
    noCase: names => `この名前で始まるケースも、種類もありません: ${names}`,
    unknown: name => `「${name}」という実験はありません。「todoku lab」で一覧を見られます`,
    kept: '実験室は開いたままです。別の端末で todoku lab shell と入力してください。Ctrl-C で閉じます。',
  },
}

const untilInterrupted = (): Promise<void> =>
  new Promise(resolve => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
    process.stdin.resume()
  })

const screen: Screen = { write: text => void process.stdout.write(text), isTerminal: process.stdout.isTTY === true }

/** With --keep, until somebody says that it is enough. */
const stayOpen = async ({ keep, language }: LabOrder, directory: string): Promise<void> => {
  if (!keep) return
  openToVisitors(directory)
  process.stderr.write(`\n${texts[language].kept}\n`)
  await untilInterrupted()
}

const playTour = async (order: LabOrder, directory: string): Promise<number> => {
  const { tour } = await import('./tour/tour.ts')
  const started = performance.now()
  const audience = reader(order.language, screen)
  const story = beginStory('tour', order.json ? silent : audience)
  const end = await tour(story, directory)
  const report = story.report()
  if (order.json) process.stdout.write(`${JSON.stringify(report)}\n`)
  else audience.summary(report, performance.now() - started)
  await stayOpen(order, directory)
  await end()
  return report.failed === 0 ? 0 : 1
}

/** A laboratory of cases: its report is told, and it is closed once nobody wants to look around. */
const playCases = async (name: 'causes' | 'domains', order: LabOrder, args: readonly string[], directory: string): Promise<number> => {
  const play = name === 'causes' ? (await import('./causes/main.ts')).playCauses : (await import('./domains/main.ts')).playDomains
  const { cases } = name === 'causes' ? await import('./causes/cases/index.ts') : await import('./domains/cases/index.ts')
  const { isWanted, readCausesOrder } = await import('./causes/order.ts')
  const wanted = readCausesOrder(args)
  // Nothing played is nothing shown.
  if (!cases.some(each => isWanted(wanted, each))) {
    process.stderr.write(`todoku: ${texts[order.language].noCase(wanted.only.join(' '))}\n`)
    return 2
  }
  const { report, end } = await play(wanted, order.language, directory, screen)
  if (order.json) process.stdout.write(`${JSON.stringify(report)}\n`)
  await stayOpen(order, directory)
  await end()
  return report.failed === 0 ? 0 : 1
}

const inside = async (order: LabOrder, args: readonly string[]): Promise<number> => {
  const directory = labDirectory()
  if (directory === null) return enterNamespace()
  if (order.name === 'tour') return playTour(order, directory)
  if (order.name === 'causes' || order.name === 'domains') return playCases(order.name, order, args, directory)
  const { openShell } = await import('./shell.ts')
  return openShell(order.language, directory)
}

/**
 * Runs `todoku lab …`.
 * @param args what follows `lab`
 * @returns the exit code: 0 when every step held, 1 when one did not, 2 for a wrong command line
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const order = readOrder(args, process.env)
  const { about, list, unknown } = texts[order.language]
  try {
    switch (order.name) {
      case null:
        process.stdout.write(`${about}\n\n${list}\n`)
        return 0
      case 'tour':
      case 'causes':
      case 'domains':
        return await inside(order, args)
      case 'shell': {
        const { enterRunningLab } = await import('./shell.ts')
        return (await enterRunningLab()) ?? (await inside(order, args))
      }
      case 'fresh': {
        const { fresh } = await import('./fresh.ts')
        return await fresh(args.slice(1))
      }
      default:
        process.stderr.write(`todoku: ${unknown(order.name)}\n`)
        return 2
    }
  } catch (error) {
    if (!(error instanceof NamespaceError)) throw error
    process.stderr.write(`todoku: ${error.message}\n`)
    return 1
  }
}
