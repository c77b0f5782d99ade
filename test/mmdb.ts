/** Writes small tables in MaxMind DB format 2.0 (maxmind.github.io/MaxMind-DB), in the shapes that people bring. */
import ipaddr from 'ipaddr.js'

type Value = string | number | readonly Value[] | { readonly [key: string]: Value }

/** Type 2 is text, 6 an unsigned number of 32 bits, 7 a map; 11, an array, is written as "extended". */
const encode = (value: Value): Buffer => {
  if (typeof value === 'string') return Buffer.concat([Buffer.from([(2 << 5) | Buffer.byteLength(value)]), Buffer.from(value)])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([Buffer.from([(6 << 5) | 4]), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([Buffer.from([value.length, 11 - 7]), ...value.map(encode)])
  const entries = Object.entries(value as { readonly [key: string]: Value })
  return Buffer.concat([Buffer.from([(7 << 5) | entries.length]), ...entries.flatMap(([key, item]) => [encode(key), encode(item)])])
}

const bitsOf = (network: string, ipVersion: 4 | 6): number[] => {
  const [address, length] = ipaddr.parseCIDR(network)
  const bits = address.toByteArray().flatMap(byte => Array.from({ length: 8 }, (_, i) => (byte >> (7 - i)) & 1))
  const prefix = address.kind() === 'ipv4' && ipVersion === 6 ? Array<number>(96).fill(0) : []
  return [...prefix, ...bits.slice(0, length)]
}

type Node = [number | null, number | null]

/**
 * Makes a table.
 * @param rows network → row; networks must not overlap
 * @param madeAt seconds since 1970
 */
export const mmdb = (rows: Readonly<Record<string, Value>>, madeAt: number, ipVersion: 4 | 6 = 6): Buffer => {
  const nodes: Node[] = [[null, null]]
  const data: Buffer[] = []
  // Records of data are below zero until the number of nodes is known.
  for (const [network, row] of Object.entries(rows)) {
    const bits = bitsOf(network, ipVersion)
    let at = 0
    for (const [depth, bit] of bits.entries()) {
      if (depth === bits.length - 1) nodes[at]![bit] = -1 - data.reduce((sum, { length }) => sum + length, 0)
      else at = nodes[at]![bit] ??= nodes.push([null, null]) - 1
    }
    data.push(encode(row))
  }
  const tree = Buffer.alloc(nodes.length * 6)
  const written = (record: number | null): number => (record === null ? nodes.length : record < 0 ? nodes.length + 16 - 1 - record : record)
  for (const [i, [left, right]] of nodes.entries()) {
    tree.writeUIntBE(written(left), i * 6, 3)
    tree.writeUIntBE(written(right), i * 6 + 3, 3)
  }
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: madeAt,
    database_type: 'test',
    description: {},
    ip_version: ipVersion,
    languages: [],
    node_count: nodes.length,
    record_size: 24,
  }
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from('abcdef4d61784d696e642e636f6d', 'hex'), encode(metadata)])
}
