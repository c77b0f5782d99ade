/** `fetch`, `fetch-4`: megabytes each second of `FETCH 1:* BODY.PEEK[]` of a mailbox of 50 MB, on one connection and on four. */
import { rateRow, type Row } from './row.ts'

const megabyte = 1_000_000

const fetchRow = (name: string, connections: number): Row =>
  rateRow(
    { name, unit: 'MB/s', better: 'more', goal: 0.95 },
    side => ({
      job: 'fetchAll',
      target: { address: side.address, port: side.ports.imaps },
      users: [side.users.big],
      turns: 4 * connections,
      clients: connections,
      threads: Math.min(2, connections),
    }),
    megabyte,
  )

export const fetch1 = fetchRow('fetch', 1)
export const fetch4 = fetchRow('fetch-4', 4)
