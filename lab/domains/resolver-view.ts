/** What resolvers of the lab say, asked as anybody asks. */
import { Resolver } from 'node:dns/promises'
import type { ResolverPlace } from '../dns/resolver.ts'

const clientOf = ({ address, port }: ResolverPlace): Resolver => {
  const client = new Resolver({ timeout: 3000, tries: 2 })
  client.setServers([`${address}:${port}`])
  return client
}

const nothing = new Set(['ENODATA', 'ENOTFOUND'])

/**
 * Asks one server.
 * @returns values as one line each; none when there are none
 * @throws the resolver's error when it did not answer
 */
export const askResolver = async (server: ResolverPlace, name: string, type: 'A' | 'NS' | 'MX' | 'TXT'): Promise<string[]> => {
  const client = clientOf(server)
  try {
    switch (type) {
      case 'A':
        return await client.resolve4(name)
      case 'NS':
        return (await client.resolveNs(name)).toSorted()
      case 'MX':
        return (await client.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`)
      case 'TXT':
        return (await client.resolveTxt(name)).map(parts => parts.join(''))
    }
  } catch (error) {
    if (nothing.has((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
