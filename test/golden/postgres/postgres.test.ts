/** What PostgreSQL is given: the same on Debian 12 (15) and 13 (17), so the version is no part of rendering. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { renderPostgres } from '../../../src/engines/postgres/render.ts'
import { assertGolden, goldenSettings } from '../compare.ts'

test('postgres, defaults', () => {
  const settings = goldenSettings({})
  assertGolden(join(import.meta.dirname, 'defaults'), settings.home.engine('postgres'), renderPostgres(settings))
})

test('postgres: no secret is in its files', () => {
  for (const { content } of renderPostgres(goldenSettings({}))) assert.doesNotMatch(content, /-secret/)
})
