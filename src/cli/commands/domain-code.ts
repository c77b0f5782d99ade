/** The proof by mail at a terminal: a code is sent, followed to where it went, and entered. */
import { setTimeout as sleep } from 'node:timers/promises'
import { enterCode } from '../../actions/enter-code.ts'
import { type Installation, operator } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import { readCodeDelivery } from '../../actions/read-code-delivery.ts'
import { type CodeSending, codeLocalParts, isCodeLocalPart, sendCode } from '../../actions/send-code.ts'
import type { Language, Words } from '../../base/language.ts'
import type { Finding } from '../../core/causes/index.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { findingJson, findingText } from '../finding-words.ts'
import { ofOwner } from '../proof-ways.ts'
import { type CliRefusal, exitCodes } from '../refusals.ts'
import type { Shown } from '../run.ts'
import { ask, isInteractive, readStdin } from '../terminal.ts'
import { time } from '../text.ts'

const ja = {
  sent: (recipient: string, mx: string) => `確認コードを ${recipient} に送りました`.concat(mx && `\n届け先は今のメールサーバー ${mx} です。ここのメールボックスには届きません`),
  until: (at: string) => `コードは ${at} まで使えます`,
  enter: (claim: string) => `届いた8桁を入力する: ./todoku domain prove ${claim} --code`,
  ask: '届いた8桁のコード: ',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    sent: (recipient, mx) => `a code was sent to ${recipient}`.concat(mx && `\nit goes to the mail server of today, ${mx}, not to a mailbox here`),
    until: at => `the code is good until ${at}`,
    enter: claim => `to enter the eight digits that arrive: ./todoku domain prove ${claim} --code`,
    ask: 'the eight digits that arrived: ',
  },
}

/** Whose claim of which name. */
export interface OfClaim {
  readonly name: string
  readonly owner?: string | undefined
}

/** Most letters have reached the other server, or been refused there, within this time. */
const followMs = 6000
const pauseMs = 300

/** Where the letter is as soon as that is known, or when it has taken too long. */
const follow = async (installation: Installation, { name, owner }: OfClaim, recipient: string, sentAt: Date): Promise<Finding> => {
  for (const until = performance.now() + followMs; ; ) {
    const report = await readCodeDelivery(installation, operator, name, new Date(), owner)
    const letter = report.ok ? report.value.letters.find(one => one.recipient === recipient && one.sentAt.getTime() === sentAt.getTime()) : undefined
    const where: Finding = letter?.where ?? { id: 'ownership.mail-queued', facts: { recipient } }
    if (where.id !== 'ownership.mail-queued' || performance.now() > until) return where
    await sleep(pauseMs)
  }
}

const notSent = (finding: Finding, language: Language): Shown => ({
  json: { state: 'not-sent', finding: findingJson(finding, language) },
  text: findingText(finding, language),
  exitCode: finding.id === 'ownership.mail-unknown' ? exitCodes.temporary : exitCodes.failed,
})

const sentText = ({ recipient, mx, expiresAt }: Extract<CodeSending, { state: 'sent' }>, where: Finding, { name, owner = null }: Pick<OfClaim, 'name'> & { readonly owner?: string | null | undefined }, language: Language): string => {
  const say = words[language]
  return [say.sent(recipient, mx[0] ?? ''), say.until(time(expiresAt)), '', findingText(where, language), '', say.enter(name + ofOwner(owner))].join('\n')
}

/**
 * Sends a code.
 * @param given the name before the @
 * @param isForProgram then nobody waits to see where it went: `domain check` and `domain watch` say so
 */
export const sendingCode = async (installation: Installation, claim: OfClaim, given: string, isForProgram: boolean, language: Language): Promise<Result<Shown, CliRefusal>> => {
  const localPart = given.replace(/@.*$/, '').toLowerCase()
  if (!isCodeLocalPart(localPart)) return no({ kind: 'invalid-option', option: '--mail', given, example: codeLocalParts.join('|') })
  const sending = await sendCode(installation, openInstallationDns(installation), operator, { ...claim, localPart }, new Date())
  if (!sending.ok) return sending
  if (sending.value.state === 'not-sent') return yes(notSent(sending.value.finding, language))
  const { state, recipient, mx, sentAt, expiresAt } = sending.value
  if (isForProgram) return yes({ json: { state, recipient, mx, sentAt, expiresAt }, text: '' })
  const where = await follow(installation, claim, recipient, sentAt)
  return yes({ json: null, text: sentText(sending.value, where, claim, language), exitCode: where.id === 'ownership.mail-bounced' ? exitCodes.failed : exitCodes.ok })
}

/** The digits: as they were given, asked for, or read from standard input. Once entered they are worth nothing, so an argument may hold them. */
const digitsOf = (given: string | true, language: Language): Promise<string> => (given !== true ? Promise.resolve(given) : isInteractive() ? ask(words[language].ask) : readStdin())

/**
 * Enters a code.
 * @param given true: it is asked for
 * @returns null when it was right: then the claim is looked at anew
 */
export const enteringCode = async (installation: Installation, claim: OfClaim, given: string | true, language: Language): Promise<Result<Shown | null, CliRefusal>> => {
  const code = await digitsOf(given, language)
  const entered = await enterCode(installation, operator, { ...claim, code }, new Date())
  if (!entered.ok) return entered
  if (entered.value.state === 'right') return yes(null)
  const { finding } = entered.value
  return yes({ json: { state: 'wrong', finding: findingJson(finding, language) }, text: findingText(finding, language), exitCode: exitCodes.failed })
}
