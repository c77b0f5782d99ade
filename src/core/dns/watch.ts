/**
 * Watching a domain's records: what a look brings to light that was not known before, what is in order again, and when to look next.
 * Not knowing changes nothing. What may be a moment's trouble must be seen twice.
 */
import type { CauseId, Finding } from '../causes/index.ts'
import type { Comparison } from './compare.ts'
import type { VerdictState } from './verdict.ts'

/** What is remembered of earlier looks. */
export interface Remembered {
  /** By subject; the last that was known. */
  readonly states: Readonly<Record<string, VerdictState>>
  /** Seen once, of what must be seen twice: cause and subject. */
  readonly once: readonly string[]
  /** When a state last became another, ISO 8601. */
  readonly changedAt: string
}

/** Something that is wrong, with what of the domain it is about: `MX example.jp`, a name server, or "" for the whole. */
export interface Noted {
  readonly finding: Finding
  readonly subject: string
}

/** One that is open. */
export interface Open {
  readonly cause: string
  readonly subject: string
}

/** What follows from a look. */
export interface Look {
  readonly remembered: Remembered
  /** Open from now on, or still. */
  readonly raise: readonly Noted[]
  readonly end: readonly Open[]
  /** What the owner is told of: new, and not of the first look, when nobody expects all to be there. */
  readonly tell: readonly Finding[]
  /** ISO 8601. */
  readonly nextAt: string
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** So long a change is awaited. Afterwards it is looked at daily, like everything. */
const awaitedMs = 7 * dayMs

/** Causes that a watch opens, and so may close. */
const watched: ReadonlySet<CauseId> = new Set<CauseId>([
  'dns.record-missing',
  'dns.record-differs',
  'dns.two-spf',
  'dns.two-dmarc',
  'dns.txt-mangled',
  'dns.zone-typed-twice',
  'dns.cname-beside',
  'dns.mx-elsewhere',
  'dns.mx-to-cname',
  'dns.mx-to-address',
  'dns.servers-disagree',
  'dns.lame-server',
  'dns.server-silent',
  'dns.dnssec-bogus',
  'dns.ds-missing',
  'dns.ds-wrong',
])

/** One server's bad moment, or a zone on its way from one to the other. */
const seenTwice: ReadonlySet<CauseId> = new Set<CauseId>(['dns.servers-disagree', 'dns.lame-server', 'dns.server-silent', 'dns.dnssec-bogus'])

/** Where mail goes is told by whoever looks after routes. */
const toldElsewhere: ReadonlySet<CauseId> = new Set<CauseId>(['dns.mx-elsewhere'])

const keyOf = ({ cause, subject }: Open): string => `${cause} ${subject}`

const openOf = ({ finding, subject }: Noted): Open => ({ cause: finding.id, subject })

const subjectOf = ({ facts }: Finding): string => ('server' in facts && typeof facts.server === 'string' ? facts.server : '')

/** What a comparison found wrong, as a watch keeps it. */
const notedIn = ({ verdicts, findings }: Comparison): Noted[] => {
  const ofRecords = verdicts.flatMap(({ wanted: { type, name }, findings: list }) => list.map(finding => ({ finding, subject: `${type} ${name}` })))
  const ofDomain = findings.map(finding => ({ finding, subject: subjectOf(finding) }))
  return [...ofRecords, ...ofDomain].filter(({ finding }) => watched.has(finding.id))
}

/** Subjects of which this look learnt nothing. */
const unknownIn = ({ verdicts, findings }: Comparison): ((subject: string) => boolean) => {
  const records = new Map(verdicts.map(({ wanted: { type, name }, state }) => [`${type} ${name}`, state]))
  const isDomainUnknown = findings.some(({ id }) => id === 'ownership.name-servers-unknown')
  return subject => (records.has(subject) ? records.get(subject) === 'unknown' : isDomainUnknown)
}

const statesIn = ({ verdicts }: Comparison, before: Remembered | null): Record<string, VerdictState> =>
  Object.fromEntries(
    verdicts.flatMap(({ wanted: { type, name }, state }) => {
      const subject = `${type} ${name}`
      const last = before?.states[subject]
      return state !== 'unknown' ? [[subject, state]] : last === undefined ? [] : [[subject, last]]
    }),
  )

const isSame = (one: Readonly<Record<string, VerdictState>>, other: Readonly<Record<string, VerdictState>>): boolean => {
  const subjects = Object.keys({ ...one, ...other })
  return subjects.every(subject => one[subject] === other[subject])
}

const nextLook = ({ verdicts }: Comparison, { once, changedAt }: Remembered, at: string): string => {
  const now = Date.parse(at)
  const isAwaited = once.length > 0 || verdicts.some(({ state }) => state !== 'right')
  if (!isAwaited || now - Date.parse(changedAt) > awaitedMs) return new Date(now + dayMs).toISOString()
  // A moment later, the last resolver has forgotten the old.
  const spread = verdicts.flatMap(({ state, seenBy }) => (state === 'spreading' && seenBy !== null ? [Math.max(now, Date.parse(seenBy)) + minuteMs] : []))
  return new Date(Math.min(now + hourMs, ...spread)).toISOString()
}

/**
 * Takes a look.
 * @param before null at the first
 * @param open findings of the domain that are open, whoever opened them
 */
export const takeLook = (comparison: Comparison, at: string, before: Remembered | null, open: readonly Open[]): Look => {
  const noted = notedIn(comparison)
  const known = new Set(open.map(keyOf))
  const seenBefore = new Set(before?.once)
  const isSure = (one: Noted): boolean => !seenTwice.has(one.finding.id) || known.has(keyOf(openOf(one))) || seenBefore.has(keyOf(openOf(one)))
  const raise = noted.filter(isSure)
  const once = noted.filter(one => !isSure(one)).map(one => keyOf(openOf(one)))
  const still = new Set(noted.map(one => keyOf(openOf(one))))
  const isUnknown = unknownIn(comparison)
  const states = statesIn(comparison, before)
  const remembered: Remembered = { states, once, changedAt: before !== null && isSame(states, before.states) ? before.changedAt : at }
  return {
    remembered,
    raise,
    end: open.filter(one => watched.has(one.cause as CauseId) && !still.has(keyOf(one)) && !isUnknown(one.subject)),
    tell: before === null ? [] : raise.filter(one => !known.has(keyOf(openOf(one))) && !toldElsewhere.has(one.finding.id)).map(({ finding }) => finding),
    nextAt: nextLook(comparison, remembered, at),
  }
}
