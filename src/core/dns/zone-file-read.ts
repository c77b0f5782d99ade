/**
 * Reads a zone file for import: the standard form (RFC 1035, 5.1, with BIND's $TTL and units), as BIND, Cloudflare and cli53 write it, and lists that are
 * copied from a registrar's screen, where no name ends with a dot and the TTL may follow the type. All of it is understood, or nothing is taken.
 */
import type { Finding } from '../causes/index.ts'
import { no, type Result, yes } from '../values/result.ts'
import { isWithin } from './within.ts'
import { longestTtl, shortestTtl } from './zone-check.ts'
import { usualTtl } from './zone-edit.ts'
import { type Entry, entriesOf, type Word } from './zone-file-words.ts'
import { plainZoneName, readZoneName } from './zone-name.ts'
import { identityOf, isZoneType, setOf, type ZoneRecord, type ZoneType } from './zone-record.ts'
import { textOf, unescapedBytes } from './zone-text.ts'
import { readZoneText, readZoneValue } from './zone-value.ts'

/** What is wrong, and where. */
export interface FileComplaint {
  /** Counted from 1. */
  readonly line: number
  readonly finding: Finding
}

export interface ZoneFile {
  readonly records: readonly ZoneRecord[]
  /** How many were left out because they are made here: SOA, the zone's own NS, signatures. */
  readonly left: number
}

/** Made by whoever serves the zone, never taken over. */
const madeHere = /^(SOA|RRSIG|DNSKEY|NSEC|NSEC3|NSEC3PARAM|CDS|CDNSKEY)$/

/** What any entry looks like from its type on, where it is not one that is kept. */
const typeWord = /^(TYPE\d+|[A-Z][A-Z0-9-]*)$/i

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** `3600`, `1h30m`; null for anything else. */
const secondsIn = (text: string): number | null => {
  if (/^\d+$/.test(text)) return Number(text)
  if (!/^(\d+[smhdw])+$/i.test(text)) return null
  return [...text.matchAll(/(\d+)([smhdw])/gi)].reduce((sum, [, count, unit]) => sum + Number(count) * unitSeconds[unit!.toLowerCase()]!, 0)
}

/** Cloudflare writes 1 where it chooses, which is five minutes. */
const chosenByServer = 300

const bounded = (seconds: number): number => (seconds <= 1 ? chosenByServer : Math.min(longestTtl, Math.max(shortestTtl, seconds)))

/** Where the reading stands. */
interface State {
  readonly zone: string
  /** No name in the file ends with a dot: names with one inside are whole, as people type them. */
  readonly isTyped: boolean
  origin: string
  ttl: number | null
  name: string | null
}

type Read = Result<ZoneRecord | 'left', Finding>

const unreadable = ({ line, words }: Entry): Finding => ({ id: 'zone.line-unreadable', facts: { line, text: words.map(({ text, isQuoted }) => (isQuoted ? `"${text}"` : text)).join(' ').slice(0, 100) } })

/** The name as readZoneName takes it: with a final dot when it is whole. */
const absolute = (text: string, { origin, isTyped }: State): string => {
  // Nobody means an address as a name within the zone.
  if (isTyped || text.endsWith('.') || /^\d+(\.\d+){3}$/.test(text)) return text
  return text === '@' ? `${origin}.` : `${text}.${origin}.`
}

const readName = (text: string, state: State): Result<string, Finding> => {
  // As Cloudflare writes the SOA record's name.
  if (text.toLowerCase() === state.zone) return yes(state.zone)
  const name = absolute(text, state)
  const read = readZoneName(name, state.zone)
  // In a file the zone comes behind by itself: who wrote the whole name and no dot has it twice.
  const isTwice = read.ok && !text.endsWith('.') && isWithin(read.value, `${state.zone}.${state.zone}`)
  return isTwice ? no({ id: 'zone.name-twice', facts: { name: read.value, zone: state.zone } }) : read
}

/** Which word of a value is a name, counted from 0. */
const nameAt: Readonly<Partial<Record<ZoneType, number>>> = { CNAME: 0, NS: 0, MX: 1, SRV: 3 }

const readValue = (type: ZoneType, words: readonly Word[], state: State): Result<string, Finding> => {
  if (type === 'TXT') return readZoneText(textOf(words.flatMap(({ text }) => unescapedBytes(text))))
  const typed = words.map(({ text, isQuoted }, i) => (isQuoted ? `"${text}"` : i === nameAt[type] && text !== '.' ? absolute(text, state) : text)).join(' ')
  const value = readZoneValue(type, typed, state.zone)
  if (!value.ok || state.isTyped || nameAt[type] === undefined) return value
  const target = value.value.split(' ').at(-1)!
  return isWithin(target, `${state.zone}.${state.zone}`) ? no({ id: 'zone.name-twice', facts: { name: target, zone: state.zone } }) : value
}

