/** What comes to light when a domain's records are compared with what they should be, besides those that are missing or wrong as a whole. */
import type { Language } from './define.ts'
import { cause } from './define.ts'
import { dnsTrouble, listed } from './words.ts'

const manglings: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: {
    quotes: '引用符（"）が値の一部になっています',
    blank: '値の先頭に空白が入っています',
    backslash: '値に「\\」が入っています',
    cut: '値が途中で切れています',
    halves: '1つの値が、2つのレコードに分かれています',
  },
  en: {
    quotes: 'the quotation marks became a part of the value',
    blank: 'the value begins with a blank',
    backslash: 'there are backslashes in the value',
    cut: 'the value ends too early',
    halves: 'one value was split into records of their own',
  },
}

const mangling = (language: Language, how: string): string => manglings[language][how] ?? how

export const dnsValues = {
  'dns.txt-mangled': cause<{ readonly name: string; readonly how: string; readonly value: string; readonly found: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, how, value, found }) => ({
        title: 'A TXT record was damaged when it was entered',
        why: `The record at ${name} is nearly right, but ${mangling('en', how)}. Receiving servers cannot read it, and treat it as if it were not there.`,
        fix: `Replace what is at ${name} by a single TXT record with exactly the value ${value}.`,
        evidence: `The DNS servers of the domain answered: ${listed('en', found)}.`,
        wrongIf: 'The record was corrected a moment ago: then it is seen at the next check.',
      }),
      ja: ({ name, how, value, found }) => ({
        title: 'TXTレコードの値が、入力のときに崩れています',
        why: `${name}のTXTレコードはほぼ合っていますが、${mangling('ja', how)}。受け取る側のサーバーは読み取れず、ないものとして扱います。`,
        fix: `${name}のTXTレコードを、値が${value}の1つだけに置き換えてください。`,
        evidence: `ドメインを担当するサーバーの答えは、${listed('ja', found)}でした。`,
        wrongIf: '直した直後なら、次の確認で見つかります。',
      }),
    },
  }),
  'dns.two-dmarc': cause<{ readonly name: string; readonly found: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, found }) => ({
        title: 'There is more than one DMARC record',
        why: `At ${name} there are ${found.length} DMARC records: ${listed('en', found)}. Where there are several, receiving servers heed none of them.`,
        fix: 'Delete all of them but the one that you want.',
        evidence: 'The DNS servers of the domain answered with all of them.',
        wrongIf: 'The others were deleted a moment ago: then it is seen at the next check.',
      }),
      ja: ({ name, found }) => ({
        title: 'DMARCレコードが2つ以上あります',
        why: `${name}にDMARCレコードが${found.length}個あります: ${listed('ja', found)}。2つ以上あると、受け取る側はどれも使いません。`,
        fix: '使うものを1つだけ残し、ほかは削除してください。',
        evidence: 'ドメインのDNSサーバーが、そのすべてを答えました。',
        wrongIf: '削除した直後なら、次の確認で見つかります。',
      }),
    },
  }),
  'dns.still-held': cause<{ readonly name: string; readonly type: string; readonly heldUntil: string }>({
    kind: 'temporary',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ name, type, heldUntil }) => ({
        title: 'The record is right; others may not see it yet',
        why: `The DNS servers of the domain already answer the right ${type} record for ${name}. Servers that asked before may remember the old answer until ${heldUntil}.`,
        fix: 'Wait until then; there is nothing else to do.',
        evidence: 'The servers that are responsible say the new, a resolver still the old, and how long it keeps it.',
        wrongIf: 'The old answer is still seen after that moment.',
      }),
      ja: ({ name, type, heldUntil }) => ({
        title: '設定は正しく、行き渡るのを待っているところです',
        why: `ドメインのDNSサーバーは、${name}の正しい${type}レコードをもう答えています。前に問い合わせたサーバーは、${heldUntil}まで古い答えを覚えていることがあります。`,
        fix: 'その時刻までお待ちください。ほかに必要な操作はありません。',
        evidence: '担当のサーバーは新しい値を、リゾルバーは古い値と、その残り時間を答えました。',
        wrongIf: 'その時刻を過ぎても古い値が見えるなら、別の原因です。',
      }),
    },
  }),
  'dns.server-silent': cause<{ readonly domain: string; readonly server: string; readonly why: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, server, why }) => ({
        title: 'One of the name servers does not answer',
        why: `${server} is one of the name servers of ${domain}, but did not answer us (${dnsTrouble('en', why)}). The others did; whoever happens to ask this one first waits longer, or fails.`,
        fix: `Ask the company that runs ${server} about it if this lasts, or take that name server out at the registrar.`,
        evidence: 'The other name servers of the domain answered the same question at the same time.',
        wrongIf: `Only the way from here to ${server} is broken: then others reach it.`,
      }),
      ja: ({ domain, server, why }) => ({
        title: '応答しないネームサーバーがあります',
        why: `${server}は${domain}のネームサーバーの1つですが、応答がありませんでした（${dnsTrouble('ja', why)}）。ほかのネームサーバーは応答しています。最初にこのサーバーへ問い合わせた相手は、時間がかかるか、失敗します。`,
        fix: `続くようなら、${server}を運用している会社へ連絡するか、ドメインの管理会社でこのネームサーバーを外してください。`,
        evidence: '同じ質問に、ドメインのほかのネームサーバーは答えました。',
        wrongIf: `ここから${server}への経路だけに問題があるなら、ほかからは届きます。`,
      }),
    },
  }),
}
