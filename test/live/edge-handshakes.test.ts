/**
 * Real clients that do not come to TLS, or leave right after it: what each one says of it differs by program and by version of TLS, and is written in the names.
 * Libraries here: openssl, Python and curl have OpenSSL 3.0; gnutls-cli has GnuTLS 3.7; Node has OpenSSL 3.5.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CauseId } from '../../src/core/causes/index.ts'
import { makeTestAuthority, type TestAuthority } from '../certificates.ts'
import { startEdgeAlone, type EdgeAlone } from './edge-alone.ts'

const day = 24 * 3600_000
const host = 'sv0001.example.jp'
const other = 'mail.kaede.example'
const names = [host, 'mail.example.jp']

const directory = mkdtempSync('/tmp/tdh-')
let authority: TestAuthority
let edge: EdgeAlone
let ports: { readonly smtps: number; readonly submission: number }

const certificates = { good: [-30, 30], renewed: [-1, 89], expired: [-90, -1] } as const
type Certificate = keyof typeof certificates
const issued = new Map<Certificate, ReturnType<TestAuthority['issue']>>()

before(async () => {
  authority = makeTestAuthority(join(directory, 'authority'))
  for (const [name, [from, to]] of Object.entries(certificates) as [Certificate, readonly [number, number]][]) {
    issued.set(name, authority.issue(names, new Date(Date.now() + from * day), new Date(Date.now() + to * day)))
  }
  edge = startEdgeAlone(host)
  edge.show(issued.get('good')!)
  ports = { smtps: await edge.open('smtp', 465, true), submission: await edge.open('smtp', 587, false) }
})
after(() => {
  edge.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Runs a client to its end, whatever that is. One that hangs is a failure. */
const run = (command: string, args: readonly string[], input = ''): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], timeout: 20_000 })
    child.stdin.on('error', () => {}).end(input)
    child.on('error', reject).on('close', (_, signal) => (signal ? reject(new Error(`${command} hangs`)) : resolve()))
  })

type Version = '1.2' | '1.3'
interface Wish {
  readonly name: string | null
  readonly trusts?: boolean
  readonly version: Version
  /** Days that the client's clock is off. */
  readonly clock?: number
  /** What it says when all is well; nothing: it leaves. */
  readonly input?: string
}
type Client = (wish: Wish) => Promise<void>

const openssl: Client = ({ name, trusts = true, version, clock = 0, input = '' }) => {
  const asked = name ? ['-servername', name, '-verify_hostname', name] : ['-noservername', '-verify_ip', '127.0.0.1']
  const time = clock ? ['-attime', String(Math.floor(Date.now() / 1000 + clock * 86_400))] : []
  const quiet = input ? ['-quiet'] : []
  const to = ['-connect', `127.0.0.1:${ports.smtps}`, `-tls${version.replace('.', '_')}`, ...(trusts ? ['-CAfile', authority.root] : [])]
  return run('openssl', ['s_client', ...to, ...asked, ...time, ...quiet, '-verify_return_error'], input)
}

const gnutls: Client = ({ name, trusts = true, version, input = '' }) => {
  const asked = name ? ['--sni-hostname', name, '--verify-hostname', name] : ['--disable-sni', '--verify-hostname', '127.0.0.1']
  const to = ['-p', String(ports.smtps), '--priority', `NORMAL:-VERS-ALL:+VERS-TLS${version}`, ...(trusts ? ['--x509cafile', authority.root] : [])]
  return run('gnutls-cli', [...to, ...asked, '127.0.0.1'], input)
}

const curl: Client = ({ name, trusts = true, version }) => {
  const at = name ? [`smtps://${name}:${ports.smtps}/`, '--resolve', `${name}:${ports.smtps}:127.0.0.1`] : [`smtps://127.0.0.1:${ports.smtps}/`]
  return run('curl', ['-sS', '-X', 'NOOP', '-m', '10', '--tls-max', version, ...(trusts ? ['--cacert', authority.root] : []), ...at])
}

const script = `
import smtplib, socket, ssl, sys
name, port, root, version = sys.argv[1:5]
context = ssl.create_default_context(cafile=root or None)
if version == '1.2': context.maximum_version = ssl.TLSVersion.TLSv1_2
class There(smtplib.SMTP_SSL):
    def _get_socket(self, host, port, timeout):
        return self.context.wrap_socket(socket.create_connection(('127.0.0.1', port), timeout), server_hostname=host)
There(name, int(port), timeout=10, context=context).quit()`
const python: Client = ({ name, trusts = true, version }) => run('python3', ['-c', script, name ?? '127.0.0.1', String(ports.smtps), trusts ? authority.root : '', version])

