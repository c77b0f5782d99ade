/** The supervisor on real parts: what is killed comes back, what stands in the way is named, two installations live side by side. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { stringify } from 'smol-toml'
import { labDirectory } from '../../lab/namespace.ts'
import { type Outcome, run, until } from '../../lab/process.ts'
import type { PartStatus } from '../../src/supervisor/part.ts'
import { argumentsOf, isAlive, processIds } from '../../src/supervisor/processes.ts'
import { partOf } from '../../src/supervisor/leftovers.ts'
import type { Status } from '../../src/supervisor/supervisor.ts'

const launcher = join(import.meta.dirname, '../../todoku')
const directory = labDirectory() ?? assert.fail('runs inside the laboratory: ./todoku test supervisor')
/** Back after a kill: one pause of the supervisor, one of the keeper, and the slowest part's start on two busy cores. */
const backMs = 60_000

const todoku = (home: string, ...args: string[]): Promise<Outcome> => run(launcher, args, { timeoutMs: 150_000, env: { TODOKU_HOME: home, LANG: 'C.UTF-8', LC_ALL: '' } })

const homeNamed = (name: string, config: Record<string, Record<string, unknown>>): string => {
  const home = join(directory, name)
  mkdirSync(home, { recursive: true })
  writeFileSync(join(home, 'todoku.toml'), stringify(config))
  return home
}

const statusOf = async (home: string): Promise<Status> => JSON.parse((await todoku(home, 'status', '--json')).stdout) as Status
const partNamed = ({ parts }: Status, name: string): PartStatus => parts.find(part => part.name === name) ?? assert.fail(`no part ${name}`)
const firm = (outcome: Outcome): Outcome => (outcome.ok ? outcome : assert.fail(outcome.output))
const ofHome = (home: string): number[] => processIds().filter(pid => pid !== process.pid && partOf(pid, home) !== null)
const readyAgain = (home: string, holds: (status: Status) => boolean): Promise<Status | null> =>
  until(
    async () => {
      const status = await statusOf(home)
      return status.ready && holds(status) ? status : null
    },
    backMs,
    300,
  )

describe('one installation', () => {
  const home = homeNamed('one', {})
  before(async () => void firm(await todoku(home, 'up', '--detach')))
  after(async () => void firm(await todoku(home, 'down')))

  for (const name of ['postgres', 'dovecot', 'rspamd', 'postfix', 'edge', 'api', 'worker']) {
    test(`${name}, killed, is back, and status says why it was away`, async () => {
      const before = partNamed(await statusOf(home), name)
      process.kill(before.pid ?? assert.fail(`${name} has no pid`), 'SIGKILL')
      const status = await readyAgain(home, now => partNamed(now, name).restarts > before.restarts)
      const back = partNamed(status ?? assert.fail(JSON.stringify(await statusOf(home))), name)
      assert.match(back.note ?? '', /ended by SIGKILL/)
      assert.notEqual(back.pid, before.pid)
    })
  }

  test('the supervisor, killed, takes its parts along, and the keeper brings everything back', async () => {
    const before = await statusOf(home)
    process.kill(before.pid ?? assert.fail('no supervisor'), 'SIGKILL')
    const status = await readyAgain(home, ({ pid }) => pid !== before.pid)
    assert.ok(status, JSON.stringify(await statusOf(home)))
    for (const part of before.parts) assert.ok(part.pid !== null && !isAlive(part.pid), `${part.name} outlived its supervisor`)
  })

  test('up says that it runs already, and starts nothing', async () => {
    const { code, output } = await todoku(home, 'up', '--detach')
    assert.equal(code, 1)
    assert.match(output, /it runs already/)
  })

  test('a wrong configuration is refused by reload with every complaint, and nothing has changed', async () => {
    writeFileSync(join(home, 'todoku.toml'), '[server]\nid = "one"\n[lisen]\nsmtp = []\n')
    const { code, output } = await todoku(home, 'reload')
    writeFileSync(join(home, 'todoku.toml'), '')
    assert.equal(code, 1)
    assert.match(output, /server\.id/)
    assert.match(output, /lisen/)
    assert.ok((await statusOf(home)).ready)
  })

  test('reload starts no engine again', async () => {
    const before = await statusOf(home)
    firm(await todoku(home, 'reload'))
    const status = await readyAgain(home, () => true)
    for (const name of ['postgres', 'dovecot', 'rspamd', 'postfix', 'edge']) assert.equal(partNamed(status ?? assert.fail('not ready'), name).pid, partNamed(before, name).pid, name)
  })

  test('the last lines of a log; an unknown part is answered with those there are', async () => {
    const { output } = firm(await todoku(home, 'logs', 'postgres', '-n', '2'))
    assert.equal(output.trimEnd().split('\n').length, 2)
    const { code, output: said } = await todoku(home, 'logs', 'postgress')
    assert.equal(code, 1)
    assert.match(said, /there are: .*postgres/)
  })

  test('a second installation lives beside it on moved ports, and each stops alone', async () => {
    const ports = { smtp: 2025, submissions: 2465, submission: 2587, imaps: 2993, pop3s: 2995, api: 2080 }
    const second = homeNamed('two', {
      listen: Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, [`127.0.0.1:${port}`]])),
      behind: { imap: '127.0.0.1:20143', pop3: '127.0.0.1:20110', reinjection: '127.0.0.1:20025' },
    })
    firm(await todoku(second, 'up', '--detach'))
    assert.ok((await statusOf(second)).ready)
    assert.ok((await statusOf(home)).ready)
    firm(await todoku(second, 'down'))
    assert.deepEqual(ofHome(second), [])
    assert.ok((await statusOf(home)).ready)
  })

  test('down leaves no process; again it says that nothing runs; so does status', async () => {
    const { pid } = await statusOf(home)
    firm(await todoku(home, 'down'))
    assert.deepEqual(ofHome(home), [])
    assert.ok(pid !== null && !isAlive(pid))
    assert.deepEqual(processIds().filter(id => argumentsOf(id).some(argument => argument.endsWith('/keep.sh'))), [])
    assert.match(firm(await todoku(home, 'down')).output, /nothing runs/)
    const { code, output } = await todoku(home, 'status')
    assert.equal(code, 1)
    assert.match(output, /nothing runs/)
  })
})

