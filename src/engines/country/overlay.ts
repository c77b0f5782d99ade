/** Networks with a country of the operator's choosing, laid over the table. The longest prefix wins. Pure. */
import { isInNetwork, parseNetwork } from '../../core/values/network.ts'

const lengthOf = (network: string): number => Number(network.slice(network.indexOf('/') + 1))

/**
 * Makes the look-up.
 * @param entries network → ISO country code
 * @returns the country of an address, null where no network has it
 */
export const overlayOf = (entries: Readonly<Record<string, string>>): ((address: string) => string | null) => {
  const networks = Object.entries(entries)
    .map(([network, country]) => ({ network: parseNetwork(network) ?? network, country }))
    .toSorted((a, b) => lengthOf(b.network) - lengthOf(a.network))
  return address => networks.find(({ network }) => isInNetwork(address, network))?.country ?? null
}
