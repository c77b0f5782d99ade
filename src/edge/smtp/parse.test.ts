/** Command lines, and names of clients. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomSource } from '../../../test/random.ts'
import { clientNameOf, parseLine } from './parse.ts'

const lines: [line: string, parsed: object][] = [
  ['QUIT', { verb: 'QUIT', argument: '' }],
  ['quit  ', { verb: 'QUIT', argument: '' }],
  ['EHLO  laptop.local\t', { verb: 'EHLO', argument: 'laptop.local' }],
  ['Auth\tplain AGE=', { verb: 'AUTH', argument: 'plain AGE=' }],
  ['MAIL FROM:<a@example.jp> SIZE=1', { verb: 'MAIL', argument: 'FROM:<a@example.jp> SIZE=1' }],
  ['', { bad: 'verb' }],
  [' QUIT', { bad: 'verb' }],
  ['QUIT!', { bad: 'verb' }],
  ['x'.repeat(17), { bad: 'verb' }],
  ['NOOP\rQUIT', { bad: 'bytes' }],
  ['NOOP\0', { bad: 'bytes' }],
  ['NOOP\x7f', { bad: 'bytes' }],
  ['EHLO \xe8\xb1\x8a', { bad: 'bytes' }],
]
for (const [line, parsed] of lines) {
  test(`parseLine: ${JSON.stringify(line)}`, () => assert.deepEqual(parseLine(Buffer.from(line, 'latin1')), parsed))
}

const names: [argument: string, name: string][] = [
  ['laptop.local', 'laptop.local'],
  ['[192.168.0.7]', '[192.168.0.7]'],
  ['[IPv6:2001:db8::7]', '[IPv6:2001:db8::7]'],
  ["Hana's iPhone", 'Hana?s'],
  ['<script>"x', '?script??x'],
  ['a+b=c', 'a?b?c'],
  ['x'.repeat(300), 'x'.repeat(255)],
]
for (const [argument, name] of names) test(`clientNameOf: ${argument.slice(0, 20)}`, () => assert.equal(clientNameOf(argument), name))

test('parseLine: 200,000 random lines give a command of clean characters, or say what is bad', () => {
  const random = randomSource(7)
  for (let count = 0; count < 200_000; count++) {
    const parsed = parseLine(random.int(2) ? random.bytes(random.int(40)) : random.mutate(Buffer.from('EHLO laptop.local')))
    if ('bad' in parsed) continue
    assert.match(parsed.verb, /^[A-Z]{1,16}$/)
    assert.match(parsed.argument, /^(?:[!-~](?:[\t -~]*[!-~])?)?$/)
    assert.match(clientNameOf(parsed.argument), /^[A-Za-z0-9.:[\]_?-]*$/)
  }
})
