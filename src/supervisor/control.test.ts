import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { type Home, homeAt } from '../base/home.ts'
import { ask, NoSupervisor, openControl, type Request } from './control.ts'
import { lockHome } from './lock.ts'

const homeFor = (t: TestContext): Home => {
  const home = homeAt(mkdtempSync(join(tmpdir(), 'todoku-control-')))
  mkdirSync(home.run)
  t.after(() => rmSync(home.root, { recursive: true }))
  return home
}

const opened = async (t: TestContext, serve: (request: Request) => Promise<unknown>): Promise<Home> => {
  const home = homeFor(t)
  const server = await openControl(home, serve)
  t.after(() => server.close())
  return home
}

test('what is asked is answered; a reason not to comes as an error', async t => {
  const home = await opened(t, async request => {
    if (request === 'reload') throw new Error('todoku.toml: wrong')
    return { asked: request }
  })
  assert.deepEqual(await ask(home, 'status'), { asked: 'status' })
  await assert.rejects(ask(home, 'reload'), /todoku\.toml: wrong/)
  assert.equal(statSync(home.control).mode & 0o777, 0o600)
})

test('nonsense is answered, and ends nothing', async t => {
  const home = await opened(t, async () => 'fine')
  const socket = createConnection(home.control)
  socket.write('{"do":"explode"}\n\u0000\n')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  assert.match(answer.toString(), /"ok":false/)
  socket.destroy()
  assert.equal(await ask(home, 'status'), 'fine')
})

test('without a supervisor, and with one that died, there is nobody to ask', async t => {
  const home = homeFor(t)
  await assert.rejects(ask(home, 'status'), NoSupervisor)
  const dead = await openControl(home, () => new Promise(() => {}))
  const asking = ask(home, 'status')
  dead.on('connection', socket => socket.destroy())
  await assert.rejects(asking, NoSupervisor)
  dead.close()
})

test('a home has one lock, and it is free again when its holder lets go', async t => {
  const home = homeFor(t)
  const lock = await lockHome(home)
  assert.ok(lock)
  assert.equal(await lockHome(home), null)
  await new Promise(resolve => lock.close(resolve))
  const next = await lockHome(home)
  assert.ok(next)
  next.close()
})
