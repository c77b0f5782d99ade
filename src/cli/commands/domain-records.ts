/** `todoku domain records NAME`: what the domain should publish, what is found, and what to type where. */
import type { Command } from 'commander'
import { compareRecords } from '../../actions/compare-records.ts'
import { operator } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import type { Words } from '../../base/language.ts'
import { providerNamed, providers } from '../../core/dns/providers.ts'
import type { Verdict } from '../../core/dns/verdict.ts'
import { no, yes } from '../../core/values/result.ts'
import { recordsJson, recordsText } from '../record-words.ts'
import { exitCodes } from '../refusals.ts'
import { type Cli, command } from '../run.ts'

const ja = {
  about: 'DNSレコードを、必要なものと今あるもので比べる',
  provider: `入力画面の見本にする会社(${providers.map(({ id }) => id).join('、')})。省略するとネームサーバーから判断する`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'compare the DNS records that the domain needs with those that are there',
    provider: `whose form to show (${providers.map(({ id }) => id).join(', ')}); left out, the name servers tell`,
  },
}

interface Options {
  readonly provider?: string
}

/** 0: all is right, if not yet for everybody. 75: nothing is known to be wrong, but not all could be asked. */
export const exitCodeOfRecords = (verdicts: readonly Verdict[]): number => {
  const states = new Set(verdicts.map(({ state }) => state))
  if (states.has('missing') || states.has('differs') || states.has('conflicts')) return exitCodes.failed
  return states.has('unknown') ? exitCodes.temporary : exitCodes.ok
}

/** Adds the command to the group `domain`. */
export const recordsCommand = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  command<Options>(cli, domain, 'records <name>', say.about, async (installation, [name = ''], { provider: wanted }) => {
    const chosen = wanted === undefined ? null : providerNamed(wanted)
    if (wanted !== undefined && chosen === null) return no({ kind: 'invalid-option', option: '--provider', given: wanted, example: providers.map(({ id }) => id).join('|') })
    const compared = await compareRecords(installation, openInstallationDns(installation), operator, name, new Date())
    if (!compared.ok) return compared
    const { place, verdicts } = compared.value
    const provider = chosen ?? (place.kind === 'outside' ? place.provider : null)
    return yes({ json: recordsJson(compared.value, provider, cli.language), text: recordsText(compared.value, provider, cli.language), exitCode: exitCodeOfRecords(verdicts) })
  }).option('--provider <name>', say.provider)
}
