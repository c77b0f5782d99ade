/** What the DNS of a domain really answers, against what its mail needs. No answer is never told as a missing record. */
import { cause } from './define.ts'
import { listed } from './words.ts'

export const dns = {
  'dns.record-missing': cause<{ readonly name: string; readonly type: string; readonly value: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, type, value }) => ({
        title: 'A DNS record is missing',
        why: `The DNS servers of the domain have no ${type} record at ${name} that the mail of the domain needs.`,
        fix: `Add a ${type} record named ${name} with the value ${value}.`,
        evidence: 'The responsible servers answered that there is none.',
        wrongIf: 'It was saved a moment ago: then it is seen at the next look.',
      }),
      ja: ({ name, type, value }) => ({
        title: '必要なDNSレコードがありません',
        why: `ドメインのDNSサーバーに、メールに必要な${name}の${type}レコードがありません。`,
        fix: `DNSレコード設定で、名前が${name}、種別が${type}、値が${value}のレコードを追加してください。`,
        evidence: 'ドメインを担当するサーバー自身が「ない」と答えました。',
        wrongIf: '保存した直後なら、次の確認で見つかります。',
      }),
    },
  }),
  'dns.record-differs': cause<{ readonly name: string; readonly type: string; readonly value: string; readonly found: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, type, value, found }) => ({
        title: 'A DNS record has another value than it should',
        why: `The ${type} record at ${name} is ${listed('en', found)}, and should be ${value}.`,
        fix: `Correct the ${type} record at ${name} to ${value}.`,
        evidence: `The responsible servers answered ${listed('en', found)}.`,
        wrongIf: 'You set another value on purpose: then leave it, and switch off watching this record.',
      }),
      ja: ({ name, type, value, found }) => ({
        title: 'DNSレコードの値が必要なものと違います',
        why: `${name}の${type}レコードは${listed('ja', found)}ですが、必要な値は${value}です。`,
        fix: `DNSレコード設定で、${name}の${type}レコードの値を${value}に直してください。`,
        evidence: `ドメインを担当するサーバーの答えは、${listed('ja', found)}でした。`,
        wrongIf: 'わざと別の値にしているなら、そのままでかまいません。',
      }),
    },
  }),
  'dns.two-spf': cause<{ readonly name: string; readonly found: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, found }) => ({
        title: 'There are several SPF records',
        why: `${name} has ${found.length} TXT records that begin with v=spf1. Receivers then treat SPF as faulty and count none of them.`,
        fix: 'Delete all but one, after you have put what they allow into that one.',
        evidence: `The responsible servers answered ${listed('en', found)}.`,
        wrongIf: 'One of them was deleted a moment ago.',
      }),
      ja: ({ name, found }) => ({
        title: 'SPFレコードが複数あります',
        why: `${name}に、v=spf1で始まるTXTレコードが${found.length}個あります。受信側はSPFの設定誤りとみなし、どれも有効になりません。`,
        fix: '内容を1つのレコードにまとめてから、残りのレコードを削除してください。',
        evidence: `ドメインを担当するサーバーの答えは、${listed('ja', found)}でした。`,
        wrongIf: '削除した直後なら、次の確認で解消します。',
      }),
    },
  }),
  'dns.cname-beside': cause<{ readonly name: string; readonly found: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, found }) => ({
        title: 'An alias (CNAME) stands where a record is needed',
        why: `${name} is an alias for ${found}. A name that is an alias can have no other records, so the one that mail needs cannot be seen there.`,
        fix: `Remove the CNAME record at ${name}, then add the record that is needed; a web site can use an A record instead.`,
        evidence: `The responsible servers answered with a CNAME to ${found}.`,
        wrongIf: 'The provider resolves the alias itself (ALIAS, CNAME flattening): then no CNAME would be seen.',
      }),
      ja: ({ name, found }) => ({
        title: '必要なレコードの場所に別名（CNAME）があります',
        why: `${name}は${found}の別名（CNAME）です。別名の名前にはほかのレコードを置けないため、メールに必要なレコードが見えません。`,
        fix: `${name}のCNAMEレコードを削除してから、必要なレコードを追加してください。サイト用には、代わりにAレコードを使えます。`,
        evidence: `ドメインを担当するサーバーが、${found}へのCNAMEを返しました。`,
        wrongIf: 'DNSの会社が別名を自動で展開しているなら、CNAMEは見えません。',
      }),
    },
  }),
  'dns.mx-elsewhere': cause<{ readonly domain: string; readonly mx: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, mx }) => ({
        title: 'Mail for the domain goes to another server',
        why: `The MX record of ${domain} names ${listed('en', mx)}, so mail arrives there and not here. While you move in, that is as it should be.`,
        fix: 'Create the mailboxes here first; then set the MX record to this server.',
        evidence: `The responsible servers answered ${listed('en', mx)}.`,
        wrongIf: 'Those servers pass the mail on to this one (a filter in front): then set the route of the domain to "here".',
      }),
      ja: ({ domain, mx }) => ({
        title: 'メールの届け先（MX）が別のサーバーです',
        why: `${domain}のMXレコードは${listed('ja', mx)}です。メールはそちらに届き、こちらには届きません。移転の途中なら、これで正常です。`,
        fix: '先にこちらでメールボックスを作り、準備ができたらMXレコードをこのサーバーに変更してください。',
        evidence: `ドメインを担当するサーバーの答えは、${listed('ja', mx)}でした。`,
        wrongIf: '前段のフィルターからこちらに転送される場合は、配送先を「ここ」に設定してください。',
      }),
    },
  }),
  'dns.mx-to-cname': cause<{ readonly name: string; readonly target: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, target }) => ({
        title: 'The MX record names an alias',
        why: `The MX record of ${name} points to ${target}, which is an alias (CNAME). The rules forbid that, and some senders do not deliver.`,
        fix: 'Correct the MX record so that it names the server itself, as it is shown in the panel.',
        evidence: `${target} answered with a CNAME.`,
        wrongIf: 'The alias was replaced by an A record a moment ago.',
      }),
      ja: ({ name, target }) => ({
        title: 'MXレコードの値が別名（CNAME）です',
        why: `${name}のMXレコードの値${target}は別名（CNAME）です。規則で認められておらず、届けてくれない送信元があります。`,
        fix: 'MXレコードの値を、パネルに表示されるサーバー名そのものに直してください。',
        evidence: `${target}を調べると、CNAMEが返りました。`,
        wrongIf: '別名をAレコードに直した直後なら、次の確認で解消します。',
      }),
    },
  }),
  'dns.mx-to-address': cause<{ readonly name: string; readonly target: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, target }) => ({
        title: 'The MX record names an IP address',
        why: `The MX record of ${name} points to ${target}. An MX record must name a server; senders do not understand an address there.`,
        fix: 'Enter the name of the mail server in the MX record, as it is shown in the panel.',
        evidence: `The value of the MX record is ${target}.`,
        wrongIf: 'The record was corrected a moment ago.',
      }),
      ja: ({ name, target }) => ({
        title: 'MXレコードの値がIPアドレスです',
        why: `${name}のMXレコードの値が${target}です。MXレコードにはサーバー名が必要で、IPアドレスでは届きません。`,
        fix: 'MXレコードの値に、パネルに表示されるサーバー名を入力してください。',
        evidence: `MXレコードの値が${target}でした。`,
        wrongIf: '直した直後なら、次の確認で解消します。',
      }),
    },
  }),
  'dns.zone-typed-twice': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name }) => ({
        title: 'The domain stands twice in the name of a record',
        why: `A record that is needed was found at ${name}: the DNS panel adds the domain to every name by itself.`,
        fix: 'Correct the name of the record: enter only the part before the domain, or end the full name with a dot.',
        evidence: `The responsible servers have the record at ${name}.`,
        wrongIf: 'The record at the right name exists as well.',
      }),
      ja: ({ name }) => ({
        title: 'レコードの名前にドメインが2回入っています',
        why: `必要なレコードが${name}にあります。DNSの設定画面が、ドメイン名を自動で付け足すためです。`,
        fix: 'レコードの名前（ホスト名）を、ドメインより前の部分だけに直してください。',
        evidence: `ドメインを担当するサーバーの${name}に、そのレコードがあります。`,
        wrongIf: '正しい名前にも同じレコードがあるなら、問題ありません。',
      }),
    },
  }),
}
