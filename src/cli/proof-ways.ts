/** The four ways to prove a domain, with what each is good for, what it costs, and exactly what to put where (mission S1 to S3). Pure. */
import type { Language, Words } from '../base/language.ts'
import { proofName } from '../core/causes/words.ts'
import { codeLocalParts } from '../core/ownership/code.ts'
import { type Proof, type ProofResult, proofs } from '../core/ownership/proof.ts'
import { challengeName } from '../core/ownership/txt.ts'
import { webFile, webFileName } from '../core/ownership/web-file.ts'
import { proofMarks, proofTitle } from './proof-words.ts'
import { pairs, screenWidth } from './text.ts'

/** What to put where. */
export interface Ways {
  readonly nameServers: readonly string[]
  readonly web: { readonly url: string; readonly file: string; readonly content: string }
  readonly mail: readonly string[]
  readonly txt: { readonly name: string; readonly value: string }
}

/** @param nameServers of this installation; none: that way is not offered */
export const waysOf = ({ name, token }: { readonly name: string; readonly token: string }, nameServers: readonly string[]): Ways => ({
  nameServers,
  web: { url: `http://${name}/${webFileName}`, file: webFileName, content: webFile(token) },
  mail: codeLocalParts.map(localPart => `${localPart}@${name}`),
  txt: { name: challengeName(name), value: token },
})

/** The ways of one claim. */
export interface WaysOfClaim {
  readonly ways: Ways
  /** A-labels. */
  readonly name: string
  /** Whose claim is meant, where others have the name or claim it too. */
  readonly owner: string | null
  /** What was seen last; empty before the first look. */
  readonly results: readonly ProofResult[]
}

interface WayWords {
  readonly labels: { readonly goodFor: string; readonly mind: string; readonly now: string; readonly doThis: string }
  readonly goodFor: Readonly<Record<Proof, string>>
  readonly mind: Readonly<Record<Proof, string>>
  readonly doThis: {
    readonly nameServers: string
    readonly web: string
    readonly webFile: string
    readonly mail: string
    readonly txt: string
    readonly value: string
  }
}

const ja: WayWords = {
  labels: { goodFor: '向く場合', mind: '注意', now: '今の状態', doThis: '手順' },
  goodFor: {
    'name-servers': '新しいドメインや、サイトもメールもまだ使っていないドメイン。ネームサーバーを変えるだけで、ほかの手続きは要りません',
    web: '今、別のサーバーでサイトを公開しているドメイン。サイトにもメールにも影響しません',
    mail: 'サイトがまだなく、メールは今どこかで受け取れているドメイン。コードを入力するだけです',
    txt: 'DNSを今の会社のまま使い続けるドメイン。サイトにもメールにも影響しません',
  },
  mind: {
    'name-servers': '今サイトやメールを使っているなら、変える前にここでメールボックスを作り、DNSレコードを用意してください。用意しないまま変えると、その間のメールを受け取れません',
    web: '.htaccessなどで国外や知らない回線からのアクセスを断っていると、ファイルを読めません。確認が終わるまでその制限を外してください',
    mail: 'コードは「今のメールサーバー」に届きます。ここのメールボックスには届きません。宛先のアドレスが今のサーバーにない場合は、先に作ってください',
    txt: '「ホスト名」の欄にドメイン名まで入れると二重になる会社があります。その場合は先頭の _todoku-challenge だけを入れてください',
  },
  doThis: {
    nameServers: 'ドメイン会社の管理画面で、ネームサーバーを次のものに変える',
    web: '次の1行を webauth.html という名前で保存し、サイトの一番上のフォルダー(public_htmlなど)に置く',
    webFile: '開ければ正しいアドレス',
    mail: '次のどれかを選んでコードを送り、届いた8桁を入力する',
    txt: '今のDNSの設定画面で、TXTレコードを1つ追加する',
    value: '値',
  },
}

const en: WayWords = {
  labels: { goodFor: 'good for', mind: 'mind', now: 'now', doThis: 'do this' },
  goodFor: {
    'name-servers': 'a new domain, or one without a site or mail yet: change the name servers, and nothing else is needed',
    web: 'a domain whose web site runs at another host today; neither the site nor the mail changes',
    mail: 'a domain without a site, whose mail arrives somewhere today: enter a code, and that is all',
    txt: 'a domain whose DNS stays where it is; neither the site nor the mail changes',
  },
  mind: {
    'name-servers': 'where a site or mail is in use, make the mailboxes and prepare the DNS records here before the change: otherwise mail cannot be received meanwhile',
    web: 'a site that denies foreign or unknown addresses (.htaccess) hides the file from us: lift that until the domain is proven',
    mail: 'the code goes to the mail server of today, not to a mailbox here; an address that does not exist there yet has to be made there first',
    txt: 'some forms add the domain to the name by themselves: there enter only _todoku-challenge',
  },
  doThis: {
    nameServers: 'at the registrar, set these name servers',
    web: 'save this one line as webauth.html, and put it into the top folder of the site (such as public_html)',
    webFile: 'it must open at',
    mail: 'have a code sent to one of these, and enter the eight digits that arrive',
    txt: 'in the settings of the DNS of today, add one TXT record',
    value: 'value',
  },
}

const words: Words<WayWords> = { ja, en }

/** Between quotes a shell reads nothing into a name but the quote itself. */
/** What a command needs where others claim the name, too. */
export const ofOwner = (owner: string | null): string => (owner === null ? '' : ` --owner '${owner.replaceAll("'", "'\\''")}'`)

/** What to put where: lines that are copied as they are. */
const exactly = (proof: Proof, { ways, name, owner }: WaysOfClaim, { doThis }: WayWords): readonly string[] => {
  switch (proof) {
    case 'name-servers':
      return ways.nameServers
    case 'web':
      return [ways.web.content.trim(), `${doThis.webFile}: ${ways.web.url}`]
    case 'mail':
      return [...ways.mail, `./todoku domain prove ${name} --mail ${codeLocalParts[0]}${ofOwner(owner)}`]
    case 'txt':
      return [`${ways.txt.name}  TXT`, `${doThis.value}: ${ways.txt.value}`]
  }
}

const stepOf = (proof: Proof, { doThis }: WayWords): string => ({ 'name-servers': doThis.nameServers, web: doThis.web, mail: doThis.mail, txt: doThis.txt })[proof]

const wayText = (proof: Proof, claim: WaysOfClaim, language: Language, screen: number | null): string => {
  const say = words[language]
  const { goodFor, doThis, mind, now } = say.labels
  const seen = claim.results.find(result => result.proof === proof)
  const indent = '  '
  const lines = pairs(
    [
      [goodFor, say.goodFor[proof]],
      [mind, say.mind[proof]],
      ...(seen ? [[now, `${proofMarks[seen.state]} ${proofTitle(seen, language)}`] as const] : []),
      [doThis, stepOf(proof, say)],
    ],
    screen === null ? null : screen - indent.length,
  )
  return [proofName(language, proof), lines.replace(/^/gm, indent), ...exactly(proof, claim, say).map(line => `      ${line}`)].join('\n')
}

/** Name servers are the same for all customers, and show nothing where somebody else has the name. */
const isOffered = (proof: Proof, { ways, owner }: WaysOfClaim): boolean => proof !== 'name-servers' || (ways.nameServers.length > 0 && owner === null)

/** The ways that are offered, one after the other, each with what was seen of it. */
export const waysText = (claim: WaysOfClaim, language: Language, screen = screenWidth()): string =>
  proofs
    .filter(proof => isOffered(proof, claim))
    .map(proof => wayText(proof, claim, language, screen))
    .join('\n\n')
