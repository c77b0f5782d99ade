/** Servers: where mailboxes live, and the name that mail apps are set to. */
import type { Db } from './schema.ts'

export interface Server {
  /** `sv0001` */
  readonly id: string
  readonly hostName: string
  readonly createdAt: Date
}

const columns = ['id', 'host_name as hostName', 'created_at as createdAt'] as const

/** Enters a server, or renames it; an unchanged one is not announced as changed. */
export const registerServer = async (db: Db, { id, hostName }: Pick<Server, 'id' | 'hostName'>): Promise<void> => {
  await db
    .insertInto('servers')
    .values({ id, host_name: hostName })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ host_name: hostName }).where('servers.host_name', '<>', hostName))
    .execute()
}

/** All servers; there are few. */
export const listServers = (db: Db): Promise<Server[]> => db.selectFrom('servers').select(columns).orderBy('id').execute()

/** One server by its id. */
export const findServer = async (db: Db, id: string): Promise<Server | null> => (await db.selectFrom('servers').select(columns).where('id', '=', id).executeTakeFirst()) ?? null