describe('what stands in the way', () => {
  test('a port that is taken is named with the process that has it; several complaints come at once', async t => {
    const server = createServer().listen(993, '127.0.0.9')
    await once(server, 'listening')
    t.after(() => server.close())
    const home = homeNamed('taken', { listen: { imaps: ['127.0.0.9:993'], smtp: ['198.18.0.1:25'] } })
    const { code, output } = await todoku(home, 'up', '--detach')
    assert.equal(code, 1)
    assert.match(output, new RegExp(`127\\.0\\.0\\.9:993 is taken by .*\\(pid ${process.pid}: `))
    assert.match(output, /198\.18\.0\.1:25: this machine has no such address/)
  })

  test('every complaint about the configuration comes at once', async () => {
    const home = homeNamed('wrong', { server: { id: 'x' }, limits: { message_megabytes: 0 } })
    const { code, output } = await todoku(home, 'up')
    assert.equal(code, 1)
    assert.match(output, /server\.id/)
    assert.match(output, /message_megabytes/)
  })

  test('a home whose path is too long for sockets', async () => {
    const { code, output } = await todoku(`/tmp/${'x'.repeat(80)}`, 'up', '--detach')
    rmSync(`/tmp/${'x'.repeat(80)}`, { recursive: true, force: true })
    assert.equal(code, 1)
    assert.match(output, /choose a shorter path/)
  })

  test('a full disk', async t => {
    const home = homeNamed('full', {})
    firm(await run('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', home]))
    t.after(() => run('umount', [home]))
    const { code, output } = await todoku(home, 'up', '--detach')
    assert.equal(code, 1)
    assert.match(output, /MB free; at least 500 MB/)
  })

  test('in the foreground, SIGTERM stops everything and the exit code is 0', async () => {
    const home = homeNamed('front', {})
    const started = run(launcher, ['up'], { timeoutMs: 120_000, env: { TODOKU_HOME: home, LANG: 'C.UTF-8', LC_ALL: '' } })
    const status = await readyAgain(home, () => true)
    assert.ok(status?.pid)
    process.kill(status.pid, 'SIGTERM')
    const { code, output } = await started
    assert.equal(code, 0, output)
    assert.match(output, /sv0001\.|mailbox add/)
    assert.deepEqual(ofHome(home), [])
    assert.match(readFileSync(join(home, 'log/postgres.log'), 'utf8'), /database system is shut down/)
  })
})