const nodeScript = `
const [, port, name, root, version] = process.argv
const ca = root ? require('node:fs').readFileSync(root) : undefined
const check = name ? { servername: name } : {}
const socket = require('node:tls').connect({ host: '127.0.0.1', port: Number(port), ...check, ca, maxVersion: 'TLSv' + version }, () => socket.end())
socket.on('error', () => {})`
const node: Client = ({ name, trusts = true, version }) => run(process.execPath, ['-e', nodeScript, String(ports.smtps), name ?? '', trusts ? authority.root : '', version])

const versions: readonly Version[] = ['1.2', '1.3']

type Row = readonly [what: string, client: Client, wish: Omit<Wish, 'version'>, certificate: Certificate, cause: CauseId | null, likely?: 'likely']

const rows: readonly Row[] = [
  ['openssl, wrong name: alert 42', openssl, { name: other }, 'good', 'transport.wrong-server-name'],
  ['Python, wrong name: alert 42', python, { name: other }, 'good', 'transport.wrong-server-name'],
  ['gnutls-cli, wrong name: alert 42', gnutls, { name: other }, 'good', 'transport.wrong-server-name'],
  ['curl, wrong name: leaves after the handshake without an alert', curl, { name: other }, 'good', 'transport.wrong-server-name', 'likely'],
  ['Node, wrong name: leaves without an alert', node, { name: other }, 'good', 'transport.wrong-server-name', 'likely'],

  ['openssl, an address for a name: alert 42', openssl, { name: null }, 'good', 'transport.no-server-name', 'likely'],
  ['Python, an address for a name: alert 42', python, { name: null }, 'good', 'transport.no-server-name', 'likely'],
  ['gnutls-cli, an address for a name: alert 42', gnutls, { name: null }, 'good', 'transport.no-server-name', 'likely'],
  ['curl, an address for a name: leaves without an alert', curl, { name: null }, 'good', 'transport.no-server-name', 'likely'],
  ['Node, an address for a name: leaves without an alert', node, { name: null }, 'good', 'transport.no-server-name', 'likely'],

  ['openssl, unknown authority: alert 48', openssl, { name: host, trusts: false }, 'good', 'transport.unknown-authority'],
  ['Python, unknown authority: alert 48', python, { name: host, trusts: false }, 'good', 'transport.unknown-authority'],
  ['curl, unknown authority: alert 48', curl, { name: host, trusts: false }, 'good', 'transport.unknown-authority'],
  ['gnutls-cli, unknown authority: alert 42, as for everything', gnutls, { name: host, trusts: false }, 'renewed', 'transport.unknown-authority', 'likely'],

  ['openssl, our certificate expired: alert 45', openssl, { name: host }, 'expired', 'transport.certificate-expired'],
  ['Python, our certificate expired: alert 45', python, { name: host }, 'expired', 'transport.certificate-expired'],
  ['curl, our certificate expired: alert 45', curl, { name: host }, 'expired', 'transport.certificate-expired'],
  ['gnutls-cli, our certificate expired: alert 42', gnutls, { name: host }, 'expired', 'transport.certificate-expired', 'likely'],
  ['Node, our certificate expired: leaves without an alert', node, { name: host }, 'expired', 'transport.certificate-expired', 'likely'],

  ['openssl, a clock 60 days ahead: alert 45', openssl, { name: host, clock: 60 }, 'good', 'transport.client-clock-wrong', 'likely'],
  ['openssl, a clock 60 days behind: alert 42 on a new certificate', openssl, { name: host, clock: -60 }, 'renewed', 'transport.client-clock-wrong', 'likely'],
  ['openssl, a clock 60 days behind: alert 42 on one of last month', openssl, { name: host, clock: -60 }, 'good', 'transport.certificate-refused', 'likely'],

  ['openssl that greets and quits', openssl, { name: host, input: 'QUIT\r\n' }, 'good', null],
  ['openssl that shakes hands and leaves', openssl, { name: host }, 'good', null],
  ['gnutls-cli that shakes hands and leaves', gnutls, { name: host }, 'good', null],
  ['Python that greets and quits', python, { name: host }, 'good', null],
  ['curl that greets and quits', curl, { name: host }, 'good', null],
]

for (const [what, client, wish, certificate, cause, likely] of rows) {
  for (const version of versions) {
    test(`TLS ${version}: ${what}`, async () => {
      edge.show(issued.get(certificate)!)
      await client({ ...wish, version })
      const found = (await edge.settled()).map(({ finding, likely: isLikely, connection }) => [finding.id, isLikely ? 'likely' : undefined, connection.sni])
      assert.deepEqual(found, cause ? [[cause, likely, wish.name]] : [])
    })
  }
}

