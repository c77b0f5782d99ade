/** Faults of the DNS servers of a domain, and of its signatures. */
import { cause } from './define.ts'
import { dnsTrouble } from './words.ts'

export const dnsServers = {
  'dns.lame-server': cause<{ readonly domain: string; readonly server: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, server }) => ({
        title: 'One of the name servers does not serve the domain',
        why: `${server} is registered as a name server of ${domain} and does not know the domain. Whoever happens to ask it finds neither web site nor mail.`,
        fix: 'Remove that server at the registrar, or have whoever runs it set the domain up there.',
        evidence: `${server} answered that it is not responsible, or gave no answer.`,
        wrongIf: 'It was set up a moment ago.',
      }),
      ja: ({ domain, server }) => ({
        title: 'ネームサーバーの1つがこのドメインを扱っていません',
        why: `${server}は${domain}のネームサーバーとして登録されていますが、このドメインを知りません。そこに当たった人は、サイトもメールも見つけられません。`,
        fix: '契約先の画面でそのサーバーを外すか、サーバー側でドメインを設定してもらってください。',
        evidence: `${server}が、担当外と答えたか、応答しませんでした。`,
        wrongIf: '設定した直後なら、次の確認で解消します。',
      }),
    },
  }),
  'dns.no-answer': cause<{ readonly name: string; readonly type: string; readonly why: string }>({
    kind: 'temporary',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ name, type, why }) => ({
        title: 'A DNS record could not be looked at',
        why: `The question for the ${type} record at ${name} had no answer: ${dnsTrouble('en', why)}. Whether the record is right is not known; it is not called missing.`,
        fix: 'Wait; it is asked again by itself.',
        evidence: 'No responsible server answered in time.',
        wrongIf: 'It lasts for hours: then the DNS servers of the domain are out of order.',
      }),
      ja: ({ name, type, why }) => ({
        title: 'DNSレコードを確認できませんでした',
        why: `${name}の${type}レコードについて答えがありませんでした: ${dnsTrouble('ja', why)}。正しいかどうかは不明で、「ない」とは判断していません。`,
        fix: 'そのままお待ちください。自動で確認し直します。',
        evidence: '担当のサーバーから、時間内に答えがありませんでした。',
        wrongIf: '何時間も続くなら、ドメインのDNSサーバーの側が止まっています。',
      }),
    },
  }),
  'dns.servers-disagree': cause<{ readonly name: string; readonly type: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name, type }) => ({
        title: 'The name servers of the domain give different answers',
        why: `Asked for the ${type} record at ${name}, the name servers of the domain do not say the same, so mail goes now one way and now another.`,
        fix: 'Wait some minutes after a change; if it stays, have the DNS provider look why one server has an old copy.',
        evidence: 'Each responsible server was asked, and the answers differ.',
        wrongIf: 'A change was made a moment ago and is still being copied.',
      }),
      ja: ({ name, type }) => ({
        title: 'ネームサーバーによって答えが違います',
        why: `${name}の${type}レコードについて、ドメインの各ネームサーバーの答えがそろっていません。メールの届き先がその時々で変わります。`,
        fix: '変更の直後なら数分お待ちください。続く場合は、DNSの会社に、古い内容が残ったサーバーがないか確認してもらってください。',
        evidence: '担当のサーバーそれぞれに問い合わせ、答えが違いました。',
        wrongIf: '変更した直後なら、まだ複製の途中です。',
      }),
    },
  }),
  'dns.dnssec-bogus': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The DNSSEC signatures of the domain do not check out',
        why: `The registry says that ${domain} is signed, and the signatures do not match. Providers that check (Google, many in Japan) treat the domain as if it were gone.`,
        fix: 'Remove the DS record at the registrar now, or replace it by the one of the DNS provider of today.',
        evidence: 'A checking resolver refuses the answers; without the check they come.',
        wrongIf: 'The DS record was corrected: then it ends when its TTL is over.',
      }),
      ja: ({ domain }) => ({
        title: 'DNSSECの署名が正しくありません',
        why: `${domain}は署名ありと登録されていますが、署名が一致しません。署名を確かめる事業者（Googleや国内の多くの回線）では、ドメインがないのと同じ扱いになります。`,
        fix: '契約先の画面で、DSレコードをすぐに削除するか、今のDNSのものに置き換えてください。',
        evidence: '署名を検証するDNSは答えを拒み、検証しなければ答えが得られます。',
        wrongIf: 'DSレコードを直した直後なら、TTLが過ぎると解消します。',
      }),
    },
  }),
  'dns.ds-missing': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'DNSSEC is on here, and the registrar does not know it yet',
        why: `The zone of ${domain} is signed here, but there is no DS record at the registry, so nobody checks the signatures. Nothing is broken.`,
        fix: 'Enter the DS record that is shown for the domain at the registrar.',
        evidence: 'The registry answered that there is no DS record.',
        wrongIf: 'It was entered a moment ago: registries take minutes to hours.',
      }),
      ja: ({ domain }) => ({
        title: 'DNSSECの登録（DSレコード）が済んでいません',
        why: `${domain}のDNSはこちらで署名していますが、登録機関にDSレコードがないため、署名が使われていません。メールやサイトに支障はありません。`,
        fix: 'ドメインの画面に表示されるDSレコードを、契約先の管理画面で登録してください。',
        evidence: '登録機関のサーバーが、DSレコードはないと答えました。',
        wrongIf: '登録した直後なら、数分から数時間かかることがあります。',
      }),
    },
  }),
  'dns.ds-wrong': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The DS record at the registrar belongs to another key',
        why: `The DS record of ${domain} does not fit the key with which the zone is signed here, as after a move from another DNS provider. Resolvers that check will refuse the domain.`,
        fix: 'Replace the DS record at the registrar by the one that is shown for the domain, or remove it, without delay.',
        evidence: 'None of the DS records of the registry matches a key of the zone.',
        wrongIf: 'It was replaced a moment ago: then it ends when its TTL is over.',
      }),
      ja: ({ domain }) => ({
        title: '登録されたDSレコードが別の鍵のものです',
        why: `${domain}のDSレコードが、こちらで署名に使う鍵と合っていません（DNSの移転後などに起こります）。署名を確かめる回線では、ドメインが見つからなくなります。`,
        fix: '契約先の画面で、DSレコードをドメインの画面に表示されるものへ置き換えるか、すぐに削除してください。',
        evidence: '登録機関のDSレコードが、どの鍵とも一致しません。',
        wrongIf: '置き換えた直後なら、TTLが過ぎると解消します。',
      }),
    },
  }),
}
