/** Puts the records of one of our own zones right: what is wanted is put in, what stands in its way goes, everything else stays. */
import { compare, typedTwice, zoneOf } from './compare.ts'
import type { Answer } from './observed.ts'
import type { MailTarget, Observation, ObservedSet, Verdict } from './verdict.ts'
import type { WantedRecord } from './wanted.ts'
import { usualTtl } from './zone-edit.ts'
import { identityOf, setOf, type ZoneRecord, type ZoneType } from './zone-record.ts'

/** A zone, and what it should hold. */
export interface ZoneToFix {
  readonly zone: string
  readonly records: readonly ZoneRecord[]
  readonly wanted: readonly WantedRecord[]
  readonly hostName: string
  readonly ourAddresses: readonly string[]
  readonly targets: readonly MailTarget[]
}

export interface FixedZone {
  readonly records: readonly ZoneRecord[]
  /** What was not touched: mail that goes elsewhere is its owner's to move. */
  readonly left: readonly Verdict[]
}

const answerOf = (records: readonly ZoneRecord[]): Answer =>
  records.length ? { state: 'records', records, ttl: records[0]!.ttl, from: 'the zone' } : { state: 'absent', isNameThere: true, ttl: null, from: 'the zone' }

/** The zone as if every server had been asked and every resolver had forgotten what was before. */
const observed = ({ zone, records, wanted, ourAddresses, targets }: ZoneToFix): Observation => {
  const nothing = answerOf([])
  const bare: Observation = {
    domain: zone,
    at: new Date(0).toISOString(),
    delegation: { name: zone, parent: '', at: '', state: 'delegated', why: null, servers: [], parentTtl: null, parentSaid: [], childSaid: [], childTtl: null, cached: nothing },
    sets: [],
    ourAddresses,
    targets,
    ds: null,
  }
  const held = (name: string, type: ZoneType): ObservedSet => {
    const answer = answerOf(records.filter(record => record.name === name && record.type === type))
    return { name, type, authority: answer, servers: [], resolver: answer }
  }
  const sets = wanted.flatMap(({ name, type }) => [held(name, type), held(typedTwice(name, zoneOf(bare)), type)])
  return { ...bare, sets }
}

const isElsewhere = ({ findings }: Verdict): boolean => findings.some(({ id }) => id === 'dns.mx-elsewhere')

/**
 * Puts it right.
 * @param withMx also where mail goes elsewhere now
 */
export const fixZone = (toFix: ZoneToFix, withMx: boolean): FixedZone => {
  const { verdicts } = compare(toFix.wanted, observed(toFix), toFix.hostName)
  const left = verdicts.filter(verdict => verdict.state === 'unknown' || (!withMx && isElsewhere(verdict)))
  const remedies = verdicts.filter(verdict => !left.includes(verdict)).flatMap(({ remedy }) => remedy ?? [])
  const gone = new Set(remedies.flatMap(({ instead }) => instead.map(({ name, type, value }) => `${name} ${type} ${value}`)))
  const kept = toFix.records.filter(record => !gone.has(identityOf(record)))
  const there = new Set(kept.map(identityOf))
  const put = remedies
    .map(({ put: { name, type, value } }): ZoneRecord => ({ name, type: type as ZoneType, ttl: toFix.records.find(record => setOf(record) === `${name} ${type}`)?.ttl ?? usualTtl, value }))
    .filter(record => !there.has(identityOf(record)))
  return { records: [...kept, ...put], left }
}
