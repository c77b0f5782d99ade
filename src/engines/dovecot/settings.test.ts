import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderSettings } from './settings.ts'

test('blocks nest, and what would be read as something else is quoted', () => {
  const text = renderSettings([
    ['a', 1],
    ['empty', ''],
    ['special_use', '\\Junk'],
    ['ends', 'in a blank '],
    ['service lmtp', [['unix_listener lmtp', [['path', '/srv/#1']]]]],
  ])
  assert.equal(text, 'a = 1\nempty =\nspecial_use = "\\\\Junk"\nends = "in a blank "\nservice lmtp {\n  unix_listener lmtp {\n    path = "/srv/#1"\n  }\n}\n')
})
