/**
 * The edge as processes: a primary, which is root only to open ports and share them, and a worker for each core, which is user `mail`.
 * The workers share one accept queue, so a reload loses no connection: new workers take it over while old ones drain.
 */
import cluster, { type Worker } from 'node:cluster'
import type { Server } from 'node:net'
import { availableParallelism } from 'node:os'
import type { Config } from '../base/config.ts'
import type { Protocol } from '../core/values/protocol.ts'
import { connectionTaker, listenAt, type Door, type ListenerSettings } from './listener.ts'
import { othersAbout, passOn } from './others.ts'
import { popSignIns, type PopSignIns } from './pop-sign-ins.ts'

/**
 * V8's young generation in MB. Connections live for hours, so there is nothing to gain from a big one, and after a rush its pages would stay:
 * 5,000 idle IMAP connections took 57 KB each with Node's default and 33 KB with this, at the same CPU time for a sign-in (docs/benchmarks.md).
 */
const semiSpaceMegabytes = 2
/** A worker that keeps ending is started again after this pause. */
const restartMs = 1000
/** Idle mail apps stay for hours; after this long an old worker's last connections are closed and the apps come back by themselves. */
const drainMs = 6 * 3600_000
/** At a stop: how long a message under way may take. */
const stopMs = 3000

/** The ports that a configuration opens. */
export const doorsOf = ({ listen }: Config): Door[] => {
  const doors = (protocol: Protocol, implicitTls: boolean, endpoints: Config['listen']['imap']): Door[] => endpoints.map(endpoint => ({ ...endpoint, protocol, implicitTls }))
  return [
    ...doors('smtp', true, listen.submissions),
    ...doors('smtp', false, listen.submission),
    ...doors('imap', true, listen.imaps),
    ...doors('imap', false, listen.imap),
    ...doors('pop3', true, listen.pop3s),
    ...doors('pop3', false, listen.pop3),
  ]
}

/** POP sign-ins as all workers see them; for a worker. */
export const popSignInsOfAll = (): PopSignIns => {
  const signIns = popSignIns(Date.now, address => tell(address))
  const tell = othersAbout<string>('pop-sign-in', signIns.hear)
  return signIns
}

/** Runs the primary: never returns before SIGTERM or SIGINT has stopped every worker. SIGHUP reloads. */
export const runPrimary = (processes: number): void => {
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ execArgv: [...process.execArgv, `--max-semi-space-size=${semiSpaceMegabytes}`] })
  const current = new Set<Worker>()
  let isStopping = false

  const start = (): Promise<void> =>
    new Promise(resolve => {
      const worker = cluster.fork()
      current.add(worker)
      worker.on('message', (message: unknown) => {
        if (message === 'ready') resolve()
        passOn(worker, message)
      })
      worker.once('exit', () => {
        if (current.delete(worker) && !isStopping) setTimeout(() => void start(), restartMs)
        if (isStopping && !Object.keys(cluster.workers ?? {}).length) process.exit(0)
        resolve()
      })
    })
  const startAll = (): Promise<unknown> => Promise.all(Array.from({ length: processes || availableParallelism() }, start))

  const reload = async (): Promise<void> => {
    const old = [...current]
    current.clear()
    await startAll()
    for (const worker of old) worker.send('drain')
  }
  const stop = (): void => {
    isStopping = true
    const workers = Object.values(cluster.workers ?? {})
    if (!workers.length) process.exit(0)
    for (const worker of workers) worker?.send('stop')
    setTimeout(() => process.exit(0), stopMs + 1000).unref()
  }
  process.on('SIGHUP', () => void reload())
  process.on('SIGTERM', stop).on('SIGINT', stop)
  void startAll()
}

/**
 * Runs a worker: opens the ports through the primary and serves until it is told to drain or stop.
 * @param atEnd what is to be written before the process ends
 */
export const runWorker = async (config: Config, settings: ListenerSettings, atEnd: () => Promise<void>): Promise<void> => {
  // Ctrl-C at a terminal reaches the whole group; only the primary decides.
  process.on('SIGINT', () => {}).on('SIGHUP', () => {})
  const take = connectionTaker(settings)
  const servers: Server[] = []
  for (const door of doorsOf(config)) servers.push(await listenAt(door, take(door)))

  const leave = (graceMs: number): void => {
    const end = (): void => void atEnd().finally(() => process.exit(0))
    const timer = setTimeout(end, graceMs)
    void Promise.all(servers.map(server => new Promise(resolve => server.close(resolve)))).then(() => {
      clearTimeout(timer)
      end()
    })
  }
  process.on('SIGTERM', () => leave(stopMs))
  process.on('message', message => {
    if (message === 'drain') leave(drainMs)
    if (message === 'stop') leave(stopMs)
  })
  // A primary that died leaves nobody to reload or stop us.
  process.on('disconnect', () => leave(stopMs))
  process.send?.('ready')
}
