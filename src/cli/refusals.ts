/** One table from a refusal to its one line and its exit code; the line says what to do. */
import type { Language } from '../base/language.ts'
import { explain } from '../core/causes/index.ts'
import type { HandOverComplaint } from '../core/ownership/hand-over.ts'
import type { AddressComplaint } from '../core/values/address.ts'
import type { DomainComplaint } from '../core/values/domain-name.ts'
import type { PasswordComplaint } from '../core/values/password.ts'
import type { Noun, Refusal } from '../core/values/refusal.ts'
import { complaintLines } from './zone-complaints.ts'

/** What only a terminal refuses. */
export type CliRefusal =
  | Refusal
  | { readonly kind: 'not-confirmed' }
  | { readonly kind: 'no-terminal'; readonly option: string }
  | { readonly kind: 'passwords-differ' }
  | { readonly kind: 'no-password' }
  | { readonly kind: 'invalid-option'; readonly option: string; readonly given: string; readonly example: string }
  | { readonly kind: 'invalid-when'; readonly option: string; readonly given: string }
  | { readonly kind: 'nothing-to-change'; readonly options: string }
  | { readonly kind: 'choose-one'; readonly options: string }
  | { readonly kind: 'unreadable-file'; readonly path: string; readonly why: string }
  | { readonly kind: 'unwritable-file'; readonly path: string; readonly why: string }

