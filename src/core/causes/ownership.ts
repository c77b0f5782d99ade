/** Claims as such: names that nobody may claim, names that somebody else has, hand-overs, and proofs that were lost. */
import { cause } from './define.ts'
import { listed, proofName } from './words.ts'

export const ownership = {
  'ownership.public-suffix': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name }) => ({
        title: 'Under this name everybody can register, so it is nobody\'s own',
        why: `${name} is a public suffix, like com or co.jp: many people register names under it, and it belongs to none of them.`,
        fix: `Enter the whole name that you registered, such as yourname.${name}.`,
        evidence: 'The name is on the public suffix list.',
        wrongIf: 'You run that registry: then the operator of this server has to talk with you.',
      }),
      ja: ({ name }) => ({
        title: '多くの人が登録する共通の末尾のため追加できません',
        why: `${name}は、comやco.jpのように多くの人がその下に名前を登録する共通の末尾で、特定の人のものではありません。`,
        fix: `取得したドメイン名の全体（yourname.${name}の形）を入力してください。`,
        evidence: '公開されている共通の末尾の一覧（Public Suffix List）に載っています。',
        wrongIf: 'その登録機関を運営している場合は、このサーバーの運営者にご相談ください。',
      }),
    },
  }),
  'ownership.our-name': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name }) => ({
        title: 'The name belongs to this mail service itself',
        why: `${name} is the name of a server or name server here, or stands above or below one.`,
        fix: 'Enter a domain that you registered yourself.',
        evidence: 'It was compared with the names of this installation.',
        wrongIf: 'You are the operator: then add it with --proven.',
      }),
      ja: ({ name }) => ({
        title: 'このメールサービス自身の名前です',
        why: `${name}は、このサービスのサーバーやネームサーバーの名前か、その上位または下位の名前です。`,
        fix: 'ご自身で取得したドメイン名を入力してください。',
        evidence: 'このサービスで使っている名前と照合しました。',
        wrongIf: '運営者の方は、--provenを付けて追加できます。',
      }),
    },
  }),
  'ownership.held-by-another': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ name }) => ({
        title: 'Another account here has this domain',
        why: `${name} is in use in another account. Whoever can prove it may take it over; the other side is told, and its mail goes on for some days.`,
        fix: 'Prove the domain by web file, mail or TXT record. If both accounts are yours, remove it there or agree to the hand-over there.',
        evidence: 'There is a proven domain of this name. Whose it is we do not say.',
        wrongIf: 'It was removed there a moment ago.',
      }),
      ja: ({ name }) => ({
        title: '別のアカウントで使われているドメインです',
        why: `${name}は別のアカウントで使われています。所有権を確認できれば引き継げます。相手にお知らせし、数日間は相手のメールがそのまま続きます。`,
        fix: 'Web認証、メール認証、TXTレコードのどれかで確認してください。両方ともご自身のものなら、もう一方で削除するか、引き継ぎに同意してください。',
        evidence: '同じ名前の確認済みドメインがあります。誰のものかはお伝えしていません。',
        wrongIf: 'もう一方で削除した直後なら、もう一度お試しください。',
      }),
    },
  }),
  'ownership.release-fresh': cause<{ readonly domain: string; readonly until: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, until }) => ({
        title: 'Another account gave this domain up only lately',
        why: `${domain} was in another account and its name servers may have stayed here since then. Until ${until} they do not show that it is yours now.`,
        fix: `Prove the domain by web file, mail or TXT record, which count at once; or wait until ${until}.`,
        evidence: 'The domain was removed from another account less than 30 days ago.',
        wrongIf: 'It was your own account: then prove it once another way.',
      }),
      ja: ({ domain, until }) => ({
        title: '最近まで別のアカウントにあったドメインです',
        why: `${domain}は最近まで別のアカウントにあり、ネームサーバーの設定が残っているだけかもしれません。${until}までは、ネームサーバーでは確認できません。`,
        fix: `Web認証、メール認証、TXTレコードのどれかで確認してください（すぐに有効です）。または${until}までお待ちください。`,
        evidence: '別のアカウントで削除されてから、30日たっていません。',
        wrongIf: 'ご自身の別アカウントだった場合も、一度ほかの方法で確認してください。',
      }),
    },
  }),
  'ownership.zone-is-ours': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'operator',
    text: {
      en: ({ domain }) => ({
        title: 'Our own name servers answer for the domain, which shows nothing',
        why: `${domain} is served by our name servers out of the zone in your account. What you write there yourself (a TXT record, where the site or the mail is) does not show that the domain is yours.`,
        fix: 'Send the operator what shows that it is yours, such as the invoice of the registrar; or set the name servers to another company until it is proven.',
        evidence: 'The registry names our name servers, and other accounts here have to do with the name.',
        wrongIf: 'No other account claims, holds or lately had the name: then the name servers alone prove it.',
      }),
      ja: ({ domain }) => ({
        title: '当社のネームサーバーの設定では所有者を確認できません',
        why: `${domain}は当社のネームサーバーを使い、内容はお客様のアカウントから設定できます。ご自身で書ける内容（TXTレコード、サイトやメールの行き先）では、所有者だと確認できません。`,
        fix: 'ドメイン会社の請求書など、ご自身のものと分かる資料を運営者に送るか、確認が終わるまでネームサーバーを他社のものに変更してください。',
        evidence: '登録機関の記録が当社のネームサーバーで、この名前に別のアカウントも関わっています。',
        wrongIf: 'ほかに関わるアカウントがなければ、ネームサーバーだけで確認できます。',
      }),
    },
  }),
  'ownership.hand-over-waiting': cause<{ readonly domain: string; readonly endsAt: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, endsAt }) => ({
        title: 'The domain is passing from one account to another',
        why: `${domain} was proven by an account other than the one that has it. Until ${endsAt} mail goes to the earlier account as before; then the domain passes over if the proof still stands.`,
        fix: `Leave the proof in place until ${endsAt}; or, in the account that has the domain, agree, or prove it again to object.`,
        evidence: 'Both accounts have been told.',
        wrongIf: 'Neither account knows of it: then tell the operator at once.',
      }),
      ja: ({ domain, endsAt }) => ({
        title: 'ドメインを別のアカウントへ引き継いでいる途中です',
        why: `${domain}の所有権が、今使っているアカウントとは別のアカウントで確認されました。${endsAt}まで、メールは今のアカウントに届きます。その時点でも確認できれば引き継ぎます。`,
        fix: `${endsAt}まで確認用の設定を残してください。今のアカウントの方は、同意するか、異議があれば所有権をもう一度確認してください。`,
        evidence: '両方のアカウントにお知らせしました。',
        wrongIf: 'どちらにも心当たりがないなら、すぐ運営者に連絡してください。',
      }),
    },
  }),
  'ownership.hand-over-contested': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'operator',
    text: {
      en: ({ domain }) => ({
        title: 'Two accounts have proven the same domain',
        why: `The account that has ${domain} objected and proved it anew. Nothing changes, and mail goes on as before, until the operator has decided.`,
        fix: 'Send the operator what shows that the domain is yours, such as the invoice of the registrar.',
        evidence: 'Both sides have a proof that stands.',
        wrongIf: 'The two sides have come to an agreement: then the account that has it can agree.',
      }),
      ja: ({ domain }) => ({
        title: '2つのアカウントが同じドメインの所有権を確認しました',
        why: `${domain}を使っているアカウントが異議を示し、所有権をもう一度確認しました。運営者が判断するまで何も変わらず、メールも今のまま届きます。`,
        fix: 'ドメイン会社の請求書など、ご自身のものと分かる資料を運営者に送ってください。',
        evidence: '双方の確認が、どちらも有効です。',
        wrongIf: '話し合いがついたなら、今のアカウント側で同意できます。',
      }),
    },
  }),
  'ownership.claim-lapsed': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The claim has lapsed',
        why: `${domain} was not proven within 30 days, so it is no longer looked at. What was prepared for it is kept.`,
        fix: 'Add the domain once more; it gets a new token, and checking begins at once.',
        evidence: 'No proof was seen in 30 days; a reminder was sent three days before the end.',
        wrongIf: 'The domain is proven in the list: then another claim for it was proven.',
      }),
      ja: ({ domain }) => ({
        title: 'ドメインの申請の期限が切れました',
        why: `${domain}は30日以内に所有権を確認できなかったため、確認を終了しました。準備したメールボックスなどは残しています。`,
        fix: 'もう一度ドメインを追加してください。新しい確認用の文字列が発行され、すぐに確認を始めます。',
        evidence: '30日間、どの方法でも確認できませんでした。期限の3日前にお知らせしています。',
        wrongIf: '一覧で確認済みなら、別の申請で確認されています。',
      }),
    },
  }),
  'ownership.proof-lost': cause<{ readonly domain: string; readonly proof: string; readonly since: string; readonly servers: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, proof, since, servers }) => ({
        title: 'The domain no longer shows that it is yours',
        why: `${domain} was proven (${proofName('en', proof)}), and that is gone since ${since}; its name servers are now ${listed('en', servers)}. Mail goes on as before.`,
        fix: 'Check at the registrar whether the domain is still yours and its name servers are as you want them; if so, prove it again by web file, mail or TXT record.',
        evidence: 'The registry and the DNS servers of the domain were asked, and answered.',
        wrongIf: 'You moved the DNS yourself and mail still arrives: then prove it once again.',
      }),
      ja: ({ domain, proof, since, servers }) => ({
        title: 'ドメインの所有権を確認できなくなりました',
        why: `${domain}は所有権を確認済み（${proofName('ja', proof)}）でしたが、${since}から確認できません。今のネームサーバー: ${listed('ja', servers)}。メールは今までどおり使えます。`,
        fix: '契約先の画面で、ドメインの期限とネームサーバーを確認してください。問題がなければ、Web認証、メール認証、TXTレコードのどれかで確認し直してください。',
        evidence: '登録機関とドメインのDNSサーバーに問い合わせ、答えを得ています。',
        wrongIf: 'ご自身でDNSを移しただけなら、もう一度確認すれば解消します。',
      }),
    },
  }),
}
