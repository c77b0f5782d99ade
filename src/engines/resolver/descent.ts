/**
 * The way down to the zone that holds a name: the top level's servers are learnt from the configured resolver, all below is asked of the zones' own servers.
 * So a delegation that was changed a moment ago is seen as it is, whatever resolvers still remember.
 */
import { getDomain } from 'tldts'
import type { Answer } from '../../core/dns/observed.ts'
import { isWithin } from '../../core/dns/within.ts'
import { memory } from './memory.ts'
import type { Question } from './message.ts'
import type { NameServers, Zone } from './name-servers.ts'
import type { Alias, Reading, Referral } from './reading.ts'
import type { Recursion } from './recursion.ts'

/** Where a question ended. */
export interface Landed {
  /** Null where even the top level could not be learnt. */
  readonly zone: Zone | null
  readonly reading: Reading
}

export interface Descent {
  /** Down to the zone that answers. */
  answer(question: Question, until: number): Promise<Answer | Alias>
  /** Down to the zone above the name: the one that delegates it, or would. */
  parent(question: Question, until: number): Promise<Landed>
  /** Takes note of a zone that was found otherwise, or of one that is not there any more: without servers. */
  learn(zone: Zone): void
}

/** Of the top levels' servers. */
const keepTopMs = 60_000
/** Of zones below: one look at a domain asks a dozen questions; a change must be seen at the next. */
const keepMs = 5000
const mostTops = 2000
const mostZones = 10_000

/** Each stage may use up half of what is left, so that there is something left for the next. */
export const half = (until: number): number => {
  const now = performance.now()
  return now + Math.max(0, until - now) / 2
}

type Start = { readonly zone: Zone } | { readonly failed: Answer }

/** `www.example.co.jp`, `example.co.jp` and so on to the root. */
const zonesAbove = (name: string): string[] => {
  const labels = name === '' ? [] : name.split('.')
  return [...labels.map((_, i) => labels.slice(i).join('.')), '']
}

const canBeAsked = (zone: Zone | null): boolean => zone !== null && zone.servers.some(({ addresses }) => addresses.length > 0)

/** Makes the way. */
export const descent = (recursion: Recursion, servers: NameServers): Descent => {
  const tops = memory<Start>(keepTopMs, mostTops, start => 'zone' in start && canBeAsked(start.zone))
  const zones = memory<Zone | null>(keepMs, mostZones, canBeAsked)

  const learnTop = async (name: string, until: number): Promise<Start> => {
    const said = await recursion({ name, type: 'NS' }, half(until))
    if (said.state === 'unknown') return { failed: said }
    if (said.state === 'records') return { zone: { name, servers: await servers.locate(said.records.map(({ value }) => value).toSorted(), [], half(until)) } }
    return name === '' ? { failed: { state: 'unknown', why: 'lame', detail: 'the resolver knows no root', from: said.from } } : top('', until)
  }
  const top = (name: string, until: number): Promise<Start> => tops.get(name, () => learnTop(name, until))

  const start = async (name: string, isAbove: boolean, until: number): Promise<Start> => {
    const candidates = zonesAbove(name).filter(zone => !isAbove || zone !== name || name === '')
    for (const candidate of candidates) {
      const zone = await zones.known(candidate)
      if (zone) return { zone }
    }
    return top(candidates.at(-2) ?? '', until)
  }

  const below = async ({ zone, records, glue }: Referral, until: number): Promise<Zone> => {
    const found = { name: zone, servers: await servers.locate(records.map(({ value }) => value).toSorted(), glue, half(until)) }
    if (canBeAsked(found)) zones.set(zone, found)
    return found
  }

  /** The way to somebody's domain is looked for once, however many questions go there at the same time. Null where it is not delegated. */
  const domainBelow = (from: Zone, domain: string, until: number): Promise<Zone | null> =>
    zones.get(domain, async () => {
      const reading = await servers.askZone(from, { name: domain, type: 'NS' }, half(until))
      return reading.state === 'referral' ? below(reading, until) : null
    })

  const nextZone = async (zone: Zone, name: string, isAbove: boolean, until: number): Promise<Zone | null> => {
    const domain = getDomain(name)
    const isOnTheWay = domain !== null && domain !== zone.name && isWithin(domain, zone.name) && !(isAbove && domain === name)
    const next = isOnTheWay ? await domainBelow(zone, domain, until) : null
    return next && next.name !== zone.name && isWithin(next.name, zone.name) ? next : null
  }

  const descend = async (question: Question, isAbove: boolean, until: number): Promise<Landed> => {
    const begin = await start(question.name, isAbove, until)
    if ('failed' in begin) return { zone: null, reading: begin.failed }
    let { zone } = begin
    // Ends: each step is to a zone below the one before.
    for (;;) {
      const next = await nextZone(zone, question.name, isAbove, until)
      if (next) {
        zone = next
        continue
      }
      const reading = await servers.askZone(zone, question, half(until))
      if (reading.state !== 'referral' || (isAbove && reading.zone === question.name)) return { zone, reading }
      zone = await below(reading, until)
    }
  }

  return {
    answer: async (question, until) => {
      const { reading } = await descend(question, question.type === 'DS', until)
      return reading.state === 'referral' ? { state: 'unknown', why: 'lame', detail: `it sends on to ${reading.zone}`, from: question.name } : reading
    },
    parent: (question, until) => descend(question, true, until),
    learn: zone => zones.set(zone.name, canBeAsked(zone) ? zone : null),
  }
}
