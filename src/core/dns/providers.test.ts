import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formEntry, providerNamed, providers, providersOf } from './providers.ts'
import type { PlainRecord } from './verdict.ts'

const recognised: readonly (readonly [servers: readonly string[], ids: readonly string[]])[] = [
  [['01.dnsv.jp', '02.dnsv.jp'], ['onamae', 'value-domain']],
  [['dns1.onamae.com', 'dns2.onamae.com'], ['onamae']],
  [['dns01.muumuu-domain.com', 'dns02.muumuu-domain.com'], ['muumuu']],
  [['ns1.value-domain.com', 'ns13.value-domain.com'], ['value-domain']],
  [['ns1.dns.ne.jp', 'ns2.dns.ne.jp'], ['sakura']],
  [['ada.ns.cloudflare.com', 'bob.ns.cloudflare.com'], ['cloudflare']],
  [['ns-2048.awsdns-64.com', 'ns-1.awsdns-00.co.uk'], ['route53']],
  [['ns1.dns.ne.jp', 'ada.ns.cloudflare.com'], []],
  [['ns1.dns.ne.jp.example.com'], []],
  [['ns1.example.net'], []],
  [[], []],
]
for (const [servers, ids] of recognised) {
  test(`name servers ${servers.join(' ') || '(none)'} are ${ids.join(' or ') || 'nobody known'}`, () => {
    assert.deepEqual(providersOf(servers).map(({ id }) => id), ids)
  })
}

test('a company by its id', () => {
  for (const { id } of providers) assert.equal(providerNamed(id)?.id, id)
  assert.equal(providerNamed('nobody'), null)
})

const mx: PlainRecord = { name: 'kaede.example', type: 'MX', value: '10 sv0001.todoku.test' }
const spf: PlainRecord = { name: 'kaede.example', type: 'TXT', value: 'v=spf1 +a:sv0001.todoku.test ~all' }
const long = `v=DKIM1; k=rsa; p=${'A'.repeat(392)}`
const dkim: PlainRecord = { name: 'todoku1._domainkey.kaede.example', type: 'TXT', value: long }
const ofSubdomain: PlainRecord = { name: 'mail.kaede.example', type: 'MX', value: '10 sv0001.todoku.test' }
const elsewhere: PlainRecord = { name: '_dmarc.kaede.example.kaede.example.net', type: 'TXT', value: 'x' }

/** As a person reads them: `label: value`, one field a line. */
const golden: Readonly<Record<string, readonly (readonly [record: PlainRecord, wanted: string])[]>> = {
  onamae: [
    [mx, 'ホスト名: | TYPE: MX | VALUE: sv0001.todoku.test | 優先: 10'],
    [spf, 'ホスト名: | TYPE: TXT | VALUE: v=spf1 +a:sv0001.todoku.test ~all'],
    [dkim, `ホスト名: todoku1._domainkey | TYPE: TXT | VALUE: ${long}`],
    [ofSubdomain, 'ホスト名: mail | TYPE: MX | VALUE: sv0001.todoku.test | 優先: 10'],
  ],
  muumuu: [
    [mx, 'サブドメイン: | 種別: MX | 内容: sv0001.todoku.test | 優先度: 10'],
    [spf, 'サブドメイン: | 種別: TXT | 内容: v=spf1 +a:sv0001.todoku.test ~all'],
    [dkim, `サブドメイン: todoku1._domainkey | 種別: TXT | 内容: ${long} | too long`],
  ],
  'value-domain': [
    [mx, 'mx sv0001.todoku.test. 10'],
    [spf, 'txt @ v=spf1 +a:sv0001.todoku.test ~all'],
    [dkim, `txt todoku1._domainkey ${long}`],
  ],
  sakura: [
    [mx, 'エントリ名: @ | タイプ: MX | データ: 10 sv0001.todoku.test.'],
    [spf, 'エントリ名: @ | タイプ: TXT | データ: v=spf1 +a:sv0001.todoku.test ~all'],
    [dkim, `エントリ名: todoku1._domainkey | タイプ: TXT | データ: ${long} | too long`],
  ],
  cloudflare: [
    [mx, '名前: @ | タイプ: MX | メール サーバー: sv0001.todoku.test | 優先度: 10'],
    [spf, '名前: @ | タイプ: TXT | コンテンツ: v=spf1 +a:sv0001.todoku.test ~all'],
    [dkim, `名前: todoku1._domainkey | タイプ: TXT | コンテンツ: ${long}`],
  ],
  route53: [
    [mx, 'レコード名: | レコードタイプ: MX | 値: 10 sv0001.todoku.test'],
    [spf, 'レコード名: | レコードタイプ: TXT | 値: "v=spf1 +a:sv0001.todoku.test ~all"'],
    [dkim, `レコード名: todoku1._domainkey | レコードタイプ: TXT | 値: "${long.slice(0, 255)}" "${long.slice(255)}"`],
    [elsewhere, 'レコード名: _dmarc.kaede.example.kaede.example.net | レコードタイプ: TXT | 値: "x"'],
    [{ ...spf, value: '' }, 'レコード名: | レコードタイプ: TXT | 値: ""'],
  ],
}
for (const [id, entries] of Object.entries(golden)) {
  test(`the form of ${id}`, () => {
    for (const [record, wanted] of entries) {
      const entry = formEntry(providerNamed(id)!, 'kaede.example', record, 'ja')!
      const text = entry.kind === 'line' ? entry.line : [...entry.fields.map(({ label, value }) => `${label}: ${value}`.trim()), ...(entry.isTooLong ? ['too long'] : [])].join(' | ')
      assert.equal(text, wanted)
    }
  })
}

test('labels are those of the screen, in the language that the company speaks', () => {
  const labels = (id: string): string[] => {
    const entry = formEntry(providerNamed(id)!, 'kaede.example', mx, 'en')!
    return entry.kind === 'fields' ? entry.fields.map(({ label }) => label) : []
  }
  assert.deepEqual(labels('cloudflare'), ['Name', 'Type', 'Mail server', 'Priority'])
  assert.deepEqual(labels('onamae'), ['ホスト名', 'TYPE', 'VALUE', '優先'])
})

test('how a line for the MX record of a subdomain is written is not known', () => {
  assert.equal(formEntry(providerNamed('value-domain')!, 'kaede.example', ofSubdomain, 'ja'), null)
})
