/** The doors between rooms, held: which room may import from which, and why. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '../..')

const doors: Readonly<Record<string, { readonly mayEnter: readonly string[]; readonly because: string }>> = {
  core: { mayEnter: [], because: 'core is pure: what it decides must be the same wherever and whenever it is asked' },
  base: { mayEnter: ['core'], because: 'base is what every room stands on' },
  store: { mayEnter: ['core', 'base'], because: 'SQL knows no engine and no protocol' },
  engines: { mayEnter: ['core', 'base'], because: 'an engine is rendered from settings, not from rows' },
  actions: { mayEnter: ['core', 'base', 'store', 'engines', 'reports'], because: 'actions are where core meets the world, and nothing calls back from there' },
  edge: { mayEnter: ['core', 'base'], because: 'the edge knows no account and no database; it is handed what it asks' },
  doctor: { mayEnter: ['core', 'base', 'engines/resolver'], because: 'the doctor observes from outside' },
  api: { mayEnter: ['core', 'base', 'actions', 'doctor'], because: 'a route calls an action' },
  worker: { mayEnter: ['core', 'base', 'actions', 'doctor'], because: 'a job calls an action' },
  cli: { mayEnter: ['core', 'base', 'actions', 'doctor'], because: 'a command calls an action' },
  supervisor: { mayEnter: ['base', 'engines'], because: 'the supervisor runs when the database does not' },
}

const imports = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) => normalize(join(dirname(file), path!)))

const roomOf = (path: string): string => path.split('/')[1] ?? ''

for (const [room, { mayEnter, because }] of Object.entries(doors)) {
  test(`room ${room} enters only ${mayEnter.join(', ') || 'itself'}`, () => {
    const wrong = globSync(`src/${room}/**/*.ts`, { cwd: root })
      .filter(file => !file.endsWith('.test.ts'))
      .flatMap(file => imports(file).map(path => ({ file, path })))
      .filter(({ path }) => roomOf(path) !== room && !mayEnter.some(other => path.startsWith(`src/${other}/`)))
    assert.deepEqual(wrong.map(({ file, path }) => `${file} imports ${path}`), [], because)
  })
}

test('room core touches nothing outside itself: no node:*, no clock, no randomness, no process', () => {
  const wrong = globSync('src/core/**/*.ts', { cwd: root })
    .filter(file => !file.endsWith('.test.ts'))
    .filter(file => /from 'node:|Date\.now|new Date\(\)|Math\.random|process\.|performance\./.test(readFileSync(join(root, file), 'utf8')))
  assert.deepEqual(wrong, [])
})

test('every file of the server says at its head what it is', () => {
  const silent = globSync('src/**/*.ts', { cwd: root }).filter(file => !file.endsWith('.test.ts') && !readFileSync(join(root, file), 'utf8').startsWith('/**'))
  assert.deepEqual(silent, [])
})
