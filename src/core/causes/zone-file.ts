/** What keeps records, one by one or as a file, out of a zone that is served here. */
import { cause } from './define.ts'

export const zoneFile = {
  'zone.bad-name': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name }) => ({
        title: 'This cannot be the name of a record',
        why: `"${name}" has characters that names in the DNS do not have, or one of its parts is empty or too long.`,
        fix: 'Enter letters, digits and hyphens, such as "www"; "@" stands for the domain itself and "*" for all other names.',
        evidence: `The name is "${name}".`,
        wrongIf: 'The value was typed where the name belongs: then swap the two.',
      }),
      ja: ({ name }) => ({
        title: 'レコードの名前にできない文字列です',
        why: `「${name}」には、DNSの名前に使えない文字があるか、空または長すぎる部分があります。`,
        fix: '「www」のように、英数字とハイフンで入力してください。ドメインそのものは「@」、そのほかのすべての名前は「*」です。',
        evidence: `名前が「${name}」です。`,
        wrongIf: '名前の欄に値を入力していた場合は、入れ替えてください。',
      }),
    },
  }),
  'zone.own-name-servers': cause<{ readonly zone: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ zone }) => ({
        title: 'The name servers of the domain itself are set at the registrar',
        why: `The NS records of ${zone} name our servers, because it is they who answer here. Other NS records would only contradict what the registrar says.`,
        fix: 'Change the name servers at the company where the domain was bought; NS records can be set here for names below it.',
        evidence: `The NS record is at ${zone}.`,
        wrongIf: 'It was meant for a name below the domain: then enter that name.',
      }),
      ja: ({ zone }) => ({
        title: 'ドメイン自体のネームサーバーは、取得した会社で設定します',
        why: `${zone}のNSレコードは、応答している当社のネームサーバーに決まっています。別のNSレコードを置いても、取得した会社での設定と食い違うだけです。`,
        fix: 'ネームサーバーを変えるときは、ドメインを取得した会社の画面で変更してください。サブドメインのNSレコードは、ここで設定できます。',
        evidence: `NSレコードの名前が${zone}です。`,
        wrongIf: 'サブドメインに付けるつもりだったなら、その名前を入力してください。',
      }),
    },
  }),
  'zone.below-delegation': cause<{ readonly name: string; readonly at: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, at }) => ({
        title: 'Other name servers answer for this name',
        why: `NS records hand ${at} and everything below it to other servers. A record for ${name} that is set here would never be seen.`,
        fix: `Set the record at those servers, or remove the NS records of ${at}.`,
        evidence: `${at} has NS records, and ${name} is part of it.`,
        wrongIf: `The NS records of ${at} are going to be removed in the same step.`,
      }),
      ja: ({ name, at }) => ({
        title: 'この名前には、別のネームサーバーが答えます',
        why: `${at}とその下の名前は、NSレコードで別のネームサーバーに任せてあります。${name}のレコードをここに置いても、参照されません。`,
        fix: `任せた先のネームサーバーで設定するか、${at}のNSレコードを削除してください。`,
        evidence: `${at}にNSレコードがあり、${name}はその範囲の名前です。`,
        wrongIf: `同じ操作で${at}のNSレコードも削除する場合は、問題ありません。`,
      }),
    },
  }),
  'zone.too-many': cause<{ readonly count: number; readonly most: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ count, most }) => ({
        title: 'These are too many records for one domain',
        why: `There would be ${count}; a domain has ${most} at most here, so that it stays quick for everybody.`,
        fix: 'Remove records that are not needed, or let one "*" record stand for many names.',
        evidence: `${count} records were counted.`,
        wrongIf: 'The file was joined from several domains: then import each into its own.',
      }),
      ja: ({ count, most }) => ({
        title: '1つのドメインのレコードとしては多すぎます',
        why: `この変更でレコードが${count}件になります。応答の速さを保つため、1つのドメインは${most}件までです。`,
        fix: '使っていないレコードを削除するか、多くの名前を「*」のレコード1件にまとめてください。',
        evidence: `レコードを数えると${count}件でした。`,
        wrongIf: '複数のドメインを1つのファイルにまとめていた場合は、ドメインごとに取り込んでください。',
      }),
    },
  }),
  'zone.no-such-record': cause<{ readonly name: string; readonly type: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, type }) => ({
        title: 'There is no such record',
        why: `At ${name} there is no ${type === '' ? 'record' : `${type} record`} that fits, so nothing was removed.`,
        fix: 'Look at the list of records and copy name, type and value from there.',
        evidence: `Nothing was found at ${name}.`,
        wrongIf: 'Somebody else has removed it in the meantime: then all is well.',
      }),
      ja: ({ name, type }) => ({
        title: '該当するレコードがありません',
        why: `${name}には、条件に合う${type === '' ? '' : type}レコードがないため、何も削除していません。`,
        fix: 'レコードの一覧を開き、名前・種別・値をそこから写してください。',
        evidence: `${name}では、何も見つかりませんでした。`,
        wrongIf: 'ほかの方が先に削除していた場合は、そのままで問題ありません。',
      }),
    },
  }),
  'zone.line-unreadable': cause<{ readonly line: number; readonly text: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ line, text }) => ({
        title: `Line ${line} of the file cannot be read`,
        why: `"${text}" is not a record as zone files have them: name, TTL, type, value. Nothing was imported.`,
        fix: `Correct line ${line}, or remove it, and import the file again.`,
        evidence: `Reading stopped making sense at line ${line}.`,
        wrongIf: 'A quotation mark or a bracket is open since an earlier line: then that line is the one to correct.',
      }),
      ja: ({ line, text }) => ({
        title: `ファイルの${line}行目を読み取れません`,
        why: `「${text}」は、ゾーンファイルの形（名前、TTL、種別、値）になっていません。まだ何も取り込んでいません。`,
        fix: `${line}行目を直すか削除して、もう一度取り込んでください。`,
        evidence: `${line}行目で、意味が取れなくなりました。`,
        wrongIf: 'それより前の行で引用符やかっこが閉じていない場合は、その行を直してください。',
      }),
    },
  }),
  'zone.type-not-kept': cause<{ readonly line: number; readonly type: string; readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ line, type, name }) => ({
        title: `${type} records cannot be kept here`,
        why: `Line ${line} has a ${type} record for ${name}. Here there are A, AAAA, CAA, CNAME, MX, NS, SRV, TLSA and TXT. Nothing was imported.`,
        fix: `Remove line ${line} from the file and import it again. If the domain needs that record, leave its DNS where it is.`,
        evidence: `The type in line ${line} is ${type}.`,
        wrongIf: 'It is a slip for another type: then correct it.',
      }),
      ja: ({ line, type, name }) => ({
        title: `${type}レコードは、ここでは登録できません`,
        why: `${line}行目に${name}の${type}レコードがあります。登録できる種別はA、AAAA、CAA、CNAME、MX、NS、SRV、TLSA、TXTです。まだ何も取り込んでいません。`,
        fix: `ファイルから${line}行目を削除して、もう一度取り込んでください。そのレコードが必要な場合は、DNSを今の会社に残してください。`,
        evidence: `${line}行目の種別が${type}です。`,
        wrongIf: '種別の書き誤りなら、直してください。',
      }),
    },
  }),
  'zone.ds-in-force': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The registry still says that this domain is signed',
        why: `There is a DS record for ${domain}. Without signatures, resolvers that check would refuse the whole domain, mail and web alike. Nothing was changed.`,
        fix: 'Have the DS record removed at the company where the domain was bought, wait a day, and turn signing off then.',
        evidence: `A DS record for ${domain} was found.`,
        wrongIf: 'The DS record was removed within the last day: then resolvers may still remember it, and waiting is all there is to do.',
      }),
      ja: ({ domain }) => ({
        title: '登録機関では、まだDNSSECが有効です',
        why: `${domain}のDSレコードが登録されています。署名だけをやめると、署名を確かめる回線からは、メールもサイトも見えなくなります。まだ何も変えていません。`,
        fix: 'ドメインを取得した会社でDSレコードを削除し、1日待ってから、署名をやめてください。',
        evidence: `${domain}のDSレコードが見つかりました。`,
        wrongIf: 'DSレコードを削除してから1日以内なら、古い情報が残っているだけです。そのままお待ちください。',
      }),
    },
  }),
}
