/** Which names can be claimed at all: not what everybody registers under, and not what this installation itself stands on. Pure. */
import { getDomain, getPublicSuffix } from 'tldts'
import type { Finding } from '../causes/index.ts'
import { type DomainComplaint, parseDomainName } from '../values/domain-name.ts'
import { no, type Result, yes } from '../values/result.ts'

/** Why a text is no name to claim: it is no domain name, or it is one that nobody may claim. */
export type NotClaimable = { readonly kind: 'complaint'; readonly complaint: DomainComplaint } | { readonly kind: 'finding'; readonly finding: Finding<'ownership.public-suffix' | 'ownership.our-name'> }

/** Suffixes under which companies let others have names (github.io) are as public as those of registries. */
const suffixes = { allowPrivateDomains: true } as const

/** Is this a name under which many register, each for himself? Names are A-labels in lower case. */
export const isPublicSuffix = (name: string): boolean => getPublicSuffix(name, suffixes) === name

/** Does `name` stand below `above`? Not where they are the same. */
export const isBelow = (name: string, above: string): boolean => name.endsWith(`.${above}`)

/** A name of ours, with everything beside it that whoever had it could use against us: its registrable domain, what is below that, and what is above the name. */
const touches = (name: string, our: string): boolean => {
  const whole = getDomain(our, suffixes) ?? our
  return name === whole || isBelow(name, whole) || isBelow(our, name)
}

/**
 * Reads a name that somebody wants to claim, in either form of an IDN.
 * @param ours host names of the servers and name servers of this installation
 * @param isOperator whose word is enough for a name of ours, and never for a public suffix
 * @returns the name as A-labels
 */
export const parseClaimable = (text: string, ours: readonly string[], isOperator = false): Result<string, NotClaimable> => {
  const parsed = parseDomainName(text)
  if (!parsed.ok) return no({ kind: 'complaint', complaint: parsed.why })
  const name = parsed.value
  if (isPublicSuffix(name)) return no({ kind: 'finding', finding: { id: 'ownership.public-suffix', facts: { name } } })
  if (!isOperator && ours.some(our => touches(name, our.toLowerCase()))) return no({ kind: 'finding', finding: { id: 'ownership.our-name', facts: { name } } })
  return yes(name)
}
