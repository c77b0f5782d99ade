/** `todoku domain watch NAME`: what is awaited, line by line with its clock, until it is there; then the records of the domain, until they are right. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { type CheckedClaim, describeClaim } from '../../actions/check-claim.ts'
import { type ComparedDomain, compareRecords } from '../../actions/compare-records.ts'
import { type Installation, operator } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import { type Claim, readClaim } from '../../actions/read-claims.ts'
import type { Words } from '../../base/language.ts'
import { type Result, yes } from '../../core/values/result.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command } from '../run.ts'
import { screenWidth } from '../text.ts'
import { jsonShow, liveShow, plainShow, type Show } from '../watch-shows.ts'
import { exitCodeOfCheck, look } from './domain-check.ts'
import type { OfClaim } from './domain-code.ts'
import { exitCodeOfRecords } from './domain-records.ts'

const ja = {
  about: '所有権の確認とDNSレコードの経過を表示し続ける',
  once: '今の状態だけを表示して終わる',
  owner: '誰の申し込みか(複数の所有者が申し込んでいるとき)',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'watch the proofs of ownership, and then the DNS records, until all is right',
    once: 'show how it stands now, and end',
    owner: 'whose claim, where several owners have one',
  },
}

const drawMs = 1000
/** The worker looks at claims when their time has come. Where none is running, we do, a little later. */
const patienceMs = 5000
/** Records that are awaited. */
const recordsMs = 30_000

const isOverdue = ({ state, nextCheckAt }: Claim, now: Date): boolean => state === 'waiting' && nextCheckAt !== null && now.getTime() - nextCheckAt.getTime() > patienceMs

/** The claim as it is kept; where its look is overdue, as it is now. */
const readView = async (installation: Installation, of: OfClaim, isFirst: boolean): Promise<Result<CheckedClaim, CliRefusal>> => {
  const kept = await readClaim(installation, operator, of.name, of.owner)
  if (!kept.ok) return kept
  const isToLook = (isFirst && kept.value.state !== 'proven') || isOverdue(kept.value, new Date())
  return isToLook ? look(installation, of) : yes(await describeClaim(installation, operator, kept.value))
}

/** Only a proven domain has records to wait for. */
const readRecords = async (installation: Installation, { claim }: CheckedClaim): Promise<Result<ComparedDomain, CliRefusal> | null> =>
  claim.state === 'proven' ? compareRecords(installation, openInstallationDns(installation), operator, claim.name, new Date()) : null

/** Once one way has proven it, nobody waits for the others. */
const proven = (view: CheckedClaim): CheckedClaim => ({ ...view, results: view.results.filter(({ state }) => state === 'proven') })

/** @returns the exit code: of the proofs while they are awaited, of the records afterwards */
const watch = async (installation: Installation, of: OfClaim, show: Show, isOnce: boolean): Promise<Result<number, CliRefusal>> => {
  let compared: ComparedDomain | null = null
  let comparedAt = -Infinity
  for (let isFirst = true; ; isFirst = false) {
    const view = await readView(installation, of, isFirst)
    if (!view.ok) return view
    if (performance.now() - comparedAt > recordsMs) {
      const records = await readRecords(installation, view.value)
      if (records && !records.ok) return records
      if (records) [compared, comparedAt] = [records.value, performance.now()]
    }
    if (compared) show.records(compared, proven(view.value), new Date())
    else show.claim(view.value, new Date())
    const code = compared ? exitCodeOfRecords(compared.verdicts) : exitCodeOfCheck(view.value)
    if (isOnce || (compared && code === 0) || view.value.claim.endedAt !== null) return yes(code)
    await sleep(drawMs)
  }
}

/** Adds the command to the group `domain`. */
export const watchCommand = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  const write = (text: string): void => void process.stdout.write(text)
  const showOf = (name: string, isJson: boolean): Show => {
    if (isJson) return jsonShow(write, name, cli.language)
    return screenWidth() === null ? plainShow(write, cli.language) : liveShow(write, () => screenWidth() ?? 80, cli.language)
  }
  command<{ json?: true; once?: true; owner?: string }>(cli, domain, 'watch <name>', say.about, async (installation, [name = ''], { json, once, owner }) => {
    const found = await readClaim(installation, operator, name, owner)
    if (!found.ok) return found
    const code = await watch(installation, { name: found.value.name, owner: found.value.owner }, showOf(found.value.name, json === true), once === true)
    return code.ok ? yes({ lines: [], text: '', exitCode: code.value }) : code
  })
    .option('--once', say.once)
    .option('--owner <name>', say.owner)
}
