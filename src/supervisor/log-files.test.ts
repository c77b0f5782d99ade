import assert from 'node:assert/strict'
import { appendFileSync, closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { endOfFile, lastLine, turnOverLogs } from './log-files.ts'

const directoryFor = (t: TestContext): string => {
  const directory = mkdtempSync(join(tmpdir(), 'todoku-logs-'))
  t.after(() => rmSync(directory, { recursive: true }))
  return directory
}

test('a log that is too large is turned over while a program holds it open, and old ones move up to the third', t => {
  const directory = directoryFor(t)
  const path = join(directory, 'edge.log')
  const held = openSync(path, 'a')
  t.after(() => closeSync(held))
  for (const round of ['first', 'second', 'third', 'fourth', 'fifth']) {
    writeSync(held, `${round}\n`.repeat(10))
    assert.deepEqual(turnOverLogs(directory, 10), ['edge.log'])
  }
  writeSync(held, 'sixth\n')
  assert.equal(readFileSync(path, 'utf8'), 'sixth\n')
  assert.deepEqual(readdirSync(directory).sort(), ['edge.log', 'edge.log.1', 'edge.log.2', 'edge.log.3'])
  assert.match(readFileSync(`${path}.1`, 'utf8'), /^(fifth\n){10}$/)
  assert.match(readFileSync(`${path}.3`, 'utf8'), /^(third\n){10}$/)
})

test('a log within its bounds is left alone', t => {
  const directory = directoryFor(t)
  writeFileSync(join(directory, 'api.log'), 'x')
  assert.deepEqual(turnOverLogs(directory, 10), [])
})

test('the last line that says something', t => {
  const path = join(directoryFor(t), 'worker.log')
  assert.equal(lastLine(path), '')
  writeFileSync(path, 'one\n')
  appendFileSync(path, `${'two '.repeat(100)}\n\n  \n`)
  assert.equal(lastLine(path), 'two '.repeat(50))
  assert.equal(endOfFile(path, 3), '  \n')
})
