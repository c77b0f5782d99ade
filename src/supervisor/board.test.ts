import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkConfig, type Config } from '../base/config.ts'
import { homeAt } from '../base/home.ts'
import { widthOf } from '../base/width.ts'
import { board, partsTable } from './board.ts'
import type { Status } from './supervisor.ts'
import { supervisorWords } from './words.ts'

const config = ((): Config => {
  const checked = checkConfig({ server: { host_name: 'sv0001.example.jp' } })
  return 'config' in checked ? checked.config : assert.fail()
})()
const now = new Date('2026-11-24T12:00:00Z')
const status: Status = {
  ready: false,
  pid: 1,
  parts: [
    { name: 'postgres', state: 'running', since: '2026-11-24T11:59:30Z', restarts: 0, ports: ['unix'], note: null, pid: 2 },
    { name: 'edge', state: 'waiting', since: '2026-11-24T09:00:00Z', restarts: 3, ports: ['0.0.0.0:465', '[::]:465', '127.0.0.1:993'], note: 'ended by SIGKILL', pid: null },
  ],
}

test('a line for each part, with what keeps it from its work beneath', () => {
  assert.deepEqual(partsTable(status, supervisorWords.en, now), [
    '  part      state    since  ports',
    '✓ postgres  running  30 s   unix',
    '✗ edge      waiting  3 h    465 127.0.0.1:993',
    '',
    '  edge: restarted 3 ×; ended by SIGKILL',
  ])
})

test('the columns line up in Japanese, too', () => {
  const [heading = '', ...rows] = partsTable(status, supervisorWords.ja, now)
  const cells = (line: string, text: string): number => widthOf(line.slice(0, line.indexOf(text)))
  assert.equal(cells(heading, 'ポート'), cells(rows[0] ?? '', 'unix'))
  assert.equal(cells(heading, 'ポート'), cells(rows[1] ?? '', '465'))
})

test('the board shows the golden table and the first steps; ports that were moved are shown as they are', () => {
  const text = board(status, homeAt('/var/lib/todoku'), { ...config, listen: { ...config.listen, imaps: [{ address: '127.0.0.1', port: 2993 }], pop3s: [] } }, supervisorWords.en, true, now)
  assert.match(text, /Mail apps: sv0001\.example\.jp, user name: the whole address\n {2}IMAP {2}2993 {2}SSL\/TLS\n {2}SMTP {2}465 {3}SSL\/TLS\n {2}SMTP {2}587 {3}STARTTLS\n/)
  assert.match(text, /\.\/todoku mailbox add info@example\.jp/)
})
