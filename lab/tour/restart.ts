/** Chapter: parts are killed and everything is restarted in the middle of a stream of mail, and nothing that got 250 is lost. */
import { setTimeout as sleep } from 'node:timers/promises'
import { messageIds } from '../clients/fetch.ts'
import { sendWithNodemailer } from '../clients/send.ts'
import type { Installation, PartState } from '../installation.ts'
import { composeLetter } from '../letters/letter.ts'
import { until } from '../process.ts'
import { type Story, holds } from '../story.ts'
import { type World, countMarks, newMark } from './world.ts'

/** A stream of letters from hanako to taro that goes on until it is ended. */
interface Stream {
  /** Marks that got 250, so far. */
  readonly accepted: string[]
  /** How often a try was refused or broken off, so far. */
  failures(): number
  end(): Promise<void>
}

/** Between two letters of a sender: a steady stream rather than a load. */
const paceMs = 50
const retryMs = 200

/** Three senders, each of whom tries again until a letter is accepted, as a mail app does. */
const beginStream = ({ people: { hanako, taro } }: World): Stream => {
  const accepted: string[] = []
  let failures = 0
  let ending = false
  const sender = async (): Promise<void> => {
    while (!ending) {
      const mark = newMark('stream')
      const raw = composeLetter({ from: hanako.address, to: taro.address, charset: 'utf-8', mark })
      const { ok } = await sendWithNodemailer(hanako, { to: taro.address, raw })
      if (ok) accepted.push(mark)
      else failures++
      await sleep(ok ? paceMs : retryMs)
    }
  }
  const senders = [sender(), sender(), sender()]
  return {
    accepted,
    failures: () => failures,
    end: async () => {
      ending = true
      await Promise.all(senders)
    },
  }
}

/** The parts that mail goes through, in the order in which they are killed. PostgreSQL first: what it made wait in the queue has its minute while the others have their turn. */
const victims = ['postgres', 'dovecot', 'rspamd', 'postfix', 'edge'] as const

/** A part of the installation. @throws Error when there is none such */
const partNamed = async (installation: Installation, name: string): Promise<PartState> => {
  const part = (await installation.status()).parts.find(candidate => candidate.name === name)
  if (!part) throw new Error(`todoku status names no part ${name}`)
  return part
}

/** Waits until that many more letters were accepted: the stream runs again. */
const more = async (stream: Stream, count: number): Promise<void> => {
  const goal = stream.accepted.length + count
  const reached = await until(() => (stream.accepted.length >= goal ? true : null), 90_000)
  if (!reached) throw new Error(`after 90 s ${stream.accepted.length} letters were accepted, ${stream.failures()} tries failed; ${goal} were awaited`)
}

const nothingLost = (story: Story, { people: { taro } }: World, accepted: readonly string[]): Promise<boolean> =>
  story.step({ en: 'every letter that got 250 is there', ja: '250 を受け取った手紙はすべて届いている' }, '0 lost', async () => {
    let lost: string[] = []
    let twice = 0
    await until(async () => {
      const counts = countMarks(await messageIds(taro), accepted)
      lost = accepted.filter(mark => !counts.get(mark))
      twice = [...counts.values()].filter(count => count > 1).length
      return lost.length === 0 ? true : null
    }, 90_000, 1000)
    holds(lost.length === 0 && accepted.length > 0, `${lost.length} of ${accepted.length} lost: ${lost.slice(0, 5).join(', ')}`)
    return `0 of ${accepted.length} lost, ${twice} arrived twice`
  })

/** Plays the chapter. */
export const restartChapter = async (story: Story, world: World): Promise<void> => {
  const { installation } = world
  story.chapter({ en: 'A restart in the middle', ja: '途中での再起動' })
  const stream = beginStream(world)
  try {
    for (const name of victims)
      await story.step({ en: `${name} is killed (SIGKILL) under a stream of letters, and comes back`, ja: `手紙が流れるなかで ${name} を SIGKILL しても、戻ってくる` }, 'restarted, letters are accepted again', async () => {
        await more(stream, 5)
        const before = await partNamed(installation, name)
        if (!before.pid) throw new Error(`${name} has no process: ${JSON.stringify(before)}`)
        process.kill(before.pid, 'SIGKILL')
        const restarted = await until(async () => {
          const now = await partNamed(installation, name)
          return now.restarts > before.restarts && now.state === 'running' ? now : null
        }, 60_000)
        holds(restarted !== null, `${name}: ${JSON.stringify(await partNamed(installation, name))}`)
        await more(stream, 10)
        return `restarted; ${stream.accepted.length} accepted, ${stream.failures()} tries failed`
      })
    await story.step({ en: 'todoku down and todoku up in the middle of it', ja: 'その途中で todoku down と todoku up' }, 'letters are accepted again', async () => {
      await installation.down()
      await installation.up()
      await more(stream, 10)
      return `${stream.accepted.length} accepted, ${stream.failures()} tries failed`
    })
  } finally {
    await stream.end()
  }
  await nothingLost(story, world, stream.accepted)
}
