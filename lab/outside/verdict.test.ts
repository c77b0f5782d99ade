import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Verdict, refusalOf } from './verdict.ts'

const verdict = (change: Partial<Verdict>): Verdict => ({ spf: 'pass', dkim: [], dmarc: 'pass', policy: 'reject', ...change })

const table: readonly [string, Verdict, string | null][] = [
  ['all pass', verdict({}), null],
  ['SPF fails but DMARC passes by DKIM, as for forwarded mail', verdict({ spf: 'fail' }), null],
  ['DMARC fails under p=reject', verdict({ dmarc: 'fail' }), '5.7.26'],
  ['DMARC fails under p=quarantine', verdict({ dmarc: 'fail', policy: 'quarantine' }), '5.7.26'],
  ['DMARC fails under p=none', verdict({ dmarc: 'fail', policy: 'none' }), null],
  ['no DMARC record, SPF fails', verdict({ dmarc: 'none', policy: 'none', spf: 'fail' }), '5.7.23'],
  ['no DMARC record, SPF softly fails', verdict({ dmarc: 'none', policy: 'none', spf: 'softfail' }), null],
  ['nothing is published at all', verdict({ dmarc: 'none', policy: 'none', spf: 'none' }), null],
]

for (const [name, given, wanted] of table) test(name, () => assert.equal(refusalOf(given)?.text.split(' ')[0] ?? null, wanted))
