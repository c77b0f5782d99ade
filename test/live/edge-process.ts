/** The edge as it really runs, a primary and two workers, on a real PostgreSQL and with no engine behind: for what it decides and keeps. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { databaseAddress } from '../../src/base/database.ts'
import { hashPassword } from '../../src/base/password-hash.ts'
import type { Protocol } from '../../src/core/values/protocol.ts'
import { type Attempt, findAttemptByReference } from '../../src/store/attempts.ts'
import { setCredential } from '../../src/store/credentials.ts'
import { insertDomain } from '../../src/store/domains.ts'
import { insertMailbox } from '../../src/store/mailboxes.ts'
import { migrate } from '../../src/store/migrate.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { operator } from '../../src/store/whose.ts'
import { testKeyPair } from '../key-pair.ts'
import { type Cluster, makeCluster } from './cluster.ts'

const root = join(import.meta.dirname, '../..')

/** Clients say where they come from by PROXY protocol; two documentation networks lie in countries, the third is nobody's. */
const usualToml = `
[server]
host_name = "sv0001.example.jp"
[edge]
processes = 2
proxy_networks = ["127.0.0.0/8"]
[country]
overlay = { "203.0.113.0/24" = "JP", "198.51.100.0/24" = "BR" }
[resolver]
address = "127.0.0.1:5353"
`

export interface SignInTry {
  readonly login: string
  readonly password: string
  /** Address of the client. */
  readonly from?: string
  readonly protocol?: Protocol
  readonly sni?: string
}

export interface EdgeProcess {
  readonly db: Db
  readonly cluster: Cluster
  /** Mailbox ids by local part, in kaede.example. */
  readonly mailboxes: Readonly<Record<string, number>>
  /** Signs in on a connection of its own. @returns the reply, which for an accepted one says that the engine is away */
  signIn(tried: SignInTry): Promise<string>
  /** Signs in, and reads what was kept under the reference of the refusal. */
  attempt(tried: SignInTry): Promise<Attempt>
  /** The attempt that a reply's reference opens, waited for. */
  opened(reply: string): Promise<Attempt>
  log(): string
  /** Process id of the primary. */
  pid(): number
  /** Ends it, as a reload of the machine would or at once, and starts it again. @param meanwhile done while it is not there */
  restart(signal: 'SIGTERM' | 'SIGKILL', meanwhile?: () => void): Promise<void>
  remove(): Promise<void>
}

const ports = { imap: 993, smtp: 465, pop3: 995 } as const

/** The reply to the sign-in, behind whatever comes before it. */
const ends = { imap: /^a .*\r\n/m, smtp: /^(?:[45]\d\d|235) .*\r\n/m, pop3: /^-ERR .*\r\n|(?:^\+OK.*\r\n){3}/m } as const

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`

const commandOf = ({ login, password, protocol = 'imap' }: SignInTry): string => {
  if (protocol === 'smtp') return `EHLO laptop.local\r\nAUTH PLAIN ${Buffer.from(`\0${login}\0${password}`).toString('base64')}\r\n`
  if (protocol === 'pop3') return `USER ${login}\r\nPASS ${password}\r\n`
  return /^[\x20-\x7e]*$/.test(login + password)
    ? `a LOGIN ${quoted(login)} ${quoted(password)}\r\n`
    : `a AUTHENTICATE PLAIN ${Buffer.from(`\0${login}\0${password}`).toString('base64')}\r\n`
}

const signIn = async (tried: SignInTry): Promise<string> => {
  const { from = '203.0.113.7', protocol = 'imap', sni } = tried
  const port = ports[protocol]
  const plain = connect(port, '127.0.0.1')
  await once(plain, 'connect')
  plain.write(`PROXY TCP4 ${from} 203.0.113.1 4321 ${port}\r\n`)
  const socket = connectTls({ socket: plain, rejectUnauthorized: false, ...(sni ? { servername: sni } : {}) })
  let heard = ''
  const end = ends[protocol]
  try {
    await once(socket, 'secureConnect')
    socket.write(commandOf(tried))
    for await (const chunk of socket) {
      heard += String(chunk)
      const reply = end.exec(heard)
      if (reply) return reply[0].trim()
    }
    throw new Error(`closed; heard ${JSON.stringify(heard)}`)
  } finally {
    socket.destroy()
  }
}

const referenceIn = (reply: string): string => {
  const [, ref] = /\bref ([0-9A-Z]{4}-[0-9A-Z]{2})\b/.exec(reply) ?? []
  if (ref === undefined) throw new Error(`no reference in "${reply}"`)
  return ref
}

/** What the tests sign in to: two mailboxes of one owner, with passwords. */
const seed = async (db: Db): Promise<Record<string, number>> => {
  const ownerId = (await insertOwner(db, { name: 'kaede', language: 'ja' }))!
  const domainId = (await insertDomain(db, operator, { name: 'kaede.example', ownerId, serverId: 'sv0001', provenBy: 'operator' }))!
  const mailboxes: Record<string, number> = {}
  for (const localPart of ['hana', 'taro', 'jiro', 'info']) {
    mailboxes[localPart] = (await insertMailbox(db, operator, { domainId, localPart }))!
    await setCredential(db, operator, mailboxes[localPart]!, await hashPassword(`${localPart}-no-himitsu-1`))
  }
  return mailboxes
}

/** Starts it, in the network namespace of the test. @param toml its configuration */
export const startEdgeProcess = async (toml = usualToml): Promise<EdgeProcess> => {
  const cluster = await makeCluster(toml)
  const { home, config, secrets } = cluster
  await migrate(home, config, secrets)
  const db = openDatabase(databaseAddress(home, config), secrets, 'test')
  const mailboxes = await seed(db)
  mkdirSync(home.tls, { recursive: true })
  const { certificate, key } = testKeyPair()
  writeFileSync(join(home.tls, 'cert.pem'), certificate)
  writeFileSync(join(home.tls, 'key.pem'), key)
  const logFile = join(home.root, 'edge.log')
  const start = (): ChildProcess => spawn('sh', ['-c', `exec node_modules/.bin/node src/main.ts edge >>${logFile} 2>&1`], { cwd: root, env: { ...process.env, TODOKU_HOME: home.root } })
  let running = start()
  const log = (): string => readFileSync(logFile, 'utf8')

  const isOpen = (): Promise<boolean> => signIn({ login: 'nobody@kaede.example', password: 'x', from: '192.0.2.1' }).then(() => true, () => false)
  const opens = async (): Promise<void> => {
    for (let tries = 0; !(await isOpen()); tries++) {
      if (tries === 100) throw new Error(`the edge does not open its ports: ${log()}`)
      await sleep(100)
    }
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (running.exitCode !== null || running.signalCode !== null) return
    running.kill(signal)
    await once(running, 'exit')
  }
  await opens()
  const opened = async (reply: string): Promise<Attempt> => {
    const ref = referenceIn(reply)
    for (let tries = 0; tries < 100; tries++) {
      const attempt = await findAttemptByReference(db, operator, ref)
      if (attempt) return attempt
      await sleep(100)
    }
    throw new Error(`nothing was kept under ${ref}: ${log()}`)
  }
  return {
    db,
    cluster,
    mailboxes,
    signIn,
    opened,
    attempt: async tried => opened(await signIn(tried)),
    log,
    pid: () => running.pid!,
    restart: async (signal, meanwhile = () => {}) => {
      await end(signal)
      meanwhile()
      running = start()
      await opens()
    },
    remove: async () => {
      await end('SIGTERM')
      await db.destroy()
      cluster.remove()
    },
  }
}
