/** Reads servers. */
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { findServer, listServers, type Server } from '../store/servers.ts'
import type { Installation } from './installation.ts'

export type { Server } from '../store/servers.ts'

/** All servers; there are few. */
export const readServers = ({ db }: Installation): Promise<Server[]> => listServers(db)

/** One server by id; this one when none is named. */
export const readServer = async ({ db, config }: Installation, id = config.server.id): Promise<Result<Server, Refusal>> => {
  const server = await findServer(db, id)
  return server ? yes(server) : no({ kind: 'not-found', noun: 'server', name: id })
}
