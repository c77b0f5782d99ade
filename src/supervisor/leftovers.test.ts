import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { endLeftovers, marks, partOf } from './leftovers.ts'
import { isAlive } from './processes.ts'

const started = async (t: TestContext, env: Record<string, string>, script = 'process.on("SIGTERM", () => process.exit()); console.log("up"); setInterval(() => {}, 1000)'): Promise<ChildProcess & { pid: number }> => {
  const child = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child as unknown as ChildProcess & { pid: number }
}

const homeFor = (t: TestContext): string => {
  const home = mkdtempSync(join(tmpdir(), 'todoku-left-'))
  t.after(() => rmSync(home, { recursive: true }))
  return home
}

test('what a part of this home left behind is ended; another home’s, and a person’s shell with the same TODOKU_HOME, are not', async t => {
  const home = homeFor(t)
  const ours = await started(t, marks(home, 'worker'))
  const other = await started(t, marks(`${home}2`, 'worker'))
  const shell = await started(t, { TODOKU_HOME: home })
  assert.equal(partOf(ours.pid, home), 'worker')
  assert.equal(await endLeftovers(home, 'edge'), 0)
  assert.equal(await endLeftovers(home, null), 1)
  assert.deepEqual([ours, other, shell].map(({ pid }) => isAlive(pid)), [false, true, true])
})

test('one that will not go is made to', async t => {
  const home = homeFor(t)
  const stubborn = await started(t, marks(home, 'api'), 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)')
  assert.equal(await endLeftovers(home, 'api'), 1)
  assert.equal(isAlive(stubborn.pid), false)
})
