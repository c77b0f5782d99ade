/**
 * The worker: brings what changes in the database to the engines, and tidies up.
 * Nothing waits on it: it may die at any time, and catches up when it is back. It runs as root, since keys and scripts belong to the engines' users.
 */
import { closeInstallation, openInstallation } from '../actions/installation.ts'
import { watchChanges } from '../actions/watch-changes.ts'
import type { Home } from '../base/home.ts'
import { newLog } from '../base/log.ts'
import { onShutdown } from '../base/shutdown.ts'
import { checkClaims } from './jobs/check-claims.ts'
import { checkRoutes } from './jobs/check-routes.ts'
import { followCodes } from './jobs/follow-codes.ts'
import { followPostfixLog } from './jobs/follow-postfix-log.ts'
import { makeZones } from './jobs/make-zones.ts'
import { pruneAttempts } from './jobs/prune-attempts.ts'
import { pruneEnded } from './jobs/prune-ended.ts'
import { publishSigningKeys } from './jobs/publish-signing-keys.ts'
import { publishVacations } from './jobs/publish-vacations.ts'
import { publishZones } from './jobs/publish-zones.ts'
import { refreshPostfix } from './jobs/refresh-postfix.ts'
import { refreshSessions } from './jobs/refresh-sessions.ts'
import { sendNotices } from './jobs/send-notices.ts'
import { watchRecords } from './jobs/watch-records.ts'

const jobs = [
  publishSigningKeys,
  publishVacations,
  publishZones,
  makeZones,
  refreshSessions,
  pruneAttempts,
  pruneEnded,
  followPostfixLog,
  followCodes,
  checkRoutes,
  refreshPostfix,
  sendNotices,
  watchRecords,
  checkClaims,
]

/** Longest wait for runs under way when asked to end. */
const graceMs = 10_000

/** Runs the process `worker` until it is asked to end. */
export const startWorker = (home: Home): void => {
  const installation = openInstallation(home, 'worker', 4)
  const log = newLog('worker', installation.config.log.level)
  const running = jobs.map(make => make(installation, log))
  const feed = watchChanges(installation, 'worker', {
    onConnected: () => {
      log.info('listening for changes')
      for (const each of running) each.catchUp()
    },
    onChange: change => {
      log.debug(change, 'changed')
      for (const each of running) each.onChange(change)
    },
    onLost: error => log.warn({ error: error.message }, 'the database is away; changes wait'),
  })
  onShutdown(async () => {
    await feed.close()
    await Promise.all(running.map(each => each.stop()))
    await closeInstallation(installation)
  }, graceMs)
}
