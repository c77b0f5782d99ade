/** `todoku domain records NAME`: what the domain should publish, what is found, and what to type where. */
import type { Command } from 'commander'
import { compareRecords } from '../../actions/compare-records.ts'
import { type FixedRecords, fixRecords } from '../../actions/fix-records.ts'
import { operator } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import { readDomain } from '../../actions/read-accounts.ts'
import type { Words } from '../../base/language.ts'
import { providerNamed, providers } from '../../core/dns/providers.ts'
import type { Verdict } from '../../core/dns/verdict.ts'
import { no, yes } from '../../core/values/result.ts'
import { recordsJson, recordsText } from '../record-words.ts'
import { exitCodes } from '../refusals.ts'
import { type Cli, command, type Shown } from '../run.ts'
import { printable } from '../text.ts'

const ja = {
  about: 'DNSレコードを、必要なものと今あるもので比べる',
  fix: 'このサーバーのネームサービスにあるレコードを、その場で直す(./todoku zone undo で戻せる)',
  withMx: '--fix で、別のサーバーに届いているメールの届け先(MX)もこちらに変える',
  fixed: '次のとおり直しました。数秒で反映されます:',
  nothing: '直すところはありませんでした',
  unproven: (name: string) => `所有権がまだ確認されていないため、ここではまだ受け取れません。MXは、確認が済んでから変えてください: ./todoku domain check ${name}`,
  left: (purposes: string) => `変えていないもの: ${purposes}。メールの届け先も変えるときは --fix --with-mx を付けてください`,
  provider: `入力画面の見本にする会社(${providers.map(({ id }) => id).join('、')})。省略するとネームサーバーから判断する`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'compare the DNS records that the domain needs with those that are there',
    fix: 'put the records in our own name service right at once (./todoku zone undo takes it back)',
    withMx: 'with --fix, also take over mail that goes to another server now (MX)',
    fixed: 'put right; it is answered within seconds:',
    nothing: 'there was nothing to put right',
    unproven: name => `its ownership is not proven yet, so nothing is received here; change the MX only once it is: ./todoku domain check ${name}`,
    left: purposes => `left as it is: ${purposes}; to take over where mail goes, too, add --fix --with-mx`,
    provider: `whose form to show (${providers.map(({ id }) => id).join(', ')}); left out, the name servers tell`,
  },
}

interface Options {
  readonly provider?: string
  readonly fix?: true
  readonly withMx?: true
}

/** Who changes a zone at the terminal. */
const byOperator = 'operator'

const fixedShown = ({ domain, difference: { removed, added }, left }: FixedRecords, say: typeof ja): Shown => {
  const line = (sign: string) => ({ name, type, value }: { readonly name: string; readonly type: string; readonly value: string }): string => printable(`  ${sign} ${name}  ${type}  ${value}`)
  const changes = [...removed.map(line('-')), ...added.map(line('+'))]
  const purposes = left.map(({ wanted: { purpose } }) => purpose.toUpperCase()).join(', ')
  return {
    json: { domain, removed, added, left: left.map(({ wanted, state }) => ({ ...wanted, state })) },
    text: [changes.length ? say.fixed : say.nothing, ...changes, ...(left.length ? [say.left(purposes)] : [])].join('\n'),
  }
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
  command<Options>(cli, domain, 'records <name>', say.about, async (installation, [name = ''], { provider: wanted, fix, withMx = false }) => {
    const chosen = wanted === undefined ? null : providerNamed(wanted)
    if (wanted !== undefined && chosen === null) return no({ kind: 'invalid-option', option: '--provider', given: wanted, example: providers.map(({ id }) => id).join('|') })
    const dns = openInstallationDns(installation)
    if (fix) {
      const fixed = await fixRecords(installation, dns, operator, name, { withMx, by: byOperator }, new Date())
      return fixed.ok ? yes(fixedShown(fixed.value, say)) : fixed
    }
    const compared = await compareRecords(installation, dns, operator, name, new Date())
    if (!compared.ok) return compared
    const { domain, place, verdicts } = compared.value
    const described = await readDomain(installation, operator, domain)
    const warning = described.ok && described.value.provenAt === null ? [say.unproven(domain)] : []
    const provider = chosen ?? (place.kind === 'outside' ? place.provider : null)
    return yes({ json: recordsJson(compared.value, provider, cli.language), text: [...warning, recordsText(compared.value, provider, cli.language)].join('\n\n'), exitCode: exitCodeOfRecords(verdicts) })
  })
    .option('--provider <name>', say.provider)
    .option('--fix', say.fix)
    .option('--with-mx', say.withMx)
}
