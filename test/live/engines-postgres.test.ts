/** PostgreSQL alone, as the supervisor runs it: first start, interruptions, what a crash leaves behind, and a server elsewhere. */
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, beforeEach, test } from 'node:test'
import pg from 'pg'
import { type Config, checkConfig } from '../../src/base/config.ts'
import { databaseAddress, databaseRoles } from '../../src/base/database.ts'
import { type Home, homeAt } from '../../src/base/home.ts'
import { makeSecrets } from '../../src/base/secrets.ts'
import type { EngineSettings } from '../../src/engines/engine.ts'
import { mapReference, renderMaps } from '../../src/engines/postfix/maps.ts'
import { postfixPaths } from '../../src/engines/postfix/paths.ts'
import { writeFiles } from '../../src/engines/files.ts'
import { postgres } from '../../src/engines/postgres/engine.ts'
import { postgresPaths } from '../../src/engines/postgres/render.ts'
import { migrate } from '../../src/store/migrate.ts'
import { execFileSync } from 'node:child_process'
import { type RunningEngine, startEngine } from './engine-runner.ts'

let home: Home
let settings: EngineSettings
let running: RunningEngine | undefined
const homes: string[] = []

const configOf = (input: object): Config => {
  const checked = checkConfig({ server: { host_name: 'sv0001.example.jp' }, ...input })
  assert.ok('config' in checked, JSON.stringify(checked))
  return checked.config
}

beforeEach(() => {
  home = homeAt(mkdtempSync('/tmp/tdq-'))
  homes.push(home.root)
  chmodSync(home.root, 0o755)
  settings = { home, config: configOf({}), secrets: makeSecrets(home) }
})

afterEach(async () => {
  await running?.stop()
  running = undefined
})

after(() => {
  for (const root of homes) rmSync(root, { recursive: true, force: true })
})

const start = async (): Promise<RunningEngine> => {
  running = await startEngine(postgres(settings), settings)
  return running
}

const ask = async (user: string, password: string, statement: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ ...databaseAddress(home, settings.config), user, password })
  await client.connect()
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

const asOwner = (statement: string): Promise<Record<string, unknown>[]> => ask(databaseRoles.owner, settings.secrets.databaseOwner, statement)

test('the first start: checksums, durable, no TCP, passwords asked, roles that may only look up', async () => {
  const { log } = await start()
  const [row] = await asOwner(`select current_setting('data_checksums') c, current_setting('fsync') f, current_setting('synchronous_commit') s, current_setting('listen_addresses') l,
    current_setting('server_encoding') e`)
  assert.deepEqual(row, { c: 'on', f: 'on', s: 'on', l: '', e: 'UTF8' })
  await assert.rejects(ask(databaseRoles.owner, 'wrong', 'select 1'), { code: '28P01' })
  await assert.rejects(ask('nobody', 'x', 'select 1'), { code: '28000' })
  await migrate(home, settings.config, settings.secrets)
  assert.deepEqual(await ask(databaseRoles.postfix, settings.secrets.databasePostfix, `select * from lookup_domain('a.example')`), [])
  await assert.rejects(ask(databaseRoles.postfix, settings.secrets.databasePostfix, 'select * from credentials'), { code: '42501' })
  await assert.rejects(ask(databaseRoles.postfix, settings.secrets.databasePostfix, 'create table t ()'), { code: '42501' })
  for (const secret of Object.values(settings.secrets)) assert.ok(!log().includes(secret))
})

test('killed and started again: what was committed is there, a lock file with a living stranger is no obstacle', async () => {
  const first = await start()
  await asOwner('create table kept as select 42 as answer')
  await first.kill()
  // The process id of the dead server may belong to anybody by now: here, to us.
  const { data, run } = postgresPaths(settings)
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n1\n5432\n${run}\n\n`)
  await start()
  assert.deepEqual(await asOwner('select answer from kept'), [{ answer: 42 }])
})

test('a server that outlived its supervisor is ended before the next one starts', async () => {
  const first = await start()
  const second = await startEngine(postgres(settings), settings)
  running = second
  assert.notEqual(second.pid, first.pid)
  await asOwner('select 1')
})

test('an interrupted initdb, in its own place or in the final one, does not stop the next start', async () => {
  const { data, root } = postgresPaths(settings)
  mkdirSync(join(root, 'data.making', 'base'), { recursive: true })
  mkdirSync(join(data, 'global'), { recursive: true })
  writeFileSync(join(data, 'PG_VERSION'), '15\n')
  await start()
  await asOwner('select 1')
  assert.equal(readdirSync(root).filter(name => name.startsWith('data.unfinished-')).length, 1)
})

test('a data directory that holds databases but cannot be opened is left alone', async () => {
  const { data } = postgresPaths(settings)
  mkdirSync(join(data, 'base', '16384'), { recursive: true })
  await assert.rejects(postgres(settings).prepare(), /holds databases but lacks PG_VERSION; nothing was changed/)
  assert.deepEqual(readdirSync(data), ['base'])
})

test('a reload takes effect without ending sessions', async () => {
  await start()
  const client = new pg.Client({ ...databaseAddress(home, settings.config), user: databaseRoles.owner, password: settings.secrets.databaseOwner })
  await client.connect()
  await postgres(settings).reload()
  assert.equal((await client.query('select 1 as one')).rows[0].one, 1)
  await client.end()
})

test('database.url: not started here, look-up roles made there, and Postfix asks there', async () => {
  await start()
  await asOwner('create table marker ()')
  const { run } = postgresPaths(settings)
  await ask('postgres', '', 'alter role todoku nocreaterole')
  const url = `postgresql://todoku:${settings.secrets.databaseOwner}@localhost:5432/todoku?host=${encodeURIComponent(run)}`
  const elsewhere: EngineSettings = { ...settings, config: configOf({ database: { url } }), secrets: { ...settings.secrets, databasePostfix: 'another', databaseDovecot: 'one' } }
  const engine = postgres(elsewhere)
  assert.equal(engine.external, true)
  assert.throws(() => engine.program(), /runs elsewhere/)
  assert.equal(await engine.unready(), null)
  await assert.rejects(async () => engine.afterStart?.(), /ALTER ROLE "todoku" CREATEROLE/)
  await ask('postgres', '', 'drop role todoku_postfix, todoku_dovecot')
  await ask('postgres', '', 'alter role todoku createrole')
  await engine.afterStart?.()
  await migrate(home, elsewhere.config, elsewhere.secrets)
  assert.deepEqual(await ask(databaseRoles.postfix, 'another', `select * from lookup_domain('a.example')`), [])
  await ask(databaseRoles.owner, settings.secrets.databaseOwner, `insert into owners (name) values ('o')`)
  await asOwner(`insert into domains (owner_id, server_id, name, proven_at) select id, 'sv0001', 'kaede.example', now() from owners`)
  writeFiles(renderMaps(elsewhere))
  const table = mapReference(elsewhere, 'domain').replace('proxy:', '')
  writeFileSync(join(postfixPaths(home).config, 'main.cf'), '')
  assert.equal(execFileSync('postmap', ['-c', postfixPaths(home).config, '-q', 'kaede.example', table], { encoding: 'utf8' }), 'kaede.example\n')
})

test('database.url that nobody answers is said, not thrown', async () => {
  const elsewhere = { ...settings, config: configOf({ database: { url: 'postgresql://todoku@127.0.0.1:9/todoku' } }) }
  assert.match((await postgres(elsewhere).unready()) ?? '', /^PostgreSQL does not answer: /)
})
