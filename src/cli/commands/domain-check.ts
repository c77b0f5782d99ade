/** `todoku domain check NAME` and `prove NAME`: looks at all proofs now, or goes one of the ways. */
import type { Command } from 'commander'
import { checkClaim, type CheckedClaim } from '../../actions/check-claim.ts'
import { type Installation, operator } from '../../actions/installation.ts'
import { publishSigningKeys } from '../../actions/publish-signing-keys.ts'
import type { Language, Words } from '../../base/language.ts'
import { codeLocalParts } from '../../core/ownership/code.ts'
import type { Proof, ProofResult } from '../../core/ownership/proof.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { claimText, seenClaimJson } from '../claim-words.ts'
import { type CliRefusal, exitCodes } from '../refusals.ts'
import { type Cli, command, type Shown } from '../run.ts'
import { enteringCode, type OfClaim, sendingCode } from './domain-code.ts'

const ja = {
  check: '所有権を今すぐ確認する(すべての方法で)',
  prove: '所有権を1つの方法で確認する',
  owner: '誰の申し込みか(複数の所有者が申し込んでいるとき)',
  mail: `メール認証: 確認コードを送る(${codeLocalParts.join('、')})`,
  code: 'メール認証: 届いた8桁のコードを入力する(省略すると尋ねる)',
  web: 'Web認証: webauth.html を確認する',
  txt: 'TXTレコードを確認する',
  nameServers: 'ネームサーバーを確認する',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    check: 'look at all proofs of ownership now',
    prove: 'prove ownership in one way',
    owner: 'whose claim, where several owners have one',
    mail: `by mail: send a code (${codeLocalParts.join(', ')})`,
    code: 'by mail: enter the eight digits that arrived (left out, they are asked for)',
    web: 'look at webauth.html',
    txt: 'look at the TXT record',
    nameServers: 'look at the name servers',
  },
}

/** 0: it is theirs. 75: nobody could say, so it may be. 1: it is not, or not yet. */
export const exitCodeOfCheck = ({ outcome }: Pick<CheckedClaim, 'outcome'>): number => {
  if (outcome === 'proven') return exitCodes.ok
  return outcome === 'unknown' ? exitCodes.temporary : exitCodes.failed
}

const shown = (seen: CheckedClaim, language: Language): Shown => ({ json: { ...seenClaimJson(seen, language), outcome: seen.outcome }, text: claimText(seen, language), exitCode: exitCodeOfCheck(seen) })

/** Looks now. A domain that begins to be live signs its mail from then on. */
export const look = async (installation: Installation, { name, owner }: OfClaim): Promise<Result<CheckedClaim, CliRefusal>> => {
  const checked = await checkClaim(installation, operator, name, owner)
  if (checked.ok && checked.value.claim.state === 'proven') await publishSigningKeys(installation)
  return checked
}

const only = (seen: CheckedClaim, proof: Proof | null): CheckedClaim => {
  const isWanted = (result: ProofResult): boolean => proof === null || result.proof === proof
  return { ...seen, results: seen.results.filter(isWanted) }
}

const looking = async (installation: Installation, claim: OfClaim, proof: Proof | null, language: Language): Promise<Result<Shown, CliRefusal>> => {
  const checked = await look(installation, claim)
  return checked.ok ? yes(shown(only(checked.value, proof), language)) : checked
}

interface ProveOptions {
  readonly json?: true
  readonly owner?: string
  readonly mail?: string
  readonly code?: string | true
  readonly web?: true
  readonly txt?: true
  readonly nameServers?: true
}

const going = async (installation: Installation, claim: OfClaim, options: ProveOptions, language: Language): Promise<Result<Shown, CliRefusal>> => {
  const { mail, code, web, txt, nameServers } = options
  if ([mail, code, web, txt, nameServers].filter(way => way !== undefined).length !== 1) return no({ kind: 'choose-one', options: '--mail, --code, --web, --txt, --name-servers' })
  if (mail !== undefined) return sendingCode(installation, claim, mail, options.json === true, language)
  if (code === undefined) return looking(installation, claim, web ? 'web' : txt ? 'txt' : 'name-servers', language)
  const entered = await enteringCode(installation, claim, code, language)
  if (!entered.ok || entered.value !== null) return entered as Result<Shown, CliRefusal>
  return looking(installation, claim, 'mail', language)
}

/** Adds the commands to the group `domain`. */
export const checkCommands = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  command<{ owner?: string }>(cli, domain, 'check <name>', say.check, (installation, [name = ''], { owner }) => looking(installation, { name, owner }, null, cli.language)).option('--owner <name>', say.owner)
  command<ProveOptions>(cli, domain, 'prove <name>', say.prove, (installation, [name = ''], options) => going(installation, { name, owner: options.owner }, options, cli.language))
    .option('--mail <address>', say.mail)
    .option('--code [digits]', say.code)
    .option('--web', say.web)
    .option('--txt', say.txt)
    .option('--name-servers', say.nameServers)
    .option('--owner <name>', say.owner)
}
