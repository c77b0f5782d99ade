/** User names that are not the address of a mailbox that may sign in. */
import { customers } from '../../places.ts'
import type { Case, Stage, Wants } from '../case.ts'
import { withCurl, withFetchmail, withImapflow, withMsmtp, withMutt, withPython, withSwaks } from '../clients/apps.ts'
import type { Person, PersonPlan } from '../people.ts'
import { sending, setup } from './setups.ts'

/** Apps that take any user name as it is. */
const apps = {
  swaks: { client: 'swaks', play: (stage: Stage, user: string) => withSwaks(stage.seat, sending(stage, 587, { user })) },
  msmtp: { client: 'msmtp', play: (stage: Stage, user: string) => withMsmtp(stage.seat, sending(stage, 465, { user })) },
  mutt: { client: 'mutt', play: (stage: Stage, user: string) => withMutt(stage.seat, sending(stage, 465, { user })) },
  smtplib: { client: 'Python smtplib', play: (stage: Stage, user: string) => withPython(stage.seat, 'smtp', setup(stage, 587, { user })) },
  curl: { client: 'curl', play: (stage: Stage, user: string) => withCurl(stage.seat, `imaps://${stage.side.host}/`, setup(stage, 993, { user })) },
  curlPop: { client: 'curl', play: (stage: Stage, user: string) => withCurl(stage.seat, `pop3s://${stage.side.host}/`, setup(stage, 995, { user })) },
  imapflow: { client: 'imapflow', play: (stage: Stage, user: string) => withImapflow(stage.seat, setup(stage, 993, { user })) },
  imaplib: { client: 'Python imaplib', play: (stage: Stage, user: string) => withPython(stage.seat, 'imap', setup(stage, 993, { user })) },
  poplib: { client: 'Python poplib', play: (stage: Stage, user: string) => withPython(stage.seat, 'pop3', setup(stage, 995, { user })) },
  fetchmail: { client: 'fetchmail', play: (stage: Stage, user: string) => withFetchmail(stage.seat, 'pop3', setup(stage, 995, { user })) },
}

interface Mistake {
  readonly app: keyof typeof apps
  readonly title: Case['title']
  readonly user: (person: Person) => string
  readonly wants: Wants
  readonly named: RegExp
  readonly person?: PersonPlan
  readonly other?: PersonPlan
  readonly whose?: Case['whose']
}

const mistake = (name: string, { app, title, user, ...more }: Mistake): Case => ({
  name,
  family: 'identity',
  title,
  client: apps[app].client,
  play: stage => apps[app].play(stage, user(stage.person)),
  ...more,
})

const wholeAddress = /whole (mail )?address|full address|no (@|domain)|without (a )?domain/i
const normal = { en: 'the user name is accepted in its normal form', ja: '' }

const noDomain = { en: 'only the part before the @ as the user name', ja: 'ユーザー名に@より前だけを入力した' }
const noSuch = /unknown user|no such (user|mailbox)|user (is )?unknown/i

const completed: readonly Case[] = (['swaks', 'imapflow', 'fetchmail'] as const).map(app =>
  mistake(`name-completed-${app}`, { app, title: noDomain, user: ({ localPart }) => localPart, wants: { note: 'login-completed' }, named: wholeAddress }),
)

const normalised = (name: string, app: keyof typeof apps, title: Case['title'], user: Mistake['user']): Case =>
  mistake(name, { app, title: { ...normal, ...title }, user, wants: { note: 'login-normalised' }, named: /full.?width|invalid character|character disallowed|contains? a space/i })

const fullWidth = (text: string): string => text.replace(/[!-~]/g, letter => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0))

const spelling: readonly Case[] = [
  normalised('name-full-width-at-curl', 'curl', { en: 'the @ typed full-width', ja: '＠を全角で入力した' }, ({ address }) => address.replace('@', '＠')),
  normalised('name-full-width-msmtp', 'msmtp', { en: 'the whole address typed full-width', ja: 'アドレス全体を全角で入力した' }, ({ address }) => fullWidth(address)),
  normalised('name-space-smtplib', 'smtplib', { en: 'a space before and behind the address', ja: 'アドレスの前後に空白が入った' }, ({ address }) => ` ${address} `),
  normalised('name-wide-space-curl', 'curlPop', { en: 'a full-width space behind the address', ja: 'アドレスの後ろに全角の空白が入った' }, ({ address }) => `${address}\u3000`),
  normalised('name-mailto-swaks', 'swaks', { en: 'mailto: before the address', ja: 'アドレスの前にmailto:が付いた' }, ({ address }) => `mailto:${address}`),
]

