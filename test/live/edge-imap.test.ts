/** The edge's IMAP in front of a real Dovecot: real clients sign in, and Dovecot knows whom it has. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { ImapFlow } from 'imapflow'
import { hana, python, startEdgeAndDovecot, type EdgeAndDovecot } from './edge-and-dovecot.ts'

let both: EdgeAndDovecot
before(async () => {
  both = await startEdgeAndDovecot()
})
after(() => both.remove())

/** Reads until a line begins with `tag` and a blank. */
const talkTo = async (port: number, proxied?: string) => {
  const plain = connect(port, '127.0.0.1')
  await once(plain, 'connect')
  if (proxied) plain.write(`PROXY ${proxied} 4321 993\r\n`)
  const socket: TLSSocket = connectTls({ socket: plain, rejectUnauthorized: false })
  let heard = ''
  let isClosed = false
  let wake = (): void => {}
  socket.on('data', chunk => ((heard += chunk.toString('latin1')), wake()))
  socket.on('close', () => ((isClosed = true), wake())).on('error', () => {})
  const until = async (tag: string): Promise<string> => {
    const end = new RegExp(`^${tag.replace('*', '\\*')} .*\r\n`, 'm')
    for (;;) {
      const match = end.exec(heard)
      if (match) {
        const said = heard.slice(0, match.index + match[0].length)
        heard = heard.slice(said.length)
        return said
      }
      if (isClosed) throw new Error(`closed; heard ${JSON.stringify(heard)}`)
      await new Promise<void>(resolve => (wake = resolve))
    }
  }
  const greeting = await until('*')
  return { socket, greeting, until, say: (text: string, tag: string): Promise<string> => (socket.write(text), until(tag)), close: () => socket.destroy() }
}
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
const login = (tag: string): string => `${tag} LOGIN ${hana.user} ${quoted(hana.pass)}\r\n`
const capabilitiesIn = (text: string): string[] => /\[CAPABILITY ([^\]]+)\]/.exec(text)?.[1]?.split(' ') ?? []

const message = `From: hana@kaede.example\r\nSubject: =?utf-8?B?44GT44KT44Gr44Gh44Gv?=\r\n\r\n${'雲の上 '.repeat(200_000)}\r\n`

for (const [name, secure] of [['993', true], ['143 with STARTTLS', false]] as const) {
  test(`imapflow on ${name}: appends, fetches the same bytes, sees an arrival while idle`, async () => {
    const settings = { host: '127.0.0.1', port: await both.open('imap', secure), secure, auth: hana, tls: { rejectUnauthorized: false }, logger: false } as const
    const client = new ImapFlow(secure ? settings : { ...settings, doSTARTTLS: true })
    await client.connect()
    await client.mailboxOpen('INBOX')
    const appended = await client.append('INBOX', message)
    assert.ok(appended && appended.uid)
    const fetched = await client.fetchOne(String(appended.uid), { source: true }, { uid: true })
    assert.ok(fetched && fetched.source)
    assert.ok(fetched.source.equals(Buffer.from(message)))
    const arrived = once(client, 'exists')
    void client.idle()
    const other = new ImapFlow(secure ? settings : { ...settings, doSTARTTLS: true })
    await other.connect()
    await other.append('INBOX', 'Subject: another\r\n\r\nhi\r\n')
    await arrived
    await other.logout()
    await client.logout()
  })

  test(`imaplib on ${name}: LOGIN, AUTHENTICATE, a wrong password`, async () => {
    const script = `
import imaplib, ssl, sys
port, user, password, secure = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4] == 'true'
tls = ssl.create_default_context(); tls.check_hostname = False; tls.verify_mode = ssl.CERT_NONE
def connect():
  if secure: return imaplib.IMAP4_SSL('127.0.0.1', port, ssl_context=tls)
  m = imaplib.IMAP4('127.0.0.1', port); m.starttls(tls); return m
m = connect()
try: m.login(user, 'wrong')
except imaplib.IMAP4.error as e: print(e)
print(m.login(user, password)[0]); print(m.select()[0]); print(m.logout()[0])
m = connect()
print(m.authenticate('PLAIN', lambda _: ('\\0' + user + '\\0' + password).encode())[0]); print(m.noop()[0]); m.logout()
m = connect(); print(m.authenticate('LOGIN', lambda c: user.encode() if c == b'Username:' else password.encode())[0]); m.logout()
`
    const said = await python(script, String(await both.open('imap', secure)), hana.user, hana.pass, String(secure))
    assert.deepEqual(said.trim().split('\n'), ["b'[AUTHENTICATIONFAILED] Sign-in failed. Check the user name and the password. (ref K7Q2-9F)'", 'OK', 'OK', 'BYE', 'OK', 'OK', 'OK'])
  })
}

