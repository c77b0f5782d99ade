/**
 * rspamd as the supervisor sees it: a private instance that Postfix asks about each message (milter protocol, over a UNIX socket).
 * Owns the judgement of strangers' mail (SPF, DKIM, DMARC, marks of spam) and our signatures. Keeps no state that matters and needs no Redis.
 */
import type { Engine, EngineSettings } from '../engine.ts'
import { prepareRspamd, rspamdUser, stockConfig, variables, writeRspamd } from './apply.ts'
import { rspamdPaths } from './paths.ts'
import { milterAnswers } from './probe.ts'
import { mainProcess } from './read.ts'

/** The engine for these settings. */
export const rspamd = (settings: EngineSettings): Engine => ({
  name: 'rspamd',
  ports: () => ['unix'],
  prepare: () => prepareRspamd(settings),
  program: () => ({
    // In the foreground rspamd writes no process id, which `reload` needs.
    command: '/bin/sh',
    args: ['-c', 'echo $$ > "$0" && exec "$@"', rspamdPaths(settings.home).pid, '/usr/bin/rspamd', '-f', '-u', rspamdUser, '-g', rspamdUser, '-c', stockConfig, ...variables(settings)],
    stopSignal: 'SIGTERM',
    stopSeconds: 15,
  }),
  unready: async () => {
    try {
      await milterAnswers(rspamdPaths(settings.home).milter)
      return null
    } catch (error) {
      return `rspamd's milter does not answer: ${(error as Error).message}`
    }
  },
  reload: async () => {
    await writeRspamd(settings)
    const pid = mainProcess(rspamdPaths(settings.home).pid)
    // It reads its configuration again and lets the old workers finish what they have in hand.
    if (pid !== null) process.kill(pid, 'SIGHUP')
  },
})
