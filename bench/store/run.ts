/** `todoku bench store`: how long the store takes to answer when it is as big as a large host's. A throw-away cluster of Debian's PostgreSQL, as it is delivered. */
import { migrateDatabase } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/pool.ts'
import { registerServer } from '../../src/store/servers.ts'
import { databaseAddress } from '../../src/base/database.ts'
import { makeCluster } from '../../test/live/cluster.ts'
import type { ResultRow } from '../result.ts'
import { decisions } from './decision.ts'
import { fill, type Size } from './fill.ts'
import { measureStore } from './rows.ts'

/** What the issue asks for. */
export const wholeSize: Size = { mailboxes: 1_000_000, attempts: 10_000_000 }

/**
 * Makes a cluster, fills it, measures, removes it.
 * @param say where it is
 */
export const benchStore = async (size: Size, say: (line: string) => unknown): Promise<ResultRow[]> => {
  const cluster = await makeCluster()
  const db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'bench', 1)
  try {
    await migrateDatabase(db)
    await registerServer(db, { id: 'sv0001', hostName: 'sv0001.example.jp' })
    await fill(cluster, size, say)
    const { decide, close } = decisions(db, cluster)
    try {
      return await measureStore(db, decide, size, ({ name, ours }) => say(`${name} ${ours} ms`))
    } finally {
      close()
    }
  } finally {
    await db.destroy()
    cluster.remove()
  }
}
