/** `todoku domain hand-over`: domains that pass from one owner to another, and what the holder and the operator say to that. */
import type { Command } from 'commander'
import { agreeToHandOver, decideHandOver, type HandOver, type HandOverNow, objectToHandOver, readHandOver, readHandOvers } from '../../actions/hand-over.ts'
import { type Installation, operator } from '../../actions/installation.ts'
import { publishSigningKeys } from '../../actions/publish-signing-keys.ts'
import { readClaim } from '../../actions/read-claims.ts'
import type { Language, Words } from '../../base/language.ts'
import { proofName } from '../../core/causes/words.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { notesText } from '../claim-words.ts'
import { confirm } from '../confirm.ts'
import { findingJson } from '../finding-words.ts'
import { proofJson, proofText } from '../proof-words.ts'
import { waysOf } from '../proof-ways.ts'
import { type CliRefusal, exitCodes } from '../refusals.ts'
import { type Cli, command, type PageOptions, paged, type Shown, withNext } from '../run.ts'
import { pairs, table, time } from '../text.ts'

const ja = {
  about: 'ドメインの引き継ぎを見る、答える(ほかの人が所有権を確認したとき)',
  all: '終わったものも一覧に含める',
  agree: '今の所有者: すぐに渡す(アドレスとメールは、付けなければゴミ箱へ)',
  withMail: '--agree と: アドレスとメールも渡す',
  object: '今の所有者: 異議を出す(新しいトークンかコードで所有権を確認する)',
  refuse: '運営者: 渡さない',
  decide: '運営者: 決める(newcomer なら渡す、holder なら渡さない。省略すると newcomer)',
  yes: '尋ねずに実行する',
  heading: ['ドメイン', '今の所有者', '次の所有者', '状態', '期限'],
  facts: { state: '状態', from: '今の所有者', to: '次の所有者', by: '確認方法', started: '開始', ends: '期限', ended: '終了', token: '異議に使うトークン' },
  state: { waiting: '期限待ち(それまでメールは今の所有者に届きます)', contested: '異議あり(運営者が決めます)', done: '引き継ぎ済み', refused: '渡さないことに決定', withdrawn: '取り消し' },
  none: '引き継ぎ中のドメインはありません',
  noProof: '今の所有権を確認できませんでした。新しいトークンをWeb認証かTXTレコードに使うか、メール認証のコードを入力してから、もう一度実行してください',
  warning: (name: string, to: string, isWithMail: boolean) => `ドメイン ${name} を ${to} に渡します。${isWithMail ? '今のアドレスとメールも渡ります' : '今のアドレスとメールはゴミ箱に移します'}`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'see or answer the hand-over of a domain (somebody else has proven it)',
    all: 'list those that have ended, too',
    agree: 'the holder: let it go at once (mailboxes and mail go to the trash unless --with-mail)',
    withMail: 'with --agree: pass mailboxes and mail on as well',
    object: 'the holder: object (prove it with the new token or a new code)',
    refuse: 'the operator: it stays where it is',
    decide: 'the operator: decide (newcomer: it passes, holder: it stays; newcomer when left out)',
    yes: 'do not ask',
    heading: ['domain', 'holder', 'newcomer', 'state', 'ends'],
    facts: { state: 'state', from: 'holder', to: 'newcomer', by: 'proven by', started: 'began', ends: 'ends', ended: 'ended', token: 'token to object with' },
    state: { waiting: 'waiting (mail arrives for the holder until then)', contested: 'contested (the operator decides)', done: 'passed on', refused: 'refused', withdrawn: 'withdrawn' },
    none: 'no domain is being handed over',
    noProof: 'nothing shows now that the domain is the holder\'s: use the new token in webauth.html or in the TXT record, or enter a code by mail, and run the command again',
    warning: (name, to, isWithMail) => `hands ${name} over to ${to}; its mailboxes and mail ${isWithMail ? 'pass on with it' : 'are moved to the trash'}`,
  },
}

const handOverJson = ({ name, from, to, provenBy, state, startedAt, endsAt, endedAt }: HandOver): object => ({ name, from, to, provenBy, state, startedAt, endsAt, endedAt })

/** What the holder objects with: given out when the hand-over began, to him alone. Null where it is over. */
const tokenOf = async (installation: Installation, { name, from, state }: HandOver): Promise<string | null> => {
  if (state !== 'waiting' || from === null) return null
  const claim = await readClaim(installation, operator, name, from)
  return claim.ok ? waysOf(claim.value, []).txt.value : null
}

