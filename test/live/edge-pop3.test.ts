/** The edge's POP3 in front of a real Dovecot: real clients sign in, and Dovecot knows whom it has. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { connect as connectTls } from 'node:tls'
import { promisify } from 'node:util'
import { ImapFlow } from 'imapflow'
import { hana, python, startEdgeAndDovecot, type EdgeAndDovecot } from './edge-and-dovecot.ts'

let both: EdgeAndDovecot
before(async () => {
  both = await startEdgeAndDovecot()
  const imap = new ImapFlow({ host: '127.0.0.1', port: await both.open('imap', true), secure: true, auth: hana, tls: { rejectUnauthorized: false }, logger: false })
  await imap.connect()
  await imap.append('INBOX', `Subject: one\r\n\r\n${'x'.repeat(70)}\r\n`)
  await imap.logout()
})
after(() => both.remove())

const run = promisify(execFile)

/** Sends everything at once in TLS and reads to the end. */
const exchange = async (port: number, text: string, proxied?: string): Promise<string> => {
  const plain = connect(port, '127.0.0.1')
  await once(plain, 'connect')
  if (proxied) plain.write(`PROXY ${proxied} 4321 995\r\n`)
  const socket = connectTls({ socket: plain, rejectUnauthorized: false })
  let heard = ''
  socket.on('data', chunk => (heard += chunk.toString('latin1'))).on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return heard
}
const userPass = `USER ${hana.user}\r\nPASS ${hana.pass}\r\n`

for (const [name, secure] of [['995', true], ['110 with STLS', false]] as const) {
  test(`poplib on ${name}: USER and PASS, a wrong password, CAPA before and after`, async () => {
    const script = `
import poplib, ssl, sys
port, user, password, secure = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4] == 'true'
tls = ssl.create_default_context(); tls.check_hostname = False; tls.verify_mode = ssl.CERT_NONE
if secure: p = poplib.POP3_SSL('127.0.0.1', port, context=tls)
else: p = poplib.POP3('127.0.0.1', port); p.stls(tls)
before = p.capa()
p.user(user)
try: p.pass_('wrong')
except poplib.error_proto as e: print(e)
p.user(user); print(p.pass_(password).decode())
behind = p.capa()
print(sorted(set(before) - set(behind)), sorted(set(behind) - set(before)))
print(p.stat()[0], b'Subject: one' in p.retr(1)[1]); print(p.quit().decode())
`
    const said = await python(script, String(await both.open('pop3', secure)), hana.user, hana.pass, String(secure))
    // Only Dovecot lists CAPA itself, which is no capability (RFC 2449 6).
    assert.deepEqual(said.trim().split('\n'), [
      "b'-ERR [AUTH] Sign-in failed. Check the user name and the password. (ref K7Q2-9F)'",
      '+OK Logged in.',
      "['SASL', 'USER'] ['CAPA']",
      '1 True',
      '+OK Logging out.',
    ])
  })
}

test("before sign-in CAPA is Dovecot's own, sign-in methods apart", async () => {
  const behind = connect(both.settings.config.behind.pop3.port, '127.0.0.1')
  let own = ''
  behind.on('data', chunk => (own += chunk.toString())).write('CAPA\r\nQUIT\r\n')
  await once(behind, 'close')
  const edge = await exchange(await both.open('pop3', true), 'CAPA\r\nQUIT\r\n')
  const linesOf = (text: string): string[] => text.split('\r\n').slice(2, text.split('\r\n').indexOf('.')).filter(line => !/^(?:SASL|USER)/.test(line))
  assert.deepEqual(linesOf(edge), linesOf(own).filter(line => line !== 'CAPA'))
})

test('everything pipelined, and AUTH PLAIN', async () => {
  const port = await both.open('pop3', true)
  assert.match(await exchange(port, `${userPass}STAT\r\nQUIT\r\n`), /^\+OK .*\r\n\+OK\r\n\+OK Logged in\.\r\n\+OK 1 \d+\r\n\+OK Logging out\.\r\n$/)
  assert.match(await exchange(port, `AUTH PLAIN ${Buffer.from(`\0${hana.user}\0${hana.pass}`).toString('base64')}\r\nLIST\r\nQUIT\r\n`), /^\+OK .*\r\n\+OK Logged in\.\r\n\+OK 1 messages:\r\n/)
})

test("Dovecot logs the client's address; IPv4 and IPv6", async () => {
  const port = await both.open('pop3', true, ['127.0.0.0/8'])
  for (const [proxied, address] of [['TCP4 203.0.113.9 192.0.2.1', '203.0.113.9'], ['TCP6 2001:db8::9 2001:db8::1', '2001:db8::9']] as const) {
    assert.match(await exchange(port, `${userPass}QUIT\r\n`, proxied), /\+OK Logged in/)
    assert.ok(both.log().includes(`pop3-login: Info: Login: user=<${hana.user}>, method=PLAIN, rip=${address}`), both.log().slice(-500))
  }
})

test('fetchmail reads it', async () => {
  const path = join(both.settings.home.root, 'fetchmailrc')
  const port = await both.open('pop3', true)
  // fetchmail reads \34 as a decimal code.
  const script = [`poll 127.0.0.1 service ${port} protocol pop3`, `user "${hana.user}" password "${hana.pass.replace(/["\\]/g, character => `\\${character.charCodeAt(0)}`)}"`, 'ssl keep no sslcertck mda "cat"'].join('\n')
  writeFileSync(path, `${script}\n`, { mode: 0o600 })
  const { stdout } = await run('fetchmail', ['--fetchmailrc', path, '--nosyslog', '--pidfile', `${path}.pid`], { env: { HOME: both.settings.home.root, PATH: '/usr/bin:/bin' }, timeout: 30_000 })
  assert.match(stdout, /Subject: one/)
})

test('Dovecot away: SYS/TEMP, never a wrong password', async () => {
  const port = await both.open('pop3', true)
  await both.stopDovecot()
  assert.match(await exchange(port, `${userPass}QUIT\r\n`), /\r\n-ERR \[SYS\/TEMP\] A temporary fault of ours\. Try again later\. \(ref K7Q2-9F\)\r\n\+OK Logging out/)
  assert.equal(both.refusals.at(-1)?.finding.id, 'ours.engine-away')
  await both.startDovecot()
  assert.match(await exchange(port, `${userPass}QUIT\r\n`), /Logged in/)
})

test('no fault was met', () => assert.deepEqual(both.faults, []))
