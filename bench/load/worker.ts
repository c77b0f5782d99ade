/** One thread of the load generator: waits for the start, runs its clients side by side, posts what they did. */
import { parentPort, workerData } from 'node:worker_threads'
import { jobs } from './jobs.ts'
import type { Share, ShareDone } from './run.ts'

const share = workerData as Share

const clientWork = async (client: number, next: () => boolean, done: ShareDone): Promise<void> => {
  for (let turn = client; next(); turn += share.clients) {
    const user = share.users[turn % share.users.length]!
    const before = performance.now()
    // Not `done.units += await …`: that would read the sum before the wait and lose what the other clients add meanwhile.
    const units = await jobs[share.job]({ target: share.target, user, messages: share.messages })
    done.units += units
    done.turnMs.push(performance.now() - before)
  }
}

parentPort!.once('message', async () => {
  const done: ShareDone = { units: 0, turnMs: [], error: null }
  let left = share.turns
  const next = (): boolean => left-- > 0 && !done.error
  const clients = Array.from({ length: share.clients }, (_, client) =>
    clientWork(client, next, done).catch((error: unknown) => {
      done.error ??= String(error)
    }),
  )
  await Promise.all(clients)
  parentPort!.postMessage(done)
})
parentPort!.postMessage('ready')