/** Exit codes: sysexits' 75 is "try again later"; the others are ours and stay as they are. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, notFound: 3, conflict: 4, temporary: 75 } as const

const codes = {
  'invalid-address': exitCodes.usage,
  'invalid-domain': exitCodes.usage,
  'invalid-local-part': exitCodes.usage,
  'invalid-name': exitCodes.usage,
  'invalid-network': exitCodes.usage,
  'wide-network': exitCodes.usage,
  'invalid-country': exitCodes.usage,
  'invalid-service': exitCodes.usage,
  'invalid-option': exitCodes.usage,
  'invalid-when': exitCodes.usage,
  'nothing-to-change': exitCodes.usage,
  'choose-one': exitCodes.usage,
  'unreadable-file': exitCodes.usage,
  'unwritable-file': exitCodes.usage,
  'no-terminal': exitCodes.usage,
  'weak-password': exitCodes.failed,
  'guessable-password': exitCodes.failed,
  'weak-mailboxes': exitCodes.conflict,
  'needs-app-password': exitCodes.conflict,
  'attempt-of-nobody': exitCodes.conflict,
  'not-claimable': exitCodes.conflict,
  'many-claims': exitCodes.usage,
  'is-proven': exitCodes.conflict,
  'hand-over-stands': exitCodes.conflict,
  'dns-elsewhere': exitCodes.conflict,
  'zone-awaited': exitCodes.conflict,
  'zone-stands': exitCodes.conflict,
  'zone-complaints': exitCodes.usage,
  'zone-file': exitCodes.usage,
  'nothing-to-undo': exitCodes.conflict,
  'no-password': exitCodes.failed,
  'passwords-differ': exitCodes.failed,
  'not-confirmed': exitCodes.failed,
  'not-found': exitCodes.notFound,
  taken: exitCodes.conflict,
  'has-domains': exitCodes.conflict,
  'leads-to-itself': exitCodes.conflict,
  'files-in-the-way': exitCodes.conflict,
  'lives-elsewhere': exitCodes.failed,
  'invalid-vacation': exitCodes.usage,
} as const satisfies Record<CliRefusal['kind'], number>

const domainComplaints: Record<Language, Record<DomainComplaint, string>> = {
  ja: {
    empty: 'ドメイン名がありません',
    characters: 'ドメイン名に使えない文字があります',
    'one-label': '「example.jp」のようにドットを含む名前を書いてください',
    label: 'ドットの間は英数字とハイフンで、63文字までです(先頭と末尾にハイフンは使えません)',
    'too-long': 'ドメイン名は253文字までです',
    'ip-address': 'IPアドレスではなくドメイン名を書いてください',
  },
  en: {
    empty: 'there is no domain name',
    characters: 'it has characters that no domain name has',
    'one-label': 'write a name with a dot, such as "example.jp"',
    label: 'between dots there are 1 to 63 letters, digits and hyphens, no hyphen first or last',
    'too-long': 'a domain name has at most 253 characters',
    'ip-address': 'write a domain name, not an IP address',
  },
}

const addressComplaints = {
  ja: {
    'no-at': '「@」がありません。「taro@example.jp」のようにアドレス全体を書いてください',
    'local-part-empty': '「@」の前に名前を書いてください',
    'local-part-too-long': '「@」の前は64文字までです',
    'local-part-dots': 'ドットは先頭・末尾・連続では使えません',
    'local-part-characters': '「@」の前に使えない文字があります',
    'too-long': 'アドレスは254文字までです',
  },
  en: {
    'no-at': 'there is no "@": write the whole address, such as "taro@example.jp"',
    'local-part-empty': 'write a name before the "@"',
    'local-part-too-long': 'before the "@" there are at most 64 characters',
    'local-part-dots': 'a dot may not be first, last or doubled',
    'local-part-characters': 'before the "@" are characters that cannot be used',
    'too-long': 'an address has at most 254 characters',
  },
} satisfies Record<Language, Record<Exclude<AddressComplaint, `domain-${string}`>, string>>

const addressComplaint = (language: Language, complaint: AddressComplaint): string =>
  complaint.startsWith('domain-')
    ? domainComplaints[language][complaint.slice('domain-'.length) as DomainComplaint]
    : addressComplaints[language][complaint as keyof typeof addressComplaints.en]

const passwordComplaints: Record<Language, Record<PasswordComplaint, string>> = {
  ja: {
    'too-short': '12文字以上にしてください(省略すると安全なものを作ります)',
    'too-long': '256バイト以内にしてください',
    'control-characters': '改行などの制御文字は使えません',
    'too-few-different': '6種類以上の文字を使ってください',
    'holds-the-address': 'アドレスの名前を含めないでください',
  },
  en: {
    'too-short': 'take 12 characters or more (or let us make one)',
    'too-long': 'take at most 256 bytes',
    'control-characters': 'leave out line ends and other control characters',
    'too-few-different': 'use at least 6 different characters',
    'holds-the-address': 'do not put the name of the address into it',
  },
}

const nouns: Record<Language, Record<Noun, string>> = {
  ja: {
    owner: '所有者',
    domain: 'ドメイン',
    mailbox: 'メールアドレス',
    alias: 'エイリアス',
    forward: '転送先',
    vacation: '自動返信',
    server: 'サーバー',
    trash: 'ゴミ箱の項目',
    'app-password': 'アプリパスワード',
    pass: 'パス',
    block: 'ブロック',
    attempt: 'サインインの記録',
    claim: '所有権の確認待ち',
    'hand-over': 'ドメインの引き継ぎ',
  },
  en: {
    owner: 'owner',
    domain: 'domain',
    mailbox: 'mailbox',
    alias: 'alias',
    forward: 'forward',
    vacation: 'vacation answer',
    server: 'server',
    trash: 'item in the trash',
    'app-password': 'app password',
    pass: 'pass',
    block: 'blocked network',
    attempt: 'attempt to sign in',
    claim: 'claim to a domain',
    'hand-over': 'hand-over of a domain',
  },
}

const handOverComplaints: Record<Language, Record<HandOverComplaint, string>> = {
  ja: {
    over: 'もう終わっています',
    contested: '異議が出ています。運営者が --decide で決めてください',
    'too-early': 'まだ期限が来ていません',
    'no-proof': '今の所有権が確認できません。新しいトークンのWeb認証かTXTレコード、またはメール認証をしてから、もう一度実行してください',
    'old-proof': '確認に使ったものが古いままです。新しいトークンかコードで確認してください',
  },
  en: {
    over: 'it has ended',
    contested: 'it is contested; the operator decides it with --decide',
    'too-early': 'its time has not come',
    'no-proof': 'nothing shows now that the domain is yours; put the new token into webauth.html or the TXT record, or enter a code by mail, and run the command again',
    'old-proof': 'what shows it is from before; use the new token or a new code',
  },
}

/** Where to look for the right name; null where no list helps. */
const lists: Partial<Record<Noun, string>> = {
  owner: './todoku owner list',
  domain: './todoku domain list',
  mailbox: './todoku mailbox list',
  alias: './todoku alias list',
  trash: './todoku trash list',
  pass: './todoku pass list',
  block: './todoku block list',
  attempt: './todoku attempts',
  claim: './todoku domain claims',
}

