import assert from 'node:assert/strict'
import { appendFileSync, copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { beginning, type FilePosition, positionAt, readOn, readPosition, writePosition } from './followed-file.ts'

const directory = mkdtempSync('/tmp/tdff-')
after(() => rmSync(directory, { recursive: true }))

let number = 0
const newPath = (): string => join(directory, `${++number}.log`)

/** All that is new, as the follower reads it. */
const all = async (path: string, from: FilePosition): Promise<{ lines: string[]; position: FilePosition }> => {
  const lines: string[] = []
  for (let position = from; ; ) {
    const piece = await readOn(path, position)
    lines.push(...piece.lines)
    position = piece.position
    if (!piece.hasMore) return { lines, position }
  }
}

test('whole lines, each once; a line that is half written waits', async () => {
  const path = newPath()
  assert.deepEqual(await all(path, beginning), { lines: [], position: beginning })
  writeFileSync(path, 'one\ntwo\nthr')
  const first = await all(path, beginning)
  assert.deepEqual(first.lines, ['one', 'two'])
  assert.deepEqual((await all(path, first.position)).lines, [])
  appendFileSync(path, 'ee\nfour\n')
  assert.deepEqual((await all(path, first.position)).lines, ['three', 'four'])
})

test('turned over by copy and truncation: the rest of the old file, then the new one, however long it is by then', async () => {
  for (const newer of ['', 'x\n', `${'longer than before '.repeat(20)}\n`]) {
    const path = newPath()
    writeFileSync(path, 'one\ntwo\n')
    const { position } = await all(path, beginning)
    appendFileSync(path, 'three\n')
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    appendFileSync(path, newer)
    assert.deepEqual((await all(path, position)).lines, ['three', ...newer.split('\n').filter(Boolean)])
  }
})

test('emptied without a copy: begins anew', async () => {
  const path = newPath()
  writeFileSync(path, 'one\ntwo\n')
  const { position } = await all(path, beginning)
  writeFileSync(path, 'six\n')
  assert.deepEqual((await all(path, position)).lines, ['six'])
})

test('more than a piece, and a line that never ends', async () => {
  const path = newPath()
  const many = Array.from({ length: 60_000 }, (_, i) => `line ${i}`)
  writeFileSync(path, `${many.join('\n')}\n`)
  const { lines, position } = await all(path, beginning)
  assert.deepEqual(lines, many)
  appendFileSync(path, `${'a'.repeat(600_000)}\nend\n`)
  assert.equal((await all(path, position)).lines.at(-1), 'end')
})

test('a position outlives the process; what cannot be read is none', async () => {
  const path = newPath()
  assert.equal(readPosition(path), null)
  writePosition(path, { offset: 7, mark: 'eA==' })
  assert.deepEqual(readPosition(path), { offset: 7, mark: 'eA==' })
  writeFileSync(path, '{"offset": "7"}')
  assert.equal(readPosition(path), null)
})

test('a reader may begin at the end, or in the file that was turned over', async () => {
  const path = newPath()
  assert.deepEqual(await positionAt(path), beginning)
  const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  const end = await positionAt(path)
  appendFileSync(path, 'later\n')
  assert.deepEqual((await all(path, end)).lines, ['later'])
  copyFileSync(path, `${path}.1`)
  writeFileSync(path, 'newest\n')
  const read = (await all(path, await positionAt(`${path}.1`, 128))).lines
  assert.deepEqual(read.slice(-3), ['line 39', 'later', 'newest'])
  assert.deepEqual((await all(path, end)).lines, ['later', 'newest'])
})
