import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causes } from '../../../src/core/causes/index.ts'
import { notes } from '../../../src/core/causes/notes.ts'
import { cases } from './index.ts'

test('no two cases have one name', () => {
  const names = cases.map(({ name }) => name)
  assert.deepEqual(names.filter((name, at) => names.indexOf(name) !== at), [])
})

test('ninety mistakes and fifteen healthy clients, at the least', () => {
  assert.ok(cases.filter(({ family }) => family !== 'healthy').length >= 90)
  assert.ok(cases.filter(({ family }) => family === 'healthy').length >= 15)
})

test('every cause and note that is wanted is in the catalogue, and its family is the case’s', () => {
  for (const { name, wants, family } of cases) {
    if (wants === 'nothing') continue
    if ('note' in wants) assert.ok(Object.hasOwn(notes, wants.note), name)
    else for (const cause of [wants.cause, ...(wants.also ?? [])]) assert.ok(Object.hasOwn(causes, cause), `${name}: ${cause}`)
    if ('cause' in wants && family !== 'healthy') assert.equal(wants.cause.split('.')[0], family, name)
  }
})

test('what would count as naming is not found in what servers say to everybody', () => {
  const greeting = '220 mail ESMTP\n250-PIPELINING\n250-SIZE 52428800\n250-STARTTLS\n250-AUTH PLAIN LOGIN\n250-ENHANCEDSTATUSCODES\n250-SMTPUTF8\n250 CHUNKING\n* OK [CAPABILITY IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS LOGINDISABLED AUTH=PLAIN AUTH=LOGIN] ready.\n+OK CAPA SASL PLAIN LOGIN STLS RESP-CODES AUTH-RESP-CODE'
  for (const { name, named } of cases) assert.doesNotMatch(greeting, named ?? /$^/, name)
})
