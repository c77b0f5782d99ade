import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { test } from 'node:test'
import pg from 'pg'
import { isDatabaseAway, isRefusedData } from './pool.ts'

const coded = (code: string, message = code): Error => Object.assign(new Error(message), { code })
const errorOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test('away: refused connections, PostgreSQL that starts or stops, broken ones', () => {
  for (const code of ['ECONNREFUSED', '57P03', '57P01', '08006', '53300']) assert.ok(isDatabaseAway(coded(code)), code)
  assert.ok(isDatabaseAway(new Error('Connection terminated unexpectedly')))
  assert.ok(isDatabaseAway(new Error('Query read timeout')))
  assert.ok(isDatabaseAway(new AggregateError([coded('ECONNREFUSED')])))
})

test('away: a UNIX socket that is not there', async () => {
  const error = await new Promise(resolve => connect('/nowhere/.s.PGSQL.5432').once('error', resolve))
  assert.ok(isDatabaseAway(error))
})

test('not away: a file that is not there, a wrong statement, no error', () => {
  assert.equal(isDatabaseAway(errorOf(() => readFileSync('/nowhere/key.pem'))), false)
  assert.equal(isDatabaseAway(coded('42601')), false)
  assert.equal(isDatabaseAway('ECONNREFUSED'), false)
})

test('refused: data of a wrong form, against a rule, too long; not a table that is missing, a deadlock, a disk that is full', () => {
  const said = (code: string): Error => Object.assign(new pg.DatabaseError('said', 4, 'error'), { code })
  for (const code of ['22P02', '23514', '21000', '54000']) assert.ok(isRefusedData(said(code)), code)
  for (const code of ['42P01', '40P01', '53100', '57014', '08006']) assert.equal(isRefusedData(said(code)), false, code)
  assert.equal(isRefusedData(coded('22P02')), false)
})
