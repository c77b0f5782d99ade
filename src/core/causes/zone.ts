/** What is wrong with a record that an owner wants to put into a zone that is served here. */
import { cause } from './define.ts'

export const zone = {
  'zone.cname-and-other': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name }) => ({
        title: 'A CNAME cannot stand beside other records',
        why: `A CNAME says that ${name} is only another word for a different name; records of any other kind at the same name, an MX too, would be ignored or break it.`,
        fix: 'Remove the other records at that name, or use an A or AAAA record in place of the CNAME.',
        evidence: `With this change ${name} would have a CNAME and another record.`,
        wrongIf: 'The records are at different names.',
      }),
      ja: ({ name }) => ({
        title: 'CNAMEはほかのレコードと一緒に置けません',
        why: `CNAMEは「${name}は別の名前と同じ」という意味のため、同じ名前にMXなど別の種類のレコードがあると、無視されるか正しく動きません。`,
        fix: '同じ名前のほかのレコードを削除するか、CNAMEの代わりにAレコードまたはAAAAレコードを使ってください。',
        evidence: `この変更のあと、${name}にCNAMEと別のレコードが並びます。`,
        wrongIf: '名前が違うレコード同士なら、問題ありません。',
      }),
    },
  }),
  'zone.apex-cname': cause<{ readonly zone: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ zone: name }) => ({
        title: 'The domain itself cannot be a CNAME',
        why: `${name} always has SOA and NS records of its own, so it cannot be an alias as well; mail for it would stop.`,
        fix: 'Use an A or AAAA record with the address of the web server; a CNAME is fine for www and other names below.',
        evidence: 'The CNAME is at the top of the zone.',
        wrongIf: 'It was meant for a name below the domain: then enter that name.',
      }),
      ja: ({ zone: name }) => ({
        title: 'ドメイン自体にはCNAMEを設定できません',
        why: `${name}には必ずSOAとNSのレコードがあるため、別名（CNAME）にはできません。設定するとメールも届かなくなります。`,
        fix: 'WebサーバーのアドレスをAレコードまたはAAAAレコードで設定してください。wwwなど、下の名前にはCNAMEを使えます。',
        evidence: 'CNAMEの名前が、ドメインそのものです。',
        wrongIf: 'wwwなどに付けるつもりだったなら、その名前を入力してください。',
      }),
    },
  }),
  'zone.txt-too-long': cause<{ readonly name: string; readonly length: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ name, length }) => ({
        title: 'The text is long and is split for the DNS',
        why: `The TXT record at ${name} has ${length} bytes. One string holds 255, so it is published in several; readers put them together again. It was accepted.`,
        fix: 'Ignore it: nothing has to be done.',
        evidence: `The value has ${length} bytes.`,
        wrongIf: 'The text was pasted twice: then shorten it.',
      }),
      ja: ({ name, length }) => ({
        title: '長いTXTレコードを分割して公開します',
        why: `${name}のTXTレコードは${length}バイトあります。1つの文字列は255バイトまでのため、分割して公開し、読む側でつながります。受け付け済みです。`,
        fix: '何もする必要はありません。そのままお使いください。',
        evidence: `値の長さが${length}バイトです。`,
        wrongIf: '同じ文を2回貼り付けた場合は、短くしてください。',
      }),
    },
  }),
  'zone.name-twice': cause<{ readonly name: string; readonly zone: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, zone: top }) => ({
        title: 'The name of the record ends with the domain twice',
        why: `${name} would be a name below ${top} that ends with ${top} once more; it was surely not meant.`,
        fix: 'Enter either only the part before the domain, or the full name once.',
        evidence: `The name ends with ${top}.${top}.`,
        wrongIf: 'You do mean that name: then end it with a dot.',
      }),
      ja: ({ name, zone: top }) => ({
        title: 'レコードの名前の末尾にドメインが2回あります',
        why: `${name}は、${top}の下にもう一度${top}が付いた名前です。入力の誤りと思われます。`,
        fix: 'ドメインより前の部分だけを入力するか、全体の名前を1回だけ入力してください。',
        evidence: `名前の末尾が${top}.${top}です。`,
        wrongIf: '本当にその名前でよい場合は、末尾に点を付けてください。',
      }),
    },
  }),
  'zone.bad-value': cause<{ readonly type: string; readonly value: string; readonly wants: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ type, value, wants }) => ({
        title: 'The value does not fit the type of the record',
        why: `${type} wants ${wants}, and "${value}" is not that.`,
        fix: `Enter the value in this form: ${wants}.`,
        evidence: `"${value}" could not be read as ${type}.`,
        wrongIf: 'Another type of record was meant.',
      }),
      ja: ({ type, value, wants }) => ({
        title: '値がレコードの種別に合っていません',
        why: `${type}レコードの値の形は「${wants}」ですが、「${value}」はその形ではありません。`,
        fix: `値を「${wants}」の形で入力してください。`,
        evidence: `「${value}」を${type}レコードの値として読み取れませんでした。`,
        wrongIf: '別の種別のつもりだったなら、種別を選び直してください。',
      }),
    },
  }),
  'zone.outside-zone': cause<{ readonly name: string; readonly zone: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, zone: top }) => ({
        title: 'The record belongs to another domain',
        why: `${name} is not ${top} or a name below it, so it cannot be published there.`,
        fix: `Enter a name below ${top}, or open the domain that the record belongs to.`,
        evidence: `The name does not end with ${top}.`,
        wrongIf: 'The final dot was typed by mistake: without it the domain is added by itself.',
      }),
      ja: ({ name, zone: top }) => ({
        title: '別のドメインのレコードです',
        why: `${name}は${top}でもその下の名前でもないため、ここでは公開できません。`,
        fix: `${top}の下の名前を入力するか、そのレコードのドメインを開いてください。`,
        evidence: `名前の末尾が${top}ではありません。`,
        wrongIf: '末尾の点が余分なら、外すとドメインが自動で付きます。',
      }),
    },
  }),
  'zone.duplicate': cause<{ readonly name: string; readonly type: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, type }) => ({
        title: 'The same record is there already',
        why: `${name} already has a ${type} record with this very value; a second one would change nothing.`,
        fix: 'Leave it as it is, or correct the value of the record that is there.',
        evidence: 'Name, type and value are the same.',
        wrongIf: 'The values differ in a letter.',
      }),
      ja: ({ name, type }) => ({
        title: '同じレコードがすでにあります',
        why: `${name}には、同じ値の${type}レコードがすでにあります。2つ目を追加しても何も変わりません。`,
        fix: 'そのままお使いいただくか、今あるレコードの値を直してください。',
        evidence: '名前、種別、値がすべて同じです。',
        wrongIf: '値が1文字でも違うなら、この原因ではありません。',
      }),
    },
  }),
  'zone.mx-not-a-name': cause<{ readonly value: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ value }) => ({
        title: 'An MX record needs the name of a server',
        why: `"${value}" is no server name with a priority in front. Mail servers follow an MX only to a name; an IP address or a web address does not work.`,
        fix: 'Enter a number and a name, such as "10 mail.example.com".',
        evidence: `The value is "${value}".`,
        wrongIf: 'It is a name and only the number is missing: then put 10 in front.',
      }),
      ja: ({ value }) => ({
        title: 'MXレコードにはサーバー名が必要です',
        why: `「${value}」は、優先度とサーバー名の形ではありません。MXレコードにはサーバー名だけが使え、IPアドレスやURLでは届きません。`,
        fix: '「10 mail.example.com」のように、数字とサーバー名を入力してください。',
        evidence: `値が「${value}」です。`,
        wrongIf: '数字が抜けているだけなら、前に10を付けてください。',
      }),
    },
  }),
  'zone.ttl-out-of-range': cause<{ readonly ttl: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ ttl }) => ({
        title: 'The TTL is too short or too long',
        why: `${ttl} seconds were asked for. Below 60 every look-up comes back to us; above 604800 (a week) a mistake stays in the world for too long.`,
        fix: 'Enter a TTL from 60 to 604800; 3600 (an hour) suits nearly everything.',
        evidence: `The TTL is ${ttl}.`,
        wrongIf: 'It was meant in minutes or hours: then enter it in seconds.',
      }),
      ja: ({ ttl }) => ({
        title: 'TTLが短すぎるか長すぎます',
        why: `指定されたTTLは${ttl}秒です。60秒より短いと問い合わせが集中し、604800秒（1週間）より長いと間違いがなかなか消えません。`,
        fix: '60から604800までの秒数を入力してください。通常は3600（1時間）で十分です。',
        evidence: `TTLが${ttl}でした。`,
        wrongIf: '分や時間のつもりだったなら、秒に直してください。',
      }),
    },
  }),
}
