import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { cases } from './index.ts'

test('each case has a name of its own, which is a label of a domain name', () => {
  const names = cases.map(({ name }) => name)
  assert.equal(new Set(names).size, names.length)
  for (const name of names) assert.match(name, /^[a-z][a-z0-9-]{1,60}[a-z0-9]$/, name)
})

test('each is told in both languages', () => {
  for (const { name, title } of cases) {
    assert.ok(title.en.length > 0 && title.ja.length > 0, name)
    assert.match(title.ja, /[ぁ-んァ-ヶ一-龯]/, name)
  }
})

test('the pages say how many there are', () => {
  const page = (name: string): string => readFileSync(join(import.meta.dirname, '../../../docs', name), 'utf8')
  assert.equal(/plays (\d+) cases/.exec(page('domains.md'))?.[1], String(cases.length))
  assert.equal(/(\d+)のケース/.exec(page('domains.ja.md'))?.[1], String(cases.length))
})