const nobody: readonly Case[] = [
  mistake('name-ambiguous', {
    app: 'smtplib',
    title: { en: 'a name that exists in two domains, without its domain', ja: '2つのドメインにある名前を、ドメインなしで入力した' },
    user: ({ localPart }) => localPart,
    wants: { cause: 'identity.ambiguous-name' },
    named: wholeAddress,
    person: { localPart: 'kaoru' },
    other: { localPart: 'kaoru', domain: customers.second },
  }),
  mistake('name-no-domain', { app: 'imaplib', title: { en: 'a name without a domain that nobody has', ja: '誰のものでもない名前を、ドメインなしで入力した' }, user: () => 'uketsuke.madoguchi', wants: { cause: 'identity.no-domain' }, named: wholeAddress }),
  mistake('name-domain-typo', {
    app: 'swaks',
    title: { en: 'a slip of the finger in the domain', ja: 'ドメインを打ち間違えた' },
    user: ({ localPart }) => `${localPart}@keade.example`,
    wants: { cause: 'identity.domain-typo', likely: true },
    named: /did you mean|domain.*(unknown|not here|not hosted)|typo/i,
  }),
  mistake('name-domain-www', {
    app: 'curl',
    title: { en: 'www. before the domain', ja: 'ドメインの前にwww.が付いた' },
    user: ({ localPart, domain }) => `${localPart}@www.${domain}`,
    wants: { cause: 'identity.domain-typo', likely: true },
    named: /did you mean|domain.*(unknown|not here|not hosted)|typo/i,
  }),
  mistake('name-domain-elsewhere', {
    app: 'imapflow',
    title: { en: 'the address of another provider', ja: '別の会社のアドレスを入力した' },
    user: ({ localPart }) => `${localPart}@example.com`,
    wants: { cause: 'identity.domain-not-here' },
    named: /domain.*(unknown|not here|not hosted|not local)/i,
  }),
  mistake('name-similar', {
    app: 'poplib',
    title: { en: 'a slip of the finger in the name', ja: '名前を打ち間違えた' },
    user: ({ localPart, domain }) => `${localPart.slice(0, -2)}${localPart.at(-1)}@${domain}`,
    wants: { cause: 'identity.similar-mailbox', likely: true },
    named: /did you mean|similar/i,
  }),
  mistake('name-nobody', { app: 'msmtp', title: { en: 'a mailbox that was never made', ja: '作成されていないアドレスを入力した' }, user: ({ domain }) => `soumu-keiri-jinji@${domain}`, wants: { cause: 'identity.no-such-mailbox' }, named: noSuch }),
  mistake('name-removed', { app: 'fetchmail', title: { en: 'a mailbox that was removed', ja: '削除されたアドレスを使い続けた' }, user: ({ address }) => address, wants: { cause: 'identity.no-such-mailbox' }, named: noSuch, person: { removed: true, localPart: 'taishokusha-2019' } }),
  mistake('name-alias', {
    app: 'mutt',
    title: { en: 'an alias as the user name', ja: 'エイリアスをユーザー名にした' },
    user: ({ alias, domain }) => `${alias}@${domain}`,
    wants: { cause: 'identity.alias-as-login' },
    named: /alias/i,
    person: { alias: 'toiawase-madoguchi' },
  }),
  mistake('name-owner', {
    app: 'imaplib',
    title: { en: 'the ID of the control panel as the user name', ja: '管理パネルのIDをユーザー名にした' },
    user: () => 'momiji',
    wants: { cause: 'identity.owner-name-as-login' },
    named: /panel|account id/i,
  }),
]

const off = (app: keyof typeof apps, protocol: 'smtp' | 'imap' | 'pop3'): Case =>
  mistake(`protocol-off-${protocol}`, {
    app,
    title: { en: `${protocol.toUpperCase()} is switched off for the mailbox`, ja: `${protocol.toUpperCase()}が無効にされたメールボックス` },
    user: ({ address }) => address,
    wants: { cause: 'identity.protocol-off' },
    whose: 'owner',
    named: /(disabled|switched off|not allowed|denied|deny).{0,40}(smtp|imap|pop)|(smtp|imap|pop3?).{0,40}(disabled|switched off|not allowed|denied|deny)|deny passdb/i,
    person: { off: protocol },
  })

const shut: readonly Case[] = [
  off('swaks', 'smtp'),
  off('imapflow', 'imap'),
  off('curlPop', 'pop3'),
  mistake('mailbox-suspended', {
    app: 'curl',
    title: { en: 'the mailbox is suspended', ja: '停止中のメールボックス' },
    user: ({ address }) => address,
    wants: { cause: 'identity.mailbox-suspended' },
    whose: 'owner',
    named: /suspended|login disabled|account (is )?disabled/i,
    person: { suspended: true },
  }),
  mistake('domain-not-proven', {
    app: 'smtplib',
    title: { en: 'a domain whose ownership is not proven yet', ja: '所有の確認が済んでいないドメイン' },
    user: ({ address }) => address,
    wants: { cause: 'identity.domain-not-live' },
    whose: 'owner',
    named: /domain.*(not proven|suspended|inactive)/i,
    person: { domain: customers.unproven },
  }),
]

/** The cases of this file. */
export const identities: readonly Case[] = [...completed, ...spelling, ...nobody, ...shut]