test("before sign-in the capabilities are Dovecot's own, AUTH apart; after it they are what Dovecot lists when asked", async () => {
  const behind = connect(both.settings.config.behind.imap.port, '127.0.0.1')
  const [own] = (await once(behind, 'data')) as [Buffer]
  behind.destroy()
  const edge = await talkTo(await both.open('imap', true))
  const isMethod = (name: string): boolean => name.startsWith('AUTH=')
  assert.deepEqual(capabilitiesIn(edge.greeting).filter(name => !isMethod(name)), capabilitiesIn(own.toString()).filter(name => !isMethod(name)))
  const signedIn = await edge.say(login('a'), 'a')
  const listed = await edge.say('b CAPABILITY\r\n', 'b')
  assert.deepEqual(capabilitiesIn(signedIn), /^\* CAPABILITY (.*)\r$/m.exec(listed)![1]!.split(' '))
  assert.ok(!capabilitiesIn(signedIn).some(isMethod))
  edge.close()
})

test("Dovecot logs the client's address and port of ours; IPv4 and IPv6", async () => {
  const port = await both.open('imap', true, ['127.0.0.0/8'])
  for (const [proxied, address] of [['TCP4 203.0.113.9 192.0.2.1', '203.0.113.9'], ['TCP6 2001:db8::9 2001:db8::1', '2001:db8::9']] as const) {
    const talk = await talkTo(port, proxied)
    assert.match(await talk.say(login('a'), 'a'), /^a OK /m)
    await talk.say('b LOGOUT\r\n', 'b')
    assert.ok(both.log().includes(`user=<${hana.user}>, method=PLAIN, rip=${address}, lip=127.0.0.1`), both.log().slice(-500))
  }
})

test('LITERAL+, and what is pipelined behind the sign-in', async () => {
  const talk = await talkTo(await both.open('imap', true))
  const { user, pass } = hana
  talk.socket.write(`a LOGIN {${user.length}+}\r\n${user} {${pass.length}+}\r\n${pass}\r\nb SELECT INBOX\r\nc LOGOUT\r\n`)
  assert.match(await talk.until('c'), /^a OK [^]*^\* FLAGS [^]*^b OK [^]*^\* BYE /m)
})

test('a connection that ends in LOGOUT leaves nothing open', async () => {
  const talk = await talkTo(await both.open('imap', true))
  await talk.say(login('a'), 'a')
  const closed = once(talk.socket, 'close')
  await talk.say('b LOGOUT\r\n', 'b')
  await closed
})

test('Dovecot away: UNAVAILABLE, never a wrong password; back again, the same connection gets in', async () => {
  const talk = await talkTo(await both.open('imap', true))
  await both.stopDovecot()
  assert.equal(await talk.say(login('a'), 'a'), 'a NO [UNAVAILABLE] A temporary fault of ours. Try again later. (ref K7Q2-9F)\r\n')
  assert.equal(both.refusals.at(-1)?.finding.id, 'ours.engine-away')
  await both.startDovecot()
  assert.match(await talk.say(login('b'), 'b'), /^b OK /)
  talk.close()
})

test("more connections than a mailbox may have from one address: LIMIT, in the client's words", async () => {
  const port = await both.open('imap', true)
  const talks = []
  let answer = ''
  for (let at = 0; at < 60 && !answer.startsWith('a NO'); at++) {
    const talk = await talkTo(port)
    talks.push(talk)
    answer = await talk.say(login('a'), 'a')
  }
  assert.match(answer, /^a NO \[LIMIT\] Too many connections\. .*\(ref K7Q2-9F\)\r\n$/)
  assert.equal(both.refusals.at(-1)?.finding.id, 'network.too-many-connections')
  for (const talk of talks) talk.close()
})

test('no fault was met', () => assert.deepEqual(both.faults, []))
