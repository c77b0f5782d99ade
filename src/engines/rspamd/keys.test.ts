import assert from 'node:assert/strict'
import { test } from 'node:test'
import { homeAt } from '../../base/home.ts'
import { renderKeys } from './keys.ts'

test('each key is a file that only root writes and rspamd reads, and the map comes last', () => {
  const files = renderKeys(homeAt('/h'), [
    { domain: 'a.jp', selector: 'todoku2', privateKey: 'new' },
    { domain: 'a.jp', selector: 'todoku1', privateKey: 'old' },
    { domain: 'b.jp', selector: 'todoku1', privateKey: 'b' },
  ])
  assert.deepEqual(
    files.map(({ path, content, mode, owner }) => [path, content, mode, owner?.group]),
    [
      ['/h/rspamd/keys/a.jp.todoku2.key', 'new', 0o640, '_rspamd'],
      ['/h/rspamd/keys/b.jp.todoku1.key', 'b', 0o640, '_rspamd'],
      ['/h/rspamd/keys/selectors.map', 'a.jp todoku2\nb.jp todoku1\n', 0o640, '_rspamd'],
    ],
  )
})
