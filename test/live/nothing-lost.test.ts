/**
 * Mail that was acknowledged with 250 is never lost, whatever is killed or full. Two streams run all the time, one of submissions and one of
 * strangers' deliveries; in their middle one part after the other is killed (SIGKILL), and the disk fills. At the end every acknowledged message
 * is in its mailbox. A duplicate may be; a loss never.
 */
import assert from 'node:assert/strict'
import { readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import { startInternet, type Internet } from '../../lab/internet.ts'
import { startInstallation, type Installation } from '../../lab/installation.ts'
import { labDirectory } from '../../lab/namespace.ts'
import { ours, outside } from '../../lab/places.ts'
import { until } from '../../lab/process.ts'

const sender = { address: 'hana@kaede.example', password: 'correct horse battery staple 1' }
const recipient = { address: 'taro@kaede.example', password: 'correct horse battery staple 2' }
/** How long the streams go on after a blow before the next check. */
const strikeAfterMs = 1500
const backMs = 90_000

let internet: Internet
let installation: Installation
/** Message-IDs that were answered 250. */
const acknowledged = new Set<string>()
let refusedMeanwhile = 0
let isStreaming = true
let number = 0

const message = (from: string) => {
  const messageId = `<${++number}.${process.pid}@stream.test>`
  return { messageId, mail: { envelope: { from, to: recipient.address }, raw: `From: <${from}>\r\nTo: <${recipient.address}>\r\nMessage-ID: ${messageId}\r\nSubject: ${number}\r\n\r\n${'x'.repeat(2000)}\r\n` } }
}

/** Sends one after the other until told to stop; what is refused is only counted, as a mail app would try again. */
const stream = async (from: string, options: object): Promise<void> => {
  while (isStreaming) {
    const { messageId, mail } = message(from)
    const transport = createTransport({ ...options, connectionTimeout: 5000, greetingTimeout: 10_000, socketTimeout: 20_000, tls: { rejectUnauthorized: false } })
    try {
      await transport.sendMail(mail)
      acknowledged.add(messageId)
    } catch {
      refusedMeanwhile++
      await sleep(200)
    }
    transport.close()
  }
}

const pidOf = async (part: string): Promise<number> => {
  if (part === 'supervisor') return Number(readFileSync(join(installation.home.run, 'supervisor.pid'), 'utf8'))
  const { parts } = await installation.status()
  return parts.find(({ name }) => name === part)?.pid ?? assert.fail(`no pid of ${part}`)
}

/** Everything ready again, by what `status` says. */
const isBack = async (): Promise<true | null> => installation.status().then(({ ready }) => ready || null, () => null)

const goesOn = async (): Promise<void> => {
  const before = acknowledged.size
  assert.ok(await until(async () => acknowledged.size >= before + 6 || null, 60_000), 'mail flows again')
}

before(async () => {
  const directory = labDirectory() ?? assert.fail('runs inside the laboratory')
  internet = await startInternet(directory)
  const home = join(directory, 'home')
  mkdirSync(home)
  // A disk of its own, so that filling it fills nobody else's.
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1g,mode=755', 'tmpfs', home])
  installation = await startInstallation({ directory: home, authority: internet.authority })
  await installation.cli(['owner', 'add', 'Kaede'])
  await installation.cli(['domain', 'add', 'kaede.example', '--owner', 'Kaede', '--proven'])
  for (const { address, password } of [sender, recipient]) await installation.cli(['mailbox', 'add', address, '--password-stdin'], `${password}\n`)
  void stream(sender.address, { host: ours.address, port: 465, secure: true, auth: { user: sender.address, pass: sender.password } })
  void stream(`${outside.people[0]}@${outside.domain}`, { host: ours.address, port: 25, secure: false, localAddress: outside.address, name: outside.hostName })
})

/** Whoever reads a failure wants to know what the supervisor saw. */
const lastWords = (): string => readFileSync(join(installation.home.log, 'supervisor.log'), 'utf8').split('\n').slice(-40).join('\n')

after(async () => {
  isStreaming = false
  await installation?.down()
  await internet?.stop()
})

for (const part of ['edge', 'postfix', 'dovecot', 'rspamd', 'postgres', 'api', 'worker', 'supervisor']) {
  test(`nothing lost: SIGKILL of ${part} in the middle of the streams; it comes back by itself`, async () => {
    await sleep(strikeAfterMs)
    const killed = await pidOf(part)
    process.kill(killed, 'SIGKILL')
    // `ready` may be of the moment before its end was seen; then there is no process to ask for.
    const isNew = async (): Promise<boolean> => (await pidOf(part).catch(() => killed)) !== killed
    assert.ok(await until(async () => ((await isBack()) && (await isNew())) || null, backMs, 500), `${part} is not back:\n${lastWords()}`)
    await goesOn()
    if (part === 'supervisor') return
    const state = (await installation.status()).parts.find(({ name }) => name === part)
    assert.ok((state?.restarts ?? 0) >= 1 && state?.note, `status says that ${part} ended: ${JSON.stringify(state)}`)
  })
}

test('nothing lost: the disk fills, and has room again', async () => {
  const filler = join(installation.home.root, 'filler')
  const { bavail, bsize } = statfsSync(installation.home.root)
  await sleep(strikeAfterMs)
  try {
    writeFileSync(filler, Buffer.alloc(bavail * bsize))
  } catch (error) {
    assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC')
  }
  await sleep(8000)
  rmSync(filler)
  assert.ok(await until(isBack, backMs, 500), `not everything is back:\n${lastWords()}`)
  await goesOn()
})

test('nothing lost: every message that was acknowledged is in its mailbox', async () => {
  isStreaming = false
  await sleep(1000)
  assert.ok(acknowledged.size > 100, `${acknowledged.size} acknowledged`)
  const missing = await until(async () => {
    const absent = acknowledged.difference(await arrived())
    return absent.size ? null : absent
  }, 120_000, 3000)
  assert.ok(missing, `lost: ${[...acknowledged.difference(await arrived())].slice(0, 20).join(' ')}`)
  console.log(`${acknowledged.size} messages acknowledged, every one found; ${refusedMeanwhile} refused meanwhile`)
})

/** Message-IDs in the recipient's folders. */
const arrived = async (): Promise<Set<string>> => {
  const client = new ImapFlow({ host: ours.address, port: 993, secure: true, auth: { user: recipient.address, pass: recipient.password }, tls: { rejectUnauthorized: false }, logger: false })
  await client.connect()
  const found = new Set<string>()
  try {
    for (const folder of ['INBOX', 'Junk']) {
      const { exists } = await client.mailboxOpen(folder)
      if (exists) for await (const { envelope } of client.fetch('1:*', { envelope: true })) if (envelope?.messageId) found.add(envelope.messageId)
    }
  } finally {
    await client.logout()
  }
  return found
}