/** The first of many. */
const namedFew = (names: readonly string[], count: number, comma: string): string => [...names, ...(count > names.length ? ['…'] : [])].join(comma)

const ja = (refusal: CliRefusal): string => {
  switch (refusal.kind) {
    case 'invalid-address':
      return `「${refusal.given}」はメールアドレスとして読めません: ${addressComplaint('ja', refusal.complaint)}`
    case 'invalid-domain':
      return `「${refusal.given}」はドメイン名として読めません: ${domainComplaints.ja[refusal.complaint]}`
    case 'invalid-local-part':
      return `「${refusal.given}」はここのアドレスの名前にできません: 英小文字・数字・「.」「_」「-」だけを使ってください`
    case 'invalid-name':
      return `「${refusal.given}」は名前にできません: 1〜100文字で、制御文字を含めずに書いてください`
    case 'invalid-network':
      return `「${refusal.given}」はネットワークとして読めません: 「203.0.113.0/24」か「203.0.113.7」のように書いてください`
    case 'wide-network':
      return `「${refusal.given}」は広すぎます: IPv4 は /16、IPv6 は /32 か、それより狭い範囲にしてください`
    case 'invalid-country':
      return `「${refusal.given}」という国は見つかりません: 「TH」のような2文字の国コードか、「タイ」のような国名を書いてください`
    case 'invalid-service':
      return `「${refusal.given}」というサービスは登録されていません: ${refusal.known.join('、')} から選んでください`
    case 'guessable-password':
      return `${refusal.name} は国別ルールなしで世界中から送信できるため、推測されやすいパスワードは使えません: 別のパスワードにするか、省略して安全なものを作らせてください`
    case 'weak-mailboxes':
      return `${refusal.name} の送信を全世界に開くには、パスワードが強くなければなりません。${refusal.count}個のアドレスのパスワードが弱いか、強さが不明です(${namedFew(refusal.mailboxes, refusal.count, '、')}): ./todoku mailbox passwd で変えてから、もう一度実行してください`
    case 'needs-app-password':
      return `${refusal.name} には使えるアプリパスワードがありません: 先に ./todoku app-password add ${refusal.name} --name 名前 で作ってください`
    case 'attempt-of-nobody':
      return `${refusal.ref} は、どのメールアドレスへのサインインだったのか分かりません: ./todoku pass add アドレス --network ネットワーク --days 7 で許可してください`
    case 'invalid-when':
      return `${refusal.option} の「${refusal.given}」はこれからの日時として読めません: 「2027-03-31」のような日付か、「12h」「90d」「4w」のような長さで、10年以内にしてください`
    case 'invalid-option':
      return `${refusal.option} の「${refusal.given}」が読めません: 「${refusal.example}」のように書いてください`
    case 'nothing-to-change':
      return `変えるものがありません: ${refusal.options} のどれかを付けてください`
    case 'choose-one':
      return `${refusal.options} のうち1つを付けてください`
    case 'no-terminal':
      return `端末がないので尋ねられません: ${refusal.option} を付けてください`
    case 'weak-password':
      return `このパスワードは使えません: ${passwordComplaints.ja[refusal.complaint]}`
    case 'no-password':
      return 'パスワードが空です: 標準入力に1行で渡してください'
    case 'passwords-differ':
      return '2回の入力が違います: もう一度実行してください'
    case 'not-confirmed':
      return '何も変えていません: 続けるには名前をそのまま入力してください'
    case 'not-found': {
      const list = lists[refusal.noun]
      return `${nouns.ja[refusal.noun]}「${refusal.name}」はありません${list ? `: ${list} で確かめてください` : ''}`
    }
    case 'taken':
      return `${nouns.ja[refusal.noun]}「${refusal.name}」はもうあります: 別の名前にするか、あるものを使ってください`
    case 'dns-elsewhere':
      return `「${refusal.name}」のDNSレコードはこのサーバーで管理していません: ./todoku domain records ${refusal.name} に表示される内容を、ご利用のDNSの設定画面で入力してください`
    case 'zone-awaited':
      return `「${refusal.name}」のDNSレコードは準備中です(今のネームサーバーの内容を調べています): 2分ほど待って、もう一度実行してください`
    case 'zone-stands':
      return `「${refusal.name}」のDNSレコードは変更していません: ${explain(refusal.finding, 'ja').fix}`
    case 'zone-complaints':
      return `「${refusal.name}」のDNSレコードは変更していません${complaintLines('ja', refusal.findings.map(finding => ({ line: 0, finding })))}`
    case 'zone-file':
      return `「${refusal.name}」には何も取り込んでいません${complaintLines('ja', refusal.complaints)}`
    case 'unreadable-file':
      return `ファイル「${refusal.path}」を読めません(${refusal.why}): 場所と名前を確かめてください`
    case 'unwritable-file':
      return `ファイル「${refusal.path}」に書けません(${refusal.why}): まだない名前を指定してください`
    case 'nothing-to-undo':
      return `「${refusal.name}」に取り消せる変更はありません: ./todoku zone show ${refusal.name} で変更の一覧を見られます`
    case 'not-claimable': {
      const { title, fix } = explain(refusal.finding, 'ja')
      return `${title}: ${fix}`
    }
    case 'many-claims':
      return `「${refusal.name}」は複数の所有者が確認を待っています: --owner で1人を選んでください（${refusal.owners.join('、')}）`
    case 'is-proven':
      return `「${refusal.name}」の所有権は確認済みです: やめる場合は ./todoku domain remove ${refusal.name} で削除してください`
    case 'hand-over-stands':
      return `「${refusal.name}」の引き継ぎは変えられません: ${handOverComplaints.ja[refusal.complaint]}`
    case 'has-domains':
      return `所有者「${refusal.name}」には${refusal.count}個のドメインがあります: 先にドメインを削除してください`
    case 'leads-to-itself':
      return `「${refusal.name}」が自分自身に戻ってしまいます: 別の宛先を書いてください`
    case 'lives-elsewhere':
      return `「${refusal.name}」はサーバー ${refusal.server} にあります: そのサーバーで実行してください`
    case 'invalid-vacation':
      return { subject: '件名は1〜200文字の1行で書いてください', text: '本文は1〜10000文字で書いてください', days: '--days は1〜30の整数で書いてください' }[refusal.part]
    case 'files-in-the-way':
      return `${refusal.path} にもうファイルがあります: 移動してからもう一度実行してください`
  }
}