const described = async (installation: Installation, { handOver, check }: HandOverNow, language: Language): Promise<Shown> => {
  const say = words[language]
  const { name, from, to, provenBy, state, startedAt, endsAt, endedAt } = handOver
  const token = await tokenOf(installation, handOver)
  const isObjectionVain = check !== null && state !== 'contested'
  return {
    json: {
      ...handOverJson(handOver),
      token,
      ...(check ? { results: check.results.map(result => proofJson(result, language)), notes: check.notes.map(note => findingJson(note, language)) } : {}),
    },
    text: [
      `${name}\n${pairs([
        [say.facts.state, say.state[state]],
        [say.facts.from, from ?? '-'],
        [say.facts.to, to ?? '-'],
        [say.facts.by, proofName(language, provenBy)],
        [say.facts.started, time(startedAt)],
        endedAt ? ([say.facts.ended, time(endedAt)] as const) : ([say.facts.ends, time(endsAt)] as const),
        ...(token === null ? [] : [[say.facts.token, token] as const]),
      ])}`,
      ...(isObjectionVain ? [say.noProof, ...check.results.map(result => proofText(result, { name, token: token ?? '' }, language))] : []),
      ...notesText(check?.notes ?? [], language),
    ].join('\n\n'),
    exitCode: isObjectionVain ? exitCodes.failed : exitCodes.ok,
  }
}

interface Options extends PageOptions {
  readonly agree?: true
  readonly withMail?: true
  readonly object?: true
  readonly refuse?: true
  readonly decide?: string | true
  readonly all?: true
  readonly yes?: true
}

const sides = ['holder', 'newcomer'] as const

const sideOf = (given: string | true): Result<(typeof sides)[number], CliRefusal> => {
  const side = sides.find(one => one === (given === true ? 'newcomer' : given))
  return side ? yes(side) : no({ kind: 'invalid-option', option: '--decide', given: String(given), example: sides.join('|') })
}

/** What passes is gone for whoever had it: that is asked about. */
const passing = async (installation: Installation, name: string, options: Options, language: Language, pass: () => Promise<Result<HandOverNow, CliRefusal>>): Promise<Result<HandOverNow, CliRefusal>> => {
  const found = await readHandOver(installation, operator, name)
  if (!found.ok) return found
  const sure = await confirm(language, found.value.name, options.yes === true, words[language].warning(found.value.name, found.value.to ?? '-', options.withMail === true))
  if (!sure.ok) return sure
  const passed = await pass()
  if (passed.ok) await publishSigningKeys(installation)
  return passed
}

const answering = async (installation: Installation, name: string, options: Options, language: Language): Promise<Result<HandOverNow, CliRefusal>> => {
  const { agree, withMail, object, refuse, decide } = options
  if ([agree, object, refuse, decide].filter(answer => answer !== undefined).length > 1 || (withMail && !agree)) return no({ kind: 'choose-one', options: '--agree [--with-mail], --object, --refuse, --decide' })
  if (agree) return passing(installation, name, options, language, () => agreeToHandOver(installation, operator, name, withMail === true))
  if (object) return objectToHandOver(installation, operator, name)
  if (refuse) return decideHandOver(installation, name, 'holder')
  if (decide !== undefined) {
    const side = sideOf(decide)
    if (!side.ok) return side
    return side.value === 'holder' ? decideHandOver(installation, name, 'holder') : passing(installation, name, options, language, () => decideHandOver(installation, name, 'newcomer'))
  }
  const found = await readHandOver(installation, operator, name)
  return found.ok ? yes({ handOver: found.value, check: null }) : found
}

const listed = async (installation: Installation, { all, ...page }: Options, language: Language): Promise<Shown> => {
  const say = words[language]
  const { items, next } = await readHandOvers(installation, operator, { limit: page.limit, after: page.after, isOpen: all !== true })
  const rows = items.map(({ name, from, to, state, endsAt, endedAt }) => [name, from ?? '-', to ?? '-', say.state[state], time(endedAt ?? endsAt)])
  return { json: { items: items.map(handOverJson), next }, text: items.length ? withNext(language, table(say.heading, rows), next) : say.none }
}

/** Adds the command to the group `domain`. */
export const handOverCommand = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  paged(
    cli,
    command<Options>(cli, domain, 'hand-over [name]', say.about, async (installation, [name], options) => {
      if (name === undefined) return yes(await listed(installation, options, cli.language))
      const answered = await answering(installation, name, options, cli.language)
      return answered.ok ? yes(await described(installation, answered.value, cli.language)) : answered
    })
      .option('--agree', say.agree)
      .option('--with-mail', say.withMail)
      .option('--object', say.object)
      .option('--refuse', say.refuse)
      .option('--decide [side]', say.decide)
      .option('--all', say.all)
      .option('--yes', say.yes),
  )
}
