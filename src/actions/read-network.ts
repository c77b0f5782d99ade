/** Reads a network that a person lets in or keeps out. */
import { parseNetwork } from '../core/values/network.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'

/** The bits that a network has at least: what one provider has. With all the world a pass would be the rule turned off, and a block a suspension. */
const leastBits = { four: 16, six: 32 } as const

/** Reads it, a lone address as well. @returns the network in CIDR form; refused when it is none, or too wide */
export const readNetwork = (given: string): Result<string, Refusal> => {
  const network = parseNetwork(given)
  if (network === null) return no({ kind: 'invalid-network', given })
  const bits = Number(network.slice(network.indexOf('/') + 1))
  return bits < (network.includes(':') ? leastBits.six : leastBits.four) ? no({ kind: 'wide-network', given: network }) : yes(network)
}