const isNumber = (word: Word | undefined): boolean => word !== undefined && !word.isQuoted && /^\d+$/.test(word.text)

/** A screen's order: name, type, TTL, value, and for MX the priority last. */
const fromScreen = (type: ZoneType, words: readonly Word[]): { ttl: number; words: readonly Word[] } | null => {
  if (!isNumber(words[0]) || words.length < 2) return null
  const ttl = Number(words[0]!.text)
  if (type === 'MX') return words.length === 3 && isNumber(words[2]) ? { ttl, words: [words[2]!, words[1]!] } : null
  return nameAt[type] === 0 || type === 'A' || type === 'AAAA' || type === 'TXT' ? { ttl, words: words.slice(1) } : null
}

const readRecord = (entry: Entry, name: string, rest: readonly Word[], state: State): Read => {
  const words = [...rest]
  let ttl: number | null = null
  // TTL and class come in either order, or not at all.
  for (let word = words[0]; word && !word.isQuoted; word = words[0]) {
    const seconds = secondsIn(word.text)
    if (seconds !== null && ttl === null) ttl = seconds
    else if (!/^in$/i.test(word.text)) break
    words.shift()
  }
  const type = words.shift()?.text.toUpperCase() ?? ''
  if (madeHere.test(type) || (type === 'NS' && name === state.zone)) return yes('left')
  if (!isZoneType(type)) return no(typeWord.test(type) && words.length ? { id: 'zone.type-not-kept', facts: { line: entry.line, type, name } } : unreadable(entry))
  const screen = state.isTyped ? fromScreen(type, words) : null
  const value = readValue(type, screen?.words ?? words, state)
  if (!value.ok) return value
  return yes({ name, type, ttl: bounded(ttl ?? screen?.ttl ?? state.ttl ?? usualTtl), value: value.value })
}

/** `$ORIGIN` and `$TTL`. @returns false when it cannot be followed */
const follow = ([directive, argument]: readonly Word[], state: State): boolean => {
  const text = argument?.text ?? ''
  if (/^\$origin$/i.test(directive!.text)) {
    const origin = plainZoneName(absolute(text, state))
    state.origin = origin ?? state.origin
    return origin !== null
  }
  const seconds = /^\$ttl$/i.test(directive!.text) ? secondsIn(text) : null
  state.ttl = seconds ?? state.ttl
  return seconds !== null
}

const readEntry = (entry: Entry, state: State): Read => {
  const [first, ...rest] = entry.words
  if (!entry.isContinued && first!.text.startsWith('$')) return follow(entry.words, state) ? yes('left') : no(unreadable(entry))
  if (entry.isContinued && state.name !== null) return readRecord(entry, state.name, entry.words, state)
  const name = readName(first!.text, state)
  if (!name.ok) return name.why.id === 'zone.bad-name' ? no(unreadable(entry)) : name
  state.name = name.value
  return readRecord(entry, name.value, rest, state)
}

/** Whether any name is written as zone files want it. Numbers with dots are addresses. */
const hasDots = (entries: readonly Entry[]): boolean =>
  entries.some(({ words }) => words.some(({ text, isQuoted }) => !isQuoted && (/^\$origin$/i.test(text) || /[a-z0-9]\.$/i.test(text))))

/** A set is remembered as one: by its shortest TTL. The same record twice is one. */
const merged = (records: readonly ZoneRecord[]): ZoneRecord[] => {
  const shortest = new Map<string, number>()
  for (const record of records) shortest.set(setOf(record), Math.min(record.ttl, shortest.get(setOf(record)) ?? Infinity))
  return [...new Map(records.map(record => [identityOf(record), { ...record, ttl: shortest.get(setOf(record))! }])).values()]
}

/** Complaints beyond these help nobody. */
const mostComplaints = 50

/**
 * Reads a file.
 * @param zone whose records it must be
 * @returns the records; or everything that cannot be taken, each with its line
 */
export const readZoneFile = (text: string, zone: string): Result<ZoneFile, readonly FileComplaint[]> => {
  const taken = entriesOf(text)
  if ('openSince' in taken) {
    const line = taken.openSince
    return no([{ line, finding: { id: 'zone.line-unreadable', facts: { line, text: text.split('\n')[line - 1]!.trim().slice(0, 100) } } }])
  }
  const state: State = { zone, isTyped: !hasDots(taken.entries), origin: zone, ttl: null, name: null }
  const records: ZoneRecord[] = []
  const complaints: FileComplaint[] = []
  let left = 0
  for (const entry of taken.entries) {
    const read = readEntry(entry, state)
    if (!read.ok) complaints.push({ line: entry.line, finding: read.why })
    else if (read.value === 'left') left += entry.words[0]!.text.startsWith('$') ? 0 : 1
    else records.push(read.value)
  }
  return complaints.length ? no(complaints.slice(0, mostComplaints)) : yes({ records: merged(records), left })
}
