/** `todoku zone dnssec`: whether a zone is signed, and what the registrar must be told. */
import type { Command } from 'commander'
import { describeSignatures, signZone, type ZoneSignatures } from '../../actions/describe-zone.ts'
import { operator } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import type { Language } from '../../base/language.ts'
import { no, yes } from '../../core/values/result.ts'
import { findingJson, findingText } from '../finding-words.ts'
import { type Cli, command, type Shown } from '../run.ts'
import { printable } from '../text.ts'
import { zoneWords } from '../zone-words.ts'

const shown = ({ zone, ds, parentDs, findings }: ZoneSignatures, language: Language): Shown => {
  const say = zoneWords[language]
  const parent = parentDs === null ? say.parentUnknown : parentDs.length ? [say.parentHas, ...parentDs.map(value => `  ${printable(value)}`)].join('\n') : say.parentNone
  return {
    json: { zone: zone.name, isSigned: zone.isSigned, ds, parentDs, findings: findings.map(finding => findingJson(finding, language)) },
    text: [
      `${zone.name}: ${zone.isSigned ? say.signed : say.unsigned}`,
      ...(ds.length ? [say.dsFor, ...ds.map(value => `  ${zone.name}. DS ${value}`)] : zone.isSigned ? [say.dsSoon] : []),
      parent,
      ...findings.map(finding => `\n${findingText(finding, language)}`),
    ].join('\n'),
  }
}

/** Adds the command. */
export const dnssecCommand = (cli: Cli, zone: Command): void => {
  const say = zoneWords[cli.language]
  command(cli, zone, 'dnssec <zone> [on|off]', say.dnssec, async (installation, [name = '', wish]) => {
    if (wish !== undefined && wish !== 'on' && wish !== 'off') return no({ kind: 'invalid-option', option: 'dnssec', given: wish, example: 'on|off' })
    const dns = openInstallationDns(installation)
    if (wish === undefined) {
      const described = await describeSignatures(installation, dns, operator, name)
      return described.ok ? yes(shown(described.value, cli.language)) : described
    }
    const signed = await signZone(installation, dns, operator, name, wish === 'on')
    if (!signed.ok) return signed
    const { name: zoneName, isSigned } = signed.value
    return yes({ json: { zone: zoneName, isSigned }, text: isSigned ? say.signedNow(zoneName) : say.unsignedNow(zoneName) })
  })
}
