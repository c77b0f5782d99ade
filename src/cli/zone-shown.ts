/** A zone at a terminal: its records, its changes, and what a change did. */
import type { ChangedZone } from '../actions/change-zone.ts'
import type { Zone, ZoneChange, ZoneDescription } from '../actions/describe-zone.ts'
import type { Language } from '../base/language.ts'
import { shortZoneName } from '../core/dns/zone-name.ts'
import type { ZoneRecord } from '../core/dns/zone-record.ts'
import { findingJson, findingText } from './finding-words.ts'
import type { Shown } from './run.ts'
import { printable, table, time } from './text.ts'
import { zoneWords } from './zone-words.ts'

/** Whether the world sees it. */
export const stateOf = ({ isProven, publishedVersion, version }: Pick<Zone, 'isProven' | 'publishedVersion' | 'version'>, language: Language): string => {
  const { states } = zoneWords[language]
  if (!isProven) return states.unproven
  return publishedVersion === version ? states.published : states.publishing
}

const changeLine = ({ at, by, removed, added, undoneAt }: ZoneChange, zone: string, language: Language): string => {
  const names = [...new Set([...removed, ...added].map(({ name, type }) => `${shortZoneName(name, zone)} ${type}`))]
  return printable(`  ${time(at)}  ${by}  -${removed.length} +${added.length}  ${names.slice(0, 4).join(', ')}${names.length > 4 ? ' …' : ''}${undoneAt ? zoneWords[language].wasUndone : ''}`)
}

/** All of a zone. */
export const zoneShown = ({ zone, records, changes, isPublished, isServed }: ZoneDescription, language: Language): Shown => {
  const say = zoneWords[language]
  const rows = records.map(({ name, type, ttl, value }) => [shortZoneName(name, zone.name), type, String(ttl), value])
  const state = zone.isProven && !isServed ? say.states.handedOn : stateOf(zone, language)
  return {
    json: { ...zone, isPublished, isServed, records, changes },
    text: [
      `${zone.name}  ${state}  ${zone.isSigned ? say.signed : say.unsigned}`,
      '',
      table(say.heading, rows),
      ...(changes.length ? ['', say.changes, ...changes.map(change => changeLine(change, zone.name, language))] : []),
    ].join('\n'),
  }
}

const recordLine = (sign: string, zone: string, { name, type, ttl, value }: ZoneRecord): string => printable(`  ${sign} ${shortZoneName(name, zone)}  ${ttl}  ${type}  ${value}`)

/** What a change did. @param also a line of its own below */
export const changeShown = ({ zone, difference: { removed, added }, notes }: ChangedZone, language: Language, also?: string): Shown => {
  const say = zoneWords[language]
  const lines = [...removed.map(record => recordLine('-', zone, record)), ...added.map(record => recordLine('+', zone, record))]
  return {
    json: { zone, removed, added, notes: notes.map(finding => findingJson(finding, language)) },
    text: [lines.length ? say.changed(zone) : say.same, ...lines, ...(also === undefined ? [] : [also]), ...notes.map(finding => `\n${findingText(finding, language)}`)].join('\n'),
  }
}
