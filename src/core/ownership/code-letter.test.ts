import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeCodeLetter } from './code-letter.ts'

const letter = { code: '01234567', domain: '楓.jp', owner: '花屋', hostName: 'sv0001.example.jp', expiresAt: new Date('2026-11-25T10:34:00Z'), zone: 'Asia/Tokyo' }

test('Japanese: who asked for what, the code, until when, and that nothing need be done', () => {
  assert.deepEqual(composeCodeLetter(letter, 'ja'), {
    subject: '楓.jp の確認コード（ドメインの所有権の確認）',
    text: `メールサーバー sv0001.example.jp からのお知らせです。

「花屋」様が、ドメイン 楓.jp をこのサーバーで使うための手続き（メール認証）をしています。
お手続き中の方は、次の確認コードを入力してください。

    確認コード: 0123 4567
    有効期限: 11月25日 19:34（Asia/Tokyo）

このコードを入力した人が、楓.jp の持ち主として登録されます。手続きを頼んだ相手のほかには、教えないでください。

心当たりがない場合は、何もする必要はありません。コードが入力されないかぎり、ドメインにも今のメールにも、何も起こりません。

このメールはサーバーが自動で作成しました。返信しても読まれません。
`,
  })
})

test('English, and a name that carries no link', () => {
  const { subject, text } = composeCodeLetter({ ...letter, owner: 'Claim your prize: https://evil.example/' }, 'en')
  assert.equal(subject, 'Code for 楓.jp (proof that the domain is yours)')
  assert.match(text, /^"Claim your prize https evil example" wants to use the domain 楓\.jp at this server/m)
  assert.match(text, /Code: 0123 4567\n {4}Valid until: 25 November at 19:34 \(Asia\/Tokyo\)/)
  assert.match(text, /If you did not ask for it, there is nothing to do\./)
})