const en = (refusal: CliRefusal): string => {
  switch (refusal.kind) {
    case 'invalid-address':
      return `"${refusal.given}" is not a mail address: ${addressComplaint('en', refusal.complaint)}`
    case 'invalid-domain':
      return `"${refusal.given}" is not a domain name: ${domainComplaints.en[refusal.complaint]}`
    case 'invalid-local-part':
      return `"${refusal.given}" cannot be the name of an address here: use only a-z, 0-9, ".", "_" and "-"`
    case 'invalid-name':
      return `"${refusal.given}" cannot be a name: write 1 to 100 characters without control characters`
    case 'invalid-network':
      return `"${refusal.given}" is not a network: write it like "203.0.113.0/24" or "203.0.113.7"`
    case 'wide-network':
      return `"${refusal.given}" is too wide: take /16 of IPv4 or /32 of IPv6, or less of it`
    case 'invalid-country':
      return `there is no country "${refusal.given}": write its two letters, such as "TH", or its name, such as "Thailand"`
    case 'invalid-service':
      return `there is no service "${refusal.given}": take one of ${refusal.known.join(', ')}`
    case 'guessable-password':
      return `without its country rule anybody in the world may try to send as ${refusal.name}, and this password could be guessed: take another, or let us make one`
    case 'weak-mailboxes':
      return `to let ${refusal.name} send from the whole world its passwords must be strong, and ${refusal.count} ${refusal.count === 1 ? 'is' : 'are'} weak or of unknown strength (${namedFew(refusal.mailboxes, refusal.count, ', ')}): change them with ./todoku mailbox passwd and run the command again`
    case 'needs-app-password':
      return `${refusal.name} has no app password that can be used: make one first with ./todoku app-password add ${refusal.name} --name NAME`
    case 'attempt-of-nobody':
      return `nobody knows whose mailbox ${refusal.ref} was about: name it with ./todoku pass add MAILBOX --network NETWORK --days 7`
    case 'invalid-when':
      return `${refusal.option}: "${refusal.given}" is no time to come: write a day (2027-03-31) or a span (12h, 90d, 4w), ten years ahead at most`
    case 'invalid-option':
      return `${refusal.option} does not understand "${refusal.given}": write it like "${refusal.example}"`
    case 'nothing-to-change':
      return `there is nothing to change: add one of ${refusal.options}`
    case 'choose-one':
      return `add one of ${refusal.options}`
    case 'no-terminal':
      return `there is no terminal to ask at: add ${refusal.option}`
    case 'weak-password':
      return `this password will not do: ${passwordComplaints.en[refusal.complaint]}`
    case 'no-password':
      return 'the password is empty: give it on standard input as one line'
    case 'passwords-differ':
      return 'the two passwords differ: run the command again'
    case 'not-confirmed':
      return 'nothing was changed: to go on, type the name exactly'
    case 'not-found': {
      const list = lists[refusal.noun]
      return `there is no ${nouns.en[refusal.noun]} "${refusal.name}"${list ? `: see ${list}` : ''}`
    }
    case 'taken':
      return `the ${nouns.en[refusal.noun]} "${refusal.name}" is there already: take another name, or use the one there is`
    case 'dns-elsewhere':
      return `the DNS records of ${refusal.name} are not kept here: type what ./todoku domain records ${refusal.name} shows where its DNS is`
    case 'zone-awaited':
      return `the DNS records of ${refusal.name} are being prepared (its name servers of today are asked what they hold): wait for two minutes, then try again`
    case 'zone-stands':
      return `nothing was changed in the zone ${refusal.name}: ${explain(refusal.finding, 'en').fix}`
    case 'zone-complaints':
      return `nothing was changed in the zone ${refusal.name}${complaintLines('en', refusal.findings.map(finding => ({ line: 0, finding })))}`
    case 'zone-file':
      return `nothing was imported into the zone ${refusal.name}${complaintLines('en', refusal.complaints)}`
    case 'unreadable-file':
      return `the file ${refusal.path} cannot be read (${refusal.why}): check where it is and its name`
    case 'unwritable-file':
      return `the file ${refusal.path} cannot be written (${refusal.why}): take a name that is not there yet`
    case 'nothing-to-undo':
      return `there is no change of ${refusal.name} to undo: ./todoku zone show ${refusal.name} lists them`
    case 'not-claimable': {
      const { title, fix } = explain(refusal.finding, 'en')
      return `${title}: ${fix}`
    }
    case 'many-claims':
      return `several owners wait for "${refusal.name}": choose one with --owner (${refusal.owners.join(', ')})`
    case 'is-proven':
      return `"${refusal.name}" is proven already: to give it up, remove it with ./todoku domain remove ${refusal.name}`
    case 'hand-over-stands':
      return `the hand-over of "${refusal.name}" stays as it is: ${handOverComplaints.en[refusal.complaint]}`
    case 'has-domains':
      return `the owner "${refusal.name}" has ${refusal.count} ${refusal.count === 1 ? 'domain' : 'domains'}: remove them first`
    case 'leads-to-itself':
      return `"${refusal.name}" would lead back to itself: give another target`
    case 'lives-elsewhere':
      return `"${refusal.name}" lives on server ${refusal.server}: run the command there`
    case 'invalid-vacation':
      return { subject: 'write the subject as one line of 1 to 200 characters', text: 'write a text of 1 to 10000 characters', days: 'write --days as a whole number from 1 to 30' }[refusal.part]
    case 'files-in-the-way':
      return `${refusal.path} has files already: move them away and run the command again`
  }
}

/** Words a refusal. */
export const wordRefusal = (language: Language, refusal: CliRefusal): string => (language === 'ja' ? ja(refusal) : en(refusal))

/** The exit code of a refusal. */
export const exitCodeOf = (refusal: CliRefusal): number => codes[refusal.kind]
