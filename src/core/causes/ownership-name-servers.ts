/** Why a domain is not yet proven by its name servers. What the parent zone says counts; what a cache holds only says until when others see the old. */
import { cause } from './define.ts'
import { dnsTrouble, listed } from './words.ts'

export const ownershipNameServers = {
  'ownership.name-servers-elsewhere': cause<{
    readonly domain: string
    readonly servers: readonly string[]
    readonly ours: readonly string[]
    readonly checkedAt: string
    readonly nextCheckAt: string
  }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, servers, ours, checkedAt, nextCheckAt }) => ({
        title: 'The name servers are still those of another company',
        why: `The registry says that ${domain} is served by ${listed('en', servers)}. We asked the registry itself at ${checkedAt}, not a cache, and look again at ${nextCheckAt}; checking sooner does no harm.`,
        fix: `Set the name servers to ${listed('en', ours)} at the company where the domain is registered. To keep the DNS where it is, prove the domain by web file, mail or TXT record instead.`,
        evidence: `The servers of the zone above name ${listed('en', servers)}.`,
        wrongIf: 'The change was saved in the control panel of the registrar: then it has not reached the registry yet.',
      }),
      ja: ({ domain, servers, ours, checkedAt, nextCheckAt }) => ({
        title: 'ネームサーバーがまだ他社のものです',
        why: `${domain}のネームサーバーは、登録機関の記録では${listed('ja', servers)}です。${checkedAt}に登録機関へ直接確認しました。次は${nextCheckAt}に確認します。早く押しても問題はありません。`,
        fix: `ドメインを契約した会社の管理画面で、ネームサーバーを${listed('ja', ours)}に変更してください。DNSを今のまま使う場合は、Web認証、メール認証、TXTレコードのどれかで確認してください。`,
        evidence: `一つ上のDNSが、${listed('ja', servers)}を案内しています。`,
        wrongIf: '契約先の画面で変更を保存済みなら、まだ登録機関まで届いていません。',
      }),
    },
  }),
  'ownership.name-servers-partly': cause<{ readonly domain: string; readonly servers: readonly string[]; readonly missing: readonly string[]; readonly extra: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, servers, missing, extra }) => ({
        title: 'Only some of the name servers are ours',
        why: `${domain} has the name servers ${listed('en', servers)}. Servers of two companies answer differently, so mail would arrive by chance, now here and now there.`,
        fix: `Set exactly our name servers at the registrar: add ${listed('en', missing)} and remove ${listed('en', extra)}.`,
        evidence: `The registry names these besides ours: ${listed('en', extra)}; and lacks ${listed('en', missing)}.`,
        wrongIf: 'The others are secondaries that copy the zone from us: then prove the domain another way.',
      }),
      ja: ({ domain, servers, missing, extra }) => ({
        title: 'ネームサーバーの一部だけが当社のものです',
        why: `${domain}のネームサーバーは${listed('ja', servers)}です。2社のサーバーがそれぞれ別の答えを返すため、メールの届き先がその時々で変わってしまいます。`,
        fix: `契約先の画面で、当社のネームサーバーだけを設定してください。足りないもの: ${listed('ja', missing)}。外すもの: ${listed('ja', extra)}。`,
        evidence: `登録機関の記録に${listed('ja', extra)}が含まれ、${listed('ja', missing)}がありません。`,
        wrongIf: '残りが当社のDNSを複製するサーバーなら、別の方法で確認してください。',
      }),
    },
  }),
  'ownership.name-servers-settling': cause<{ readonly domain: string; readonly heldUntil: string; readonly servers: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, heldUntil, servers }) => ({
        title: 'The name servers are changing over',
        why: `The change of ${domain} is on its way, but the servers of the registry do not all say the same yet, or resolvers still hold the old answer (${listed('en', servers)}) until ${heldUntil}.`,
        fix: `Wait; nothing else is needed, and it is looked at again by itself. After ${heldUntil} nobody holds the old answer any more.`,
        evidence: `The time comes from how long the old answer may be kept (its TTL), as the servers themselves said.`,
        wrongIf: 'The old name servers are still named everywhere after that time.',
      }),
      ja: ({ domain, heldUntil, servers }) => ({
        title: 'ネームサーバーの切り替えが進んでいます',
        why: `${domain}の変更は始まっていますが、登録機関のサーバーの答えがまだそろっていないか、各地のDNSが古い答え（${listed('ja', servers)}）を${heldUntil}まで覚えています。`,
        fix: `そのままお待ちください。自動で確認しますので、操作は要りません。${heldUntil}を過ぎると、古い答えはどこにも残りません。`,
        evidence: '時刻は、サーバー自身が示した保存期間（TTL）から計算しています。',
        wrongIf: 'その時刻を過ぎてもすべて古いままなら、変更が保存されていません。',
      }),
    },
  }),
  'ownership.not-registered': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The domain is not registered',
        why: `The registry does not know ${domain}: it was never registered, has expired, or was registered minutes ago.`,
        fix: 'Check the spelling, and look at the registrar whether the domain is registered and paid. A new registration shows up within minutes to an hour.',
        evidence: 'The servers of the registry answered that there is no such name.',
        wrongIf: 'The web site of the domain can be opened from another network.',
      }),
      ja: ({ domain }) => ({
        title: 'ドメインが登録されていません',
        why: `登録機関に${domain}がありません。まだ取得していないか、期限が切れたか、取得したばかりです。`,
        fix: 'つづりを確かめ、契約先の画面でドメインの登録と期限を確認してください。取得直後の場合は、数分から1時間ほどで見えるようになります。',
        evidence: '登録機関のサーバーが「その名前はない」と答えました。',
        wrongIf: 'ほかの回線からそのドメインのサイトが開けるなら、この原因ではありません。',
      }),
    },
  }),
  'ownership.not-delegated': cause<{ readonly domain: string; readonly parent: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, parent }) => ({
        title: 'The name has no name servers of its own',
        why: `${domain} is a part of ${parent}, and no name servers are set for it there. Name servers prove only the very name that is handed over to them.`,
        fix: `Add NS records for ${domain} in the DNS of ${parent}, or prove the name by web file, mail or TXT record.`,
        evidence: `The servers of ${parent} answered without a delegation for this name.`,
        wrongIf: 'The NS records were added a moment ago: then it is seen at the next check.',
      }),
      ja: ({ domain, parent }) => ({
        title: 'この名前にはネームサーバーが設定されていません',
        why: `${domain}は${parent}の一部で、専用のネームサーバーがありません。ネームサーバーで確認できるのは、それが設定された名前だけです。`,
        fix: `${parent}のDNSで${domain}のNSレコードを追加するか、Web認証、メール認証、TXTレコードのどれかで確認してください。`,
        evidence: `${parent}のサーバーの答えに、この名前のNSレコードがありません。`,
        wrongIf: 'NSレコードを追加した直後なら、次の確認で見つかります。',
      }),
    },
  }),
  'ownership.name-servers-shared': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The name servers alone do not say whose domain it is',
        why: `${domain} uses our name servers, but another account here has or claims the same name, or gave it up lately. Every customer has the same name servers, so they cannot tell you apart.`,
        fix: 'Prove the domain by web file, mail or TXT record: only whoever runs it can do that. Where you cannot set these up, have other name servers answer until it is proven, or send the operator the invoice of the registrar.',
        evidence: 'There is more than one account here for this name.',
        wrongIf: 'Both accounts are yours: then withdraw the claim in the one that you do not need.',
      }),
      ja: ({ domain }) => ({
        title: 'ネームサーバーだけでは所有者を決められません',
        why: `${domain}は当社のネームサーバーを使っていますが、同じ名前を別のアカウントが登録または申請しているか、最近手放しました。ネームサーバーはお客様共通のため、区別できません。`,
        fix: 'Web認証、メール認証、TXTレコードのどれかで確認してください。設定できない場合は、確認が終わるまで他社のネームサーバーを使うか、ドメイン会社の請求書などを運営者に送ってください。',
        evidence: 'この名前について、複数のアカウントの記録があります。',
        wrongIf: '両方ともご自身のアカウントなら、使わないほうの申請を取り下げてください。',
      }),
    },
  }),
  'ownership.name-servers-unknown': cause<{ readonly domain: string; readonly why: string }>({
    kind: 'temporary',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ domain, why }) => ({
        title: 'The registry could not be asked for the name servers',
        why: `We could not find out which name servers ${domain} has: ${dnsTrouble('en', why)}. It is no fault of yours, and nothing is concluded from it.`,
        fix: 'Wait; it is asked again by itself within minutes. The other proofs can be used meanwhile.',
        evidence: 'None of the servers that we asked gave an answer.',
        wrongIf: 'It lasts for hours: then the name servers named by the registry are out of order.',
      }),
      ja: ({ domain, why }) => ({
        title: 'ネームサーバーを確認できませんでした',
        why: `${domain}のネームサーバーを調べられませんでした: ${dnsTrouble('ja', why)}。お客様の設定のせいではなく、結論も出していません。`,
        fix: 'そのままお待ちください。数分以内に自動で確認し直します。その間に、ほかの方法で確認することもできます。',
        evidence: '問い合わせたサーバーから、答えが得られませんでした。',
        wrongIf: '何時間も続くなら、登録されたネームサーバーの側が止まっています。',
      }),
    },
  }),
  'ownership.lame-delegation': cause<{ readonly domain: string; readonly servers: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, servers }) => ({
        title: 'The registered name servers do not serve the domain',
        why: `The registry sends everybody who looks for ${domain} to ${listed('en', servers)}, and those servers do not know the domain. Its web site and mail cannot be found.`,
        fix: 'Correct the name servers at the registrar, or have the company that runs those servers set the domain up there.',
        evidence: `${listed('en', servers)} answered that they are not responsible, or not at all.`,
        wrongIf: 'The servers were set up a moment ago: then it is seen at the next check.',
      }),
      ja: ({ domain, servers }) => ({
        title: '登録されたネームサーバーがこのドメインを扱っていません',
        why: `${domain}の問い合わせは${listed('ja', servers)}に案内されますが、そのサーバーはこのドメインを知りません。サイトもメールも見つからない状態です。`,
        fix: '契約先の画面でネームサーバーを直すか、そのサーバーの会社でドメインを設定してもらってください。',
        evidence: `${listed('ja', servers)}が、担当外と答えたか、応答しませんでした。`,
        wrongIf: '設定した直後なら、次の確認で見つかります。',
      }),
    },
  }),
}
