/** Open sessions end when what let them in does so no more: the edge with two workers and a real PostgreSQL, before engines that only say yes. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { after, before, test } from 'node:test'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { appPasswordDigest } from '../../src/base/app-password.ts'
import { hashPassword } from '../../src/base/password-hash.ts'
import { postfixPaths } from '../../src/engines/postfix/paths.ts'
import { deleteAppPassword, insertAppPassword } from '../../src/store/app-passwords.ts'
import { deleteBlock, insertBlock } from '../../src/store/blocks.ts'
import { setCredential } from '../../src/store/credentials.ts'
import { findDomain, suspendDomain } from '../../src/store/domains.ts'
import { type MailboxChange, updateMailbox } from '../../src/store/mailboxes.ts'
import { operator } from '../../src/store/whose.ts'
import { type EdgeProcess, startEdgeProcess } from './edge-process.ts'

let edge: EdgeProcess
let domainId: number
const engines: Server[] = []
const appPassword = 'abcd-efgh-jkmn-pqrs-tuv2'
const other = 'abcd-efgh-jkmn-pqrs-tuv3'

const speak = (socket: Socket, greeting: string, answer: (line: string) => string): void => {
  socket.on('error', () => {}).write(greeting)
  socket.on('data', chunk => String(chunk).split('\r\n').filter(Boolean).forEach(line => void socket.write(answer(line))))
}
const dovecot = (socket: Socket): void => speak(socket, '* OK [CAPABILITY IMAP4rev1] ready\r\n', line => `${line.split(' ')[0]} OK [CAPABILITY IMAP4rev1] done\r\n`)
const postfix = (socket: Socket): void => speak(socket, '220 ready ESMTP\r\n', line => (line.startsWith('XCLIENT') ? '220 ready ESMTP\r\n' : '250 done\r\n'))

const addAppPassword = (name: string, secret: string): Promise<number | null> =>
  insertAppPassword(edge.db, operator, edge.mailboxes['hana']!, { name, digest: appPasswordDigest(edge.cluster.secrets.master)(secret), scopes: ['imap', 'smtp'], expiresAt: null })

before(async () => {
  edge = await startEdgeProcess()
  domainId = (await findDomain(edge.db, operator, 'kaede.example'))!.id
  const { submission } = postfixPaths(edge.cluster.home)
  mkdirSync(dirname(submission), { recursive: true })
  engines.push(createServer(dovecot).listen(10143, '127.0.0.1'), createServer(postfix).listen(submission))
  await Promise.all(engines.map(engine => once(engine, 'listening')))
  for (let path = submission; path !== edge.cluster.home.root; path = dirname(path)) chmodSync(path, 0o777)
  await addAppPassword('phone', appPassword)
  await addAppPassword('laptop', other)
})
after(async () => {
  for (const engine of engines) engine.close()
  await edge.remove()
})

interface Session {
  readonly socket: TLSSocket
  isOpen(): boolean
}

const hana = 'hana-no-himitsu-1'

const signIn = async (protocol: 'imap' | 'smtp', password: string, from = '203.0.113.7'): Promise<Session> => {
  const port = { imap: 993, smtp: 465 }[protocol]
  const plain = connect(port, '127.0.0.1')
  plain.write(`PROXY TCP4 ${from} 203.0.113.1 4321 ${port}\r\n`)
  const socket = connectTls({ socket: plain, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  let heard = ''
  let open = true
  socket.on('close', () => (open = false)).on('error', () => {})
  socket.on('data', chunk => (heard += String(chunk)))
  const login = 'hana@kaede.example'
  socket.write(protocol === 'imap' ? `a LOGIN ${login} ${password}\r\n` : `EHLO laptop\r\nAUTH PLAIN ${Buffer.from(`\0${login}\0${password}`).toString('base64')}\r\n`)
  while (!/^(a OK|235)/m.test(heard)) {
    if (/^(a NO|[45]\d\d)/m.test(heard) || !open) throw new Error(heard)
    await once(socket, 'data')
  }
  return { socket, isOpen: () => open }
}

/** Who is still there once those that must go have gone. */
const survivors = async (sessions: Readonly<Record<string, Session>>, ending: readonly string[]): Promise<string[]> => {
  await Promise.all(ending.map(name => sessions[name]!.isOpen() && once(sessions[name]!.socket, 'close')))
  // Whoever was ended by mistake was so in the same moment.
  await new Promise(resolve => setTimeout(resolve, 300))
  return Object.keys(sessions).filter(name => sessions[name]!.isOpen())
}

const open = async (): Promise<Record<'mainImap' | 'mainSmtp' | 'phoneImap' | 'phoneSmtp' | 'laptop', Session>> => ({
  mainImap: await signIn('imap', hana),
  mainSmtp: await signIn('smtp', hana, '192.0.2.7'),
  phoneImap: await signIn('imap', appPassword),
  phoneSmtp: await signIn('smtp', appPassword),
  laptop: await signIn('imap', other, '192.0.2.8'),
})

const everybody = ['mainImap', 'mainSmtp', 'phoneImap', 'phoneSmtp', 'laptop']
const set = (change: MailboxChange) => (): Promise<unknown> => updateMailbox(edge.db, operator, edge.mailboxes['hana']!, change)
const nothing = async (): Promise<void> => {}

const changes: readonly (readonly [what: string, change: () => Promise<unknown>, undo: () => Promise<unknown>, ended: readonly string[]])[] = [
  ['SMTP is switched off', set({ smtpEnabled: false }), set({ smtpEnabled: true }), ['mainSmtp', 'phoneSmtp']],
  ['only app passwords are taken', set({ appPasswordRequired: true }), set({ appPasswordRequired: false }), ['mainImap', 'mainSmtp']],
  ['a network is blocked', () => insertBlock(edge.db, operator, { domainId, mailboxId: null }, '192.0.2.0/24'), () => deleteBlock(edge.db, operator, 1), ['mainSmtp', 'laptop']],
  ['the mailbox is suspended', set({ suspended: true }), set({ suspended: false }), everybody],
  ['the domain is suspended', () => suspendDomain(edge.db, operator, domainId, true), () => suspendDomain(edge.db, operator, domainId, false), everybody],
  ['the quota grows', set({ quotaBytes: 2 ** 40 }), nothing, []],
  ['an app password is revoked', () => deleteAppPassword(edge.db, operator, edge.mailboxes['hana']!, 'phone'), () => addAppPassword('phone', appPassword), ['phoneImap', 'phoneSmtp']],
  ['the password is changed', async () => setCredential(edge.db, operator, edge.mailboxes['hana']!, await hashPassword('another one')), nothing, ['mainImap', 'mainSmtp']],
]
for (const [what, change, undo, ended] of changes) {
  test(`sessions when ${what}: ended ${ended.join(', ') || 'none'}`, { timeout: 30_000 }, async () => {
    const sessions = await openWhenLetIn()
    await change()
    const left = await survivors(sessions, ended)
    for (const { socket } of Object.values(sessions)) socket.destroy()
    await undo()
    assert.deepEqual(left, Object.keys(sessions).filter(name => !ended.includes(name)))
  })
}

/** What was changed back takes a moment to be in every worker. */
const openWhenLetIn = async (): Promise<Record<string, Session>> => {
  for (let tries = 0; ; tries++) {
    try {
      return await open()
    } catch (error) {
      if (tries === 20) throw error
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
}
