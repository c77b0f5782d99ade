/** What is seen, or not, of the TXT record that proves a domain. */
import { cause } from './define.ts'
import { dnsTrouble, listed } from './words.ts'

export const ownershipTxt = {
  'ownership.txt-missing': cause<{ readonly name: string; readonly token: string; readonly checkedAt: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, token, checkedAt }) => ({
        title: 'The TXT record is not there yet',
        why: `The DNS servers of the domain were asked at ${checkedAt} and have no TXT record at ${name}.`,
        fix: `Add a TXT record named ${name} with the value ${token} where the DNS of the domain is kept, and nothing else in it.`,
        evidence: 'The servers that are responsible for the domain answered that there is none; no cache was asked.',
        wrongIf: 'The record was saved a moment ago: some providers publish every few minutes.',
      }),
      ja: ({ name, token, checkedAt }) => ({
        title: '確認用のTXTレコードがまだありません',
        why: `${checkedAt}にドメインのDNSサーバーへ直接確認しましたが、${name}にTXTレコードがありません。`,
        fix: `今お使いのDNSレコード設定で、名前（ホスト名）が${name}、種別がTXT、値が${token}のレコードを追加してください。`,
        evidence: 'ドメインを担当するサーバー自身が「ない」と答えました。',
        wrongIf: '保存した直後なら、DNSの会社が反映するまで数分かかることがあります。',
      }),
    },
  }),
  'ownership.txt-wrong': cause<{ readonly name: string; readonly found: readonly string[]; readonly token: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, found, token }) => ({
        title: 'The TXT record holds something else',
        why: `The TXT record at ${name} says ${listed('en', found)}. For this claim it has to say ${token}.`,
        fix: `Replace the value of the record by ${token}, copied whole.`,
        evidence: `The servers of the domain answered with ${listed('en', found)}.`,
        wrongIf: 'The record was corrected a moment ago: then it is seen at the next check.',
      }),
      ja: ({ name, found, token }) => ({
        title: 'TXTレコードの値が違います',
        why: `${name}のTXTレコードの値は、今は${listed('ja', found)}です。この申し込みでは${token}でなければなりません。`,
        fix: `TXTレコードの値を、${token}に置き換えてください（端から端までコピーします）。`,
        evidence: `ドメインのサーバーの答えは、${listed('ja', found)}でした。`,
        wrongIf: '直した直後なら、次の確認で見つかります。',
      }),
    },
  }),
  'ownership.txt-old': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name }) => ({
        title: 'The TXT record is of an earlier claim',
        why: `The record at ${name} holds a token that was given out for this domain before; each claim has a token of its own.`,
        fix: 'Replace the value of the record by the token of this claim.',
        evidence: 'The value is one of the earlier tokens.',
        wrongIf: 'The record was changed already: then it is seen at the next check.',
      }),
      ja: ({ name }) => ({
        title: 'TXTレコードが以前の申請のものです',
        why: `${name}にあるのは、このドメインの以前の申請で発行した文字列です。確認用の文字列は申請ごとに変わります。`,
        fix: 'TXTレコードの値を、今回の申請の文字列に置き換えてください。',
        evidence: '値が、以前に発行した文字列と一致しました。',
        wrongIf: 'もう変更済みなら、次の確認で見つかります。',
      }),
    },
  }),
  'ownership.txt-doubled-name': cause<{ readonly name: string; readonly found: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, found }) => ({
        title: 'The domain stands twice in the name of the TXT record',
        why: `The token is at ${found} instead of ${name}: the DNS panel adds the domain to every name by itself.`,
        fix: 'Correct the name of the record: enter only the part before the domain (_todoku-challenge), or end the full name with a dot.',
        evidence: `The right token was found at ${found}.`,
        wrongIf: `A record at ${name} exists as well: then it is seen at the next check.`,
      }),
      ja: ({ name, found }) => ({
        title: 'TXTレコードの名前にドメインが2回入っています',
        why: `確認用の文字列が、${name}ではなく${found}にあります。DNSの設定画面が、ドメイン名を自動で付け足すためです。`,
        fix: 'レコードの名前（ホスト名）を、ドメインより前の部分（_todoku-challenge）だけに直してください。',
        evidence: `正しい文字列が${found}で見つかりました。`,
        wrongIf: `${name}にもレコードを追加済みなら、次の確認で見つかります。`,
      }),
    },
  }),
  'ownership.txt-unknown': cause<{ readonly name: string; readonly why: string }>({
    kind: 'temporary',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ name, why }) => ({
        title: 'The TXT record could not be looked for',
        why: `The DNS gave no answer for ${name}: ${dnsTrouble('en', why)}. That does not mean that the record is missing; nothing is concluded from it.`,
        fix: 'Wait; it is asked again by itself within minutes. The other proofs can be used meanwhile.',
        evidence: 'No server that is responsible for the domain answered.',
        wrongIf: 'It lasts for hours: then the DNS servers of the domain are out of order.',
      }),
      ja: ({ name, why }) => ({
        title: 'TXTレコードを確認できませんでした',
        why: `${name}についてDNSの答えがありませんでした: ${dnsTrouble('ja', why)}。レコードがないという意味ではなく、結論も出していません。`,
        fix: 'そのままお待ちください。数分以内に自動で確認し直します。その間に、ほかの方法で確認することもできます。',
        evidence: 'ドメインを担当するサーバーから、答えがありませんでした。',
        wrongIf: '何時間も続くなら、ドメインのDNSサーバーの側が止まっています。',
      }),
    },
  }),
  'ownership.txt-held': cause<{ readonly name: string; readonly heldUntil: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ name, heldUntil }) => ({
        title: 'The TXT record is seen at its source, and others follow',
        why: `The servers of the domain have the right record at ${name}, so it is accepted. Resolvers that asked too early still remember until ${heldUntil} that there was none.`,
        fix: 'Ignore it: nothing depends on those resolvers here.',
        evidence: 'The responsible servers and the public resolver answer differently.',
        wrongIf: 'The resolver still says so after that time.',
      }),
      ja: ({ name, heldUntil }) => ({
        title: 'TXTレコードは確認できました（ほかのDNSには順に広まります）',
        why: `ドメインのサーバーには${name}の正しいレコードがあるため、確認済みとしました。早めに問い合わせたDNSは、${heldUntil}まで「ない」と覚えています。`,
        fix: '何もする必要はありません。そのままお使いください。',
        evidence: '担当のサーバーと、公開のDNSとで答えが違います。',
        wrongIf: 'その時刻を過ぎても同じなら、別の原因です。',
      }),
    },
  }),
}
