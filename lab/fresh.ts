/** `todoku lab fresh 12|13`: a newcomer's first hour on a bare Debian, made with debootstrap, with the README's two commands. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { language, type Words } from '../src/base/language.ts'
import { bootstrap, carriedEnvironment, carryOver, cloneInto, codenames, type Release } from './fresh/root.ts'
import { type Machine, startMachine } from './fresh/walls.ts'
import { NamespaceError } from './namespace.ts'
import type { Outcome } from './process.ts'
import { beginStory, holds, reader, silent, type Story } from './story.ts'

const address = 'info@example.jp'
/** Fetching some 300 packages over a slow line; `test` may take its own 15 minutes. */
const installMs = 1_200_000
const testMs = 1_200_000
const commandMs = 180_000

interface Order {
  readonly release: Release
  readonly isQuick: boolean
  readonly keeps: boolean
}

interface Bare {
  readonly root: string
  readonly checkout: string
  readonly machine: Machine
}

const said = ({ ok, output, code }: Outcome, lines: number): string => {
  const all = output.trimEnd().split('\n')
  // Of a long story of failures, what failed says more than its end.
  const failed = all.filter(line => line.startsWith('✗'))
  holds(ok, `exit code ${code}: ${[...failed, ...all.slice(-20)].join('\n')}`)
  return all.slice(-lines).join('\n')
}

const todoku = ({ machine, checkout }: Bare, network: 'ours' | 'own', args: readonly string[], timeoutMs: number): Promise<Outcome> =>
  machine.run(['./todoku', ...args], { network, directory: checkout, timeoutMs, env: carriedEnvironment(process.env) })

const install = async (story: Story, bare: Bare, { isQuick }: Order): Promise<boolean> => {
  story.chapter({ en: 'What is missing is put in', ja: '足りないものが入る' })
  const args = ['install', ...(isQuick ? [] : ['--all'])]
  const held = await story.step({ en: `./todoku ${args.join(' ')}`, ja: `./todoku ${args.join(' ')}` }, 'exit code 0', async () => said(await todoku(bare, 'ours', args, installMs), 4), installMs)
  if (!held) return false
  return story.step({ en: 'Debian’s own mail and database services were not started', ja: 'Debian 自身のメールとデータベースは起動していない' }, 'none', async () => {
    const { output } = await bare.machine.run(['sh', '-c', 'ps -e -o comm= | grep -E "^(master|dovecot|rspamd|postgres|unbound|pdns_server)$"; pg_lsclusters -h; ls /usr/sbin/policy-rc.d 2>/dev/null; true'], {
      network: 'own',
      directory: '/',
      timeoutMs: commandMs,
      env: carriedEnvironment({}),
    })
    holds(output.trim() === '', output)
    return 'none'
  })
}

const live = async (story: Story, bare: Bare): Promise<void> => {
  const own = (args: readonly string[]): Promise<Outcome> => todoku(bare, 'own', args, commandMs)
  story.chapter({ en: 'Mail flows', ja: 'メールが届く' })
  if (!(await story.step({ en: './todoku up --detach', ja: './todoku up --detach' }, 'exit code 0', async () => said(await own(['up', '--detach']), 30)))) return
  await story.step({ en: './todoku status --json', ja: './todoku status --json' }, '"ready":true', async () => {
    const { stdout } = await own(['status', '--json'])
    holds((JSON.parse(stdout) as { ready: boolean }).ready, stdout)
    return '"ready":true'
  })
  let password = ''
  await story.step({ en: 'the first owner, domain and mailbox', ja: '最初の所有者、ドメイン、メールボックス' }, address, async () => {
    said(await own(['owner', 'add', 'taro']), 3)
    said(await own(['domain', 'add', 'example.jp', '--owner', 'taro', '--proven']), 3)
    const made = await own(['mailbox', 'add', address, '--json'])
    password = (JSON.parse(said(made, 1)) as { password: string }).password
    return address
  })
  await story.step({ en: 'one letter in and one out', ja: '受信と送信を1通ずつ' }, 'both are read', async () => {
    const { machine, checkout } = bare
    const command = ['node_modules/.bin/node', 'lab/fresh/round-trip.ts', address, password]
    return said(await machine.run(command, { network: 'own', directory: checkout, timeoutMs: commandMs, env: carriedEnvironment(process.env) }), 3)
  })
  await story.step({ en: './todoku up --detach again says that it runs', ja: './todoku up --detach をもう一度: 動いていると言う' }, 'exit code 1 and the reason', async () => {
    const { code, output } = await own(['up', '--detach'])
    holds(code === 1 && output.includes('./todoku status'), `exit code ${code}: ${output}`)
    return output
  })
  await story.step({ en: './todoku down', ja: './todoku down' }, 'exit code 0', async () => said(await own(['down']), 3))
}

const play = async (story: Story, order: Order): Promise<void> => {
  const { release, isQuick, keeps } = order
  const root = mkdtempSync(join(tmpdir(), `todoku-fresh-${release}-`))
  chmodSync(root, 0o755)
  let bare: Bare | null = null
  try {
    story.chapter({ en: `A bare Debian ${release} (${codenames[release]})`, ja: `何も入っていない Debian ${release}(${codenames[release]})` })
    await story.step({ en: 'debootstrap, this machine’s apt and npm settings, git clone', ja: 'debootstrap、このマシンの apt と npm の設定、git clone' }, 'a root and a checkout', async () => {
      await bootstrap(root, release)
      await carryOver(root, release)
      const checkout = await cloneInto(root)
      bare = { root, checkout, machine: await startMachine(root, `fresh${release}.example`) }
      return `${root}${checkout}`
    }, installMs)
    if (!bare || !(await install(story, bare, order))) return
    await live(story, bare)
    if (!isQuick) await story.step({ en: './todoku test', ja: './todoku test' }, 'N passed, 0 failed', async () => said(await todoku(bare!, 'own', ['test'], testMs), 40), testMs)
  } finally {
    await (bare as Bare | null)?.machine.stop()
    if (!keeps) rmSync(root, { recursive: true, force: true })
  }
}

const usage: Words<string> = {
  en: 'usage: todoku lab fresh 12|13 [--quick] [--keep] [--json]   (--quick leaves ./todoku test out, --keep leaves the directory)',
  ja: '使い方: todoku lab fresh 12|13 [--quick] [--keep] [--json]   (--quick は ./todoku test を省き、--keep はディレクトリを残す)',
}

/**
 * Runs `todoku lab fresh …`.
 * @param args what follows `fresh`
 * @returns 0 when every step held, 1 when one did not, 2 for a wrong command line
 * @throws NamespaceError without root
 */
export const fresh = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false }, lang: { type: 'string' } },
  })
  const speech = values.lang === 'ja' || values.lang === 'en' ? values.lang : language(process.env)
  const release = positionals[0] === '12' ? 12 : positionals[0] === '13' ? 13 : null
  if (release === null || positionals.length !== 1) {
    process.stderr.write(`${usage[speech]}\n`)
    return 2
  }
  if (process.getuid?.() !== 0) throw new NamespaceError('a bare Debian needs root: sudo ./todoku lab fresh …')
  const started = performance.now()
  const watcher = reader(speech, { write: text => process.stdout.write(text), isTerminal: process.stdout.isTTY })
  const story = beginStory('fresh', values.json ? silent : watcher)
  await play(story, { release, isQuick: values.quick, keeps: values.keep })
  const report = story.report()
  if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`)
  else watcher.summary(report, performance.now() - started)
  return report.failed === 0 ? 0 : 1
}
