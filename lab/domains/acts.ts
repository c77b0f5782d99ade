/** What people do in the cases, each by the command line as they would, and what it shows. */
import type { Person, Stage } from './case.ts'
import { untilCheckable } from './clocks.ts'

/** A cause with its facts. */
export interface Told {
  readonly id: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** What one proof came to. */
export interface Result {
  readonly proof: string
  readonly state: string
  readonly finding?: Told
}

/** What a check showed. */
export interface Seen {
  /** 0: proven, 1: not, 75: nobody could say. */
  readonly exitCode: number | null
  readonly provenBy: string | null
  readonly results: readonly Result[]
  readonly notes: readonly Told[]
  /** About the name as such: others who hold it, hand-overs. */
  readonly findings: readonly Told[]
}

/** A claim, as lists show it. */
export interface ShownClaim {
  readonly name: string
  readonly owner: string
  readonly state: string
  readonly provenBy: string | null
  readonly token: string
}

/** Whose claim of which name; the stage's own where left out. */
export interface Of {
  readonly name?: string
  readonly owner?: Person
}

const facts = (told: Told): string => {
  const entries = Object.entries(told.facts).filter(([, value]) => value !== null)
  return entries.length ? ` {${entries.map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' ') : String(value)}`).join(', ')}}` : ''
}

/** A cause with its facts, in one line. */
export const textOf = (told: Told): string => `${told.id}${facts(told)}`

/** What was seen, in one line. */
export const describe = ({ provenBy, results, notes, findings }: Seen): string => {
  const beside = [...findings.map(textOf), ...notes.map(note => `note ${textOf(note)}`)]
  if (provenBy !== null) return [`proven by ${provenBy}`, ...beside].join(', ')
  return [...beside, ...results.flatMap(({ state, proof, finding }) => (finding ? [`${proof} ${state}: ${textOf(finding)}`] : []))].join(', ')
}

/** All that was told in a check, wherever. */
export const toldIn = ({ results, notes, findings }: Seen): Told[] => [...findings, ...results.flatMap(({ finding }) => finding ?? []), ...notes]

interface CheckJson {
  readonly claim: { readonly provenBy: string | null; readonly checkedAt: string | null }
  readonly results: readonly Result[]
  readonly notes: readonly Told[]
  readonly findings: readonly Told[]
}

/** Adds the name. @returns the token. @throws Error with what was said */
export const claim = async ({ world, domain, owner }: Stage, of: Of = {}): Promise<string> => {
  const made = (await world.installation.cli(['domain', 'add', of.name ?? domain, '--owner', (of.owner ?? owner).name])) as { readonly claim: { readonly token: string } }
  return made.claim.token
}

const checkOnce = async ({ world, domain, owner }: Stage, of: Of): Promise<CheckJson & Pick<Seen, 'exitCode'>> => {
  const { stdout, output, code } = await world.installation.todoku(['domain', 'check', of.name ?? domain, '--owner', (of.owner ?? owner).name, '--json'])
  try {
    return { exitCode: code, ...(JSON.parse(stdout) as CheckJson) }
  } catch {
    throw new Error(`domain check: ${output.trim()}`)
  }
}

/** Has all proofs looked at, as they are from now on: an answer from before is the answer to another question, and asked again. */
export const check = async (stage: Stage, of: Of = {}): Promise<Seen> => {
  const since = Date.now()
  for (;;) {
    await untilCheckable(stage, of.name ?? stage.domain)
    const { claim: its, ...seen } = await checkOnce(stage, of)
    if (its.provenBy !== null || its.checkedAt === null || Date.parse(its.checkedAt) >= since) return { provenBy: its.provenBy, ...seen }
  }
}

/** The stage's own claims, or another's; those that ended too. */
export const readClaims = async ({ world, owner }: Stage, of: Person = owner): Promise<ShownClaim[]> => {
  const { items } = (await world.installation.cli(['domain', 'claims', '--owner', of.name, '--all'])) as { readonly items: ShownClaim[] }
  return items
}

/** Gives the claim up and makes it again. @returns the new token */
export const renewToken = async (stage: Stage): Promise<string> => {
  await stage.world.installation.cli(['domain', 'withdraw', stage.domain, '--owner', stage.owner.name, '--yes'])
  return claim(stage)
}

/** Removes the domain. */
export const removeDomain = async ({ world, domain }: Stage): Promise<void> => void (await world.installation.cli(['domain', 'remove', domain, '--yes']))

/** Whose the domain is. */
export const ownerOf = async ({ world, domain }: Stage): Promise<string> => ((await world.installation.cli(['domain', 'show', domain])) as { readonly owner: string }).owner

/** Claims a name that cannot be claimed. @returns what was said. @throws Error when it was claimed */
export const refusedClaim = async ({ world, owner }: Stage, name: string): Promise<string> => {
  const { ok, output } = await world.installation.todoku(['domain', 'add', name, '--owner', owner.name, '--json'])
  if (ok) throw new Error(`${name} was claimed`)
  return output.trim()
}

interface SendingJson {
  readonly state: 'sent' | 'not-sent'
  readonly recipient?: string
  readonly mx?: readonly string[]
  readonly finding?: Told
}

/** Has a code sent. @returns `sent` and to which servers, or why it was not */
export const proveByMail = async ({ world, domain, owner }: Stage, localPart: string, of: Of = {}): Promise<Told> => {
  const { stdout, output } = await world.installation.todoku(['domain', 'prove', of.name ?? domain, '--owner', (of.owner ?? owner).name, '--mail', localPart, '--json'])
  try {
    const { finding, recipient, mx } = JSON.parse(stdout) as SendingJson
    return finding ?? { id: 'sent', facts: { recipient, mx } }
  } catch {
    throw new Error(`domain prove --mail: ${output.trim()}`)
  }
}

/** Enters a code. @returns `proven`, or what was said instead */
export const enterCode = async ({ world, domain, owner }: Stage, code: string, of: Of = {}): Promise<'proven' | Told> => {
  const { stdout, output } = await world.installation.todoku(['domain', 'prove', of.name ?? domain, '--owner', (of.owner ?? owner).name, '--code', code, '--json'])
  try {
    const { claim: its, finding, results } = JSON.parse(stdout) as Partial<CheckJson> & { readonly finding?: Told }
    if (its?.provenBy === 'mail') return 'proven'
    return finding ?? { id: 'not proven', facts: { results: JSON.stringify(results) } }
  } catch {
    throw new Error(`domain prove --code: ${output.trim()}`)
  }
}

/** Answers a hand-over, or shows it. @returns what was printed */
export const handOver = ({ world, domain }: Stage, answer: 'agree' | 'object' | 'refuse' | 'decide' | 'show', ...more: readonly string[]): Promise<unknown> =>
  world.installation.cli(['domain', 'hand-over', domain, ...(answer === 'show' ? [] : [`--${answer}`]), ...(answer === 'agree' || answer === 'decide' ? ['--yes'] : []), ...more])

/** Says where mail goes. @returns the report, in one line */
export const route = async ({ world, domain }: Stage, choice: 'automatic' | 'here' | 'elsewhere'): Promise<string> => JSON.stringify(await world.installation.cli(['domain', 'route', domain, choice]))