test('Node that does not know the authority leaves: TLS 1.3 in the handshake, TLS 1.2 after it, where nothing tells it from a monitor', async () => {
  edge.show(issued.get('good')!)
  await node({ name: host, trusts: false, version: '1.3' })
  assert.deepEqual((await edge.settled()).map(({ finding, likely }) => [finding, likely]), [[{ id: 'transport.unknown-authority', facts: { port: 465, issuer: 'Todoku Test Test Root' } }, true]])
  await node({ name: host, trusts: false, version: '1.2' })
  assert.deepEqual(await edge.settled(), [])
})

const old: readonly (readonly [what: string, command: string, args: readonly string[], offered: string])[] = [
  ['openssl of TLS 1.1', 'openssl', ['s_client', '-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0', '-connect', '127.0.0.1:PORT'], 'TLS 1.1'],
  ['openssl of TLS 1.0', 'openssl', ['s_client', '-tls1', '-cipher', 'DEFAULT@SECLEVEL=0', '-connect', '127.0.0.1:PORT'], 'TLS 1.0'],
  ['gnutls-cli of TLS 1.1', 'gnutls-cli', ['--insecure', '--priority', 'NORMAL:-VERS-ALL:+VERS-TLS1.1', '-p', 'PORT', '127.0.0.1'], 'TLS 1.1'],
]
for (const [what, command, args, offered] of old) {
  test(`${what}: its best version is named`, async () => {
    await run(command, args.map(arg => arg.replace('PORT', String(ports.smtps))))
    assert.deepEqual((await edge.settled()).map(({ finding }) => finding), [{ id: 'transport.old-tls', facts: { port: 465, offered } }])
  })
}

test('openssl that offers only what we do not have: its suites are named', async () => {
  await run('openssl', ['s_client', '-tls1_2', '-cipher', 'AES128-SHA:CAMELLIA256-SHA:@SECLEVEL=0', '-connect', `127.0.0.1:${ports.smtps}`])
  const [refusal] = await edge.settled()
  assert.deepEqual(refusal?.finding, { id: 'transport.no-common-cipher', facts: { port: 465, offered: ['RSA_WITH_AES_128_CBC_SHA', 'RSA_WITH_CAMELLIA_256_CBC_SHA'] } })
})
test('openssl whose signature algorithms are not those of our certificate', async () => {
  await run('openssl', ['s_client', '-tls1_3', '-sigalgs', 'rsa_pss_rsae_sha256', '-connect', `127.0.0.1:${ports.smtps}`])
  assert.deepEqual((await edge.settled()).map(({ finding }) => finding.id), ['transport.no-common-cipher'])
})
test('a browser: no mail app, whatever it thinks of the certificate', async () => {
  edge.show(issued.get('good')!)
  await run('curl', ['-sS', '-m', '10', `https://${other}:${ports.smtps}/`, '--resolve', `${other}:${ports.smtps}:127.0.0.1`])
  assert.deepEqual((await edge.settled()).map(({ finding }) => finding), [{ id: 'network.not-mail', facts: { said: 'TLS for h2' } }])
})
test('curl with HTTP in the clear', async () => {
  await run('curl', ['-sS', '-m', '10', `http://127.0.0.1:${ports.smtps}/`])
  assert.deepEqual((await edge.settled()).map(({ finding }) => finding), [{ id: 'network.not-mail', facts: { said: 'HTTP' } }])
})

test('openssl with a wrong name behind STARTTLS: the name that EHLO said is kept', async () => {
  edge.show(issued.get('good')!)
  const to = ['-connect', `127.0.0.1:${ports.submission}`, '-starttls', 'smtp', '-name', 'laptop.local', '-CAfile', authority.root]
  await run('openssl', ['s_client', ...to, '-servername', other, '-verify_hostname', other, '-verify_return_error'])
  const [{ finding, clientName, connection } = {}, ...more] = await edge.settled()
  assert.deepEqual([finding, clientName, connection?.sni, more], [{ id: 'transport.wrong-server-name', facts: { port: 587, asked: other, names } }, 'laptop.local', other, []])
})
test('openssl with TLS at once on the STARTTLS port: served, and a wrong name is named there too', async () => {
  await run('openssl', ['s_client', '-connect', `127.0.0.1:${ports.submission}`, '-CAfile', authority.root, '-servername', other, '-verify_hostname', other, '-verify_return_error'])
  assert.deepEqual((await edge.settled()).map(({ finding }) => finding.id), ['transport.wrong-server-name'])
})
