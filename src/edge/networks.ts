/** Sets of networks, and addresses in one form: IPv4-mapped IPv6 (`::ffff:192.0.2.1`) becomes IPv4, and a zone (`fe80::1%eth0`), which is this machine's own affair, is dropped. */
import { BlockList, isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** One form for one address. Text that is no address comes back as it is. */
export const plainAddress = (address: string): string => (isIP(address) === 6 ? ipaddr.process(address.replace(/%.*$/, '')).toString() : address)

/**
 * A test for membership.
 * @param networks such as `192.0.2.0/24`, `2001:db8::/32`, or a lone address
 */
export const networkSet = (networks: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return address => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
