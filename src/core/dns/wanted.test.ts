import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantedRecords } from './wanted.ts'

test('a domain publishes MX, SPF, each DKIM key and DMARC', () => {
  const records = wantedRecords({
    name: 'example.jp',
    hostName: 'sv0001.example.net',
    dkimKeys: [{ selector: 'todoku1', algorithm: 'rsa', publicKey: 'MIIB' }],
  })
  assert.deepEqual(
    records.map(({ type, name, value }) => `${name} ${type} ${value}`),
    [
      'example.jp MX 10 sv0001.example.net',
      'example.jp TXT v=spf1 +a:sv0001.example.net ~all',
      'todoku1._domainkey.example.jp TXT v=DKIM1; k=rsa; p=MIIB',
      '_dmarc.example.jp TXT v=DMARC1; p=none',
    ],
  )
})
