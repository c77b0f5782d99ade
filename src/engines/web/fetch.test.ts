import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { makeTestAuthority } from '../../../test/certificates.ts'
import type { Config } from '../../base/config.ts'
import type { Answer, DnsType } from '../../core/dns/observed.ts'
import type { WebFetch } from '../../core/ownership/web.ts'
import { isPrivateAddress } from '../../core/values/network.ts'
import type { AddressBook } from './addresses.ts'
import { fetchProof, type FetchOptions } from './fetch.ts'
import { proofFetching } from './options.ts'

const name = 'example.jp'
/** Loopback addresses that stand for public ones. */
const publicAddresses: ReadonlySet<string> = new Set(['127.0.0.20', '127.0.0.21', '::1'])
const here = '127.0.0.20'
const isForbidden = (address: string): boolean => !publicAddresses.has(address) && isPrivateAddress(address)

type Zone = Readonly<Record<string, readonly string[] | 'servfail'>>

/** A resolver that answers from a table, or as a function of how often it was asked. */
const book = (zone: Zone | ((question: string, time: number) => readonly string[] | 'servfail' | undefined)): AddressBook & { asked: string[] } => {
  const asked: string[] = []
  const answer = (host: string, type: DnsType): Answer => {
    const question = `${type} ${host}`
    asked.push(question)
    const said = typeof zone === 'function' ? zone(question, asked.filter(one => one === question).length) : zone[question]
    if (said === 'servfail') return { state: 'unknown', why: 'servfail', detail: 'SERVFAIL', from: 'test' }
    if (!said?.length) return { state: 'absent', isNameThere: true, ttl: null, from: 'test' }
    return { state: 'records', records: said.map(value => ({ name: host, type, ttl: 60, value })), ttl: 60, from: 'test' }
  }
  return { asked, ask: (host, type) => Promise.resolve(answer(host, type)) }
}

const opened: Server[] = []
const sockets = new Set<Socket>()

const listen = async <S extends Server>(server: S, address = here, port = 0): Promise<number> => {
  opened.push(server)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, address, resolve))
  return (server.address() as AddressInfo).port
}

const directory = mkdtempSync(join(tmpdir(), 'todoku-web-'))
const authority = makeTestAuthority(join(directory, 'authority'))
const authorities = [readFileSync(authority.root, 'utf8')]
const day = 86_400_000
const around = (from: number, to: number, names: readonly string[] = [name]): { key: string; cert: string } => {
  const { key, certificate } = authority.issue(names, new Date(Date.now() + from * day), new Date(Date.now() + to * day))
  return { key, cert: certificate }
}

/** A port where nobody listens. */
let deadPort = 0
before(async () => {
  const server = createServer()
  deadPort = await listen(server)
  await new Promise(resolve => server.close(resolve))
})
after(() => {
  for (const server of opened) server.close()
  for (const socket of sockets) socket.destroy()
  rmSync(directory, { recursive: true, force: true })
})

const options = (http: number, https = deadPort, more: Partial<FetchOptions> = {}): FetchOptions => ({
  isForbidden,
  userAgent: 'Todoku/test (domain ownership check)',
  authorities,
  ports: { 'http:': http, 'https:': https },
  ...more,
})
const found: Zone = { [`A ${name}`]: [here], [`A www.${name}`]: [here] }

const fetchHttp = async (listener: RequestListener, more: Partial<FetchOptions> = {}, zone: Zone = found): Promise<WebFetch> =>
  (await fetchProof(name, book(zone), options(await listen(createHttp(listener)), deadPort, more))).http

/** Answers a connection with these bytes, then does that to the socket. */
const raw = async (act: (socket: Socket) => void, more: Partial<FetchOptions> = {}): Promise<WebFetch> =>
  (await fetchProof(name, book(found), options(await listen(createServer(act)), deadPort, more))).http

const afterRequest = (act: (socket: Socket) => void) => (socket: Socket): void => void socket.once('data', () => act(socket))

const short = (fetched: WebFetch): string =>
  fetched.state === 'failed' ? `${fetched.why} ${fetched.url}` : `${fetched.status} ${fetched.body.slice(0, 60)} ${JSON.stringify(fetched.certificate)}`

test('web: a page is read, and nothing of ours goes along', async () => {
  let seen: IncomingMessage | undefined
  const fetched = await fetchHttp((request, response) => {
    seen = request
    response.setHeader('Content-Type', 'text/html').setHeader('Server', 'Apache').setHeader('Set-Cookie', 'a=b').end('token\n')
  })
  assert.deepEqual(fetched, { state: 'answered', url: 'http://example.jp/webauth.html', hops: [], status: 200, contentType: 'text/html', server: 'Apache', body: 'token\n', address: here, certificate: 'none' })
  assert.equal(seen?.method, 'GET')
  assert.equal(seen?.url, '/webauth.html')
  assert.deepEqual(Object.keys(seen!.headers).toSorted(), ['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  assert.equal(seen?.headers.host, name)
  assert.equal(seen?.headers['user-agent'], 'Todoku/test (domain ownership check)')
})

test('web: within the name redirects are followed, without cookies', async () => {
  const cookies: (string | undefined)[] = []
  const fetched = await fetchHttp(({ url, headers }, response) => {
    cookies.push(headers.cookie)
    if (headers.host === name) response.writeHead(301, { Location: `http://www.${name}${url}`, 'Set-Cookie': 'a=b' }).end()
    else if (url === '/webauth.html') response.writeHead(302, { Location: '/a/webauth.html?b=1#c', 'Set-Cookie': 'a=b' }).end()
    else response.end(`token ${url}`)
  })
  assert.equal(short(fetched), '200 token /a/webauth.html?b=1 "none"')
  assert.deepEqual(fetched.hops, ['http://example.jp/webauth.html', 'http://www.example.jp/webauth.html'])
  assert.deepEqual(cookies, [undefined, undefined, undefined])
})

const redirectTo = (location: string): RequestListener => (_, response) => void response.writeHead(302, { Location: location }).end()
const redirects: readonly (readonly [location: string, why: string, detail: string])[] = [
  ['http://127.0.0.1/', 'forbidden-address', 'http://127.0.0.1/'],
  ['http://127.0.0.1:5432/', 'forbidden-address', 'http://127.0.0.1:5432/'],
  ['http://169.254.169.254/latest/meta-data/', 'forbidden-address', 'http://169.254.169.254/latest/meta-data/'],
  ['http://[::1]/', 'forbidden-address', 'http://[::1]/'],
  ['http://[::ffff:127.0.0.1]/', 'forbidden-address', 'http://[::ffff:7f00:1]/'],
  ['http://2130706433/', 'forbidden-address', 'http://127.0.0.1/'],
  ['http://0177.0.0.1/', 'forbidden-address', 'http://127.0.0.1/'],
  ['http://0x7f.1/', 'forbidden-address', 'http://127.0.0.1/'],
  ['http://10.0.0.1/', 'forbidden-address', 'http://10.0.0.1/'],
  ['http://8.8.8.8/', 'redirect-elsewhere', 'http://8.8.8.8/'],
  ['https://shop.example.net/login', 'redirect-elsewhere', 'https://shop.example.net/login'],
  ['http://localhost/', 'redirect-elsewhere', 'http://localhost/'],
  ['http://evil.example.jp.example.net/', 'redirect-elsewhere', 'http://evil.example.jp.example.net/'],
  ['http://blog.example.jp/', 'redirect-elsewhere', 'http://blog.example.jp/'],
  ['http://example.jp:6379/', 'bad-redirect', 'http://example.jp:6379/'],
  ['http://user:secret@example.jp/', 'bad-redirect', 'http://example.jp/'],
  ['ftp://example.jp/webauth.html', 'bad-redirect', 'ftp://example.jp/webauth.html'],
  ['file:///etc/passwd', 'bad-redirect', 'file:///etc/passwd'],
  ['http://[/', 'bad-redirect', 'http://[/'],
]
for (const [location, why, detail] of redirects) {
  test(`web: a redirect to ${location} is ${why}`, async () => {
    const fetched = await fetchHttp(redirectTo(location), { isForbidden: address => address !== here && isPrivateAddress(address) })
    assert.ok(fetched.state === 'failed')
    assert.deepEqual({ why: fetched.why, detail: fetched.detail, url: fetched.url }, { why, detail, url: 'http://example.jp/webauth.html' })
  })
}

test('web: a redirect to www, which resolves to a private address, ends there', async () => {
  const fetched = await fetchHttp(redirectTo('http://www.example.jp/'), {}, { [`A ${name}`]: [here], [`A www.${name}`]: ['10.0.0.5'] })
  assert.deepEqual(fetched, { state: 'failed', url: 'http://www.example.jp/', hops: ['http://example.jp/webauth.html'], why: 'forbidden-address', detail: '10.0.0.5', address: '10.0.0.5' })
})

test('web: a redirect without Location is bad', async () => {
  assert.equal(short(await fetchHttp((_, response) => void response.writeHead(301).end())), 'bad-redirect http://example.jp/webauth.html')
})

test('web: a circle of redirects ends after three', async () => {
  let asked = 0
  const fetched = await fetchHttp((_, response) => {
    asked++
    response.writeHead(302, { Location: '/webauth.html' }).end()
  })
  assert.equal(short(fetched), 'too-many-redirects http://example.jp/webauth.html')
  assert.equal(asked, 4)
})

for (const addresses of [['127.0.0.1'], ['10.1.2.3', '169.254.169.254'], ['0.0.0.0'], ['100.64.0.1']]) {
  test(`web: a name at ${addresses.join(' and ')} is not connected to`, async () => {
    let connections = 0
    const server = createServer(() => connections++)
    const port = await listen(server, '127.0.0.1')
    const { http, https } = await fetchProof(name, book({ [`A ${name}`]: addresses }), options(port, port))
    for (const fetched of [http, https]) assert.deepEqual([fetched.state, fetched.state === 'failed' && fetched.why, fetched.address], ['failed', 'forbidden-address', addresses[0]])
    assert.equal(connections, 0)
  })
}

test('web: of several addresses the forbidden ones are left out', async () => {
  const port = await listen(createHttp((_, response) => void response.end('token')))
  const { http } = await fetchProof(name, book({ [`A ${name}`]: ['127.0.0.1', here], [`AAAA ${name}`]: ['fd00::1'] }), options(port))
  assert.equal(short(http), '200 token "none"')
  assert.equal(http.address, here)
})

test('web: a name that is public at the first question and private at the second is asked only once, redirects and https included', async () => {
  let inner = 0
  const port = await listen(createHttp((request, response) => void (request.url === '/webauth.html' ? response.writeHead(302, { Location: '/again' }).end() : response.end('token'))))
  await listen(createServer(() => inner++), '127.0.0.1', port)
  const dns = book((question, time) => (question === `A ${name}` ? (time === 1 ? [here] : ['127.0.0.1']) : undefined))
  const { http } = await fetchProof(name, dns, options(port))
  assert.equal(short(http), '200 token "none"')
  assert.deepEqual(dns.asked, [`A ${name}`, `AAAA ${name}`])
  assert.equal(inner, 0)
})

test('web: a name without addresses, and one that nobody could look up, are two things', async () => {
  const nobody = await fetchProof(name, book({}), options(deadPort))
  assert.deepEqual([short(nobody.http), short(nobody.https)], ['no-address http://example.jp/webauth.html', 'no-address https://example.jp/webauth.html'])
  const failed = await fetchProof(name, book({ [`A ${name}`]: 'servfail' }), options(deadPort))
  assert.equal(short(failed.http), 'dns http://example.jp/webauth.html')
  const half = await fetchProof(name, book({ [`A ${name}`]: 'servfail', [`AAAA ${name}`]: ['fd00::1'] }), options(deadPort))
  assert.equal(short(half.http), 'dns http://example.jp/webauth.html')
})

test('web: a port where nobody listens refuses', async () => {
  const { http } = await fetchProof(name, book(found), options(deadPort))
  assert.equal(short(http), 'refused http://example.jp/webauth.html')
  assert.equal(http.address, here)
})

test('web: the next address is tried when one refuses', async () => {
  const port = await listen(createHttp((_, response) => void response.end('token')))
  const { http } = await fetchProof(name, book({ [`A ${name}`]: ['127.0.0.21', here] }), options(port))
  assert.equal(http.address, here)
  assert.equal(http.state, 'answered')
})

test('web: IPv6 that works is used', async () => {
  const port = await listen(createHttp((_, response) => void response.end('token')), '::1')
  const { http } = await fetchProof(name, book({ [`A ${name}`]: [here], [`AAAA ${name}`]: ['::1'] }), options(port))
  assert.equal(http.address, '::1')
})

test('web: a server that says nothing is a time-out, and so is one that stops in the middle', async () => {
  assert.equal(short(await raw(() => {}, { overallMs: 200 })), 'timeout http://example.jp/webauth.html')
  const stops = afterRequest(socket => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning'))
  assert.equal(short(await raw(stops, { overallMs: 200 })), 'timeout http://example.jp/webauth.html')
  const drips = afterRequest(socket => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const timer = setInterval(() => socket.write('x'), 20)
    socket.on('close', () => clearInterval(timer))
  })
  assert.equal(short(await raw(drips, { overallMs: 300 })), 'timeout http://example.jp/webauth.html')
})

/** A process that listens and then stands still, so that its queue of connections fills and the kernel drops what comes. */
const standing = `
  const server = require('node:net').createServer().listen({ port: 0, host: '${here}', backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

test('web: a connection that nobody accepts is a time-out', async () => {
  const child = spawn(process.execPath, ['-e', standing], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const port = Number(String(await new Promise(resolve => child.stdout.once('data', resolve))))
    for (let i = 0; i < 4; i++) sockets.add(connect(port, here).on('error', () => {}))
    await sleep(50)
    const { http } = await fetchProof(name, book(found), options(port, deadPort, { connectMs: 150 }))
    assert.deepEqual(http, { state: 'failed', url: 'http://example.jp/webauth.html', hops: [], why: 'timeout', detail: 'no end within the time limit', address: here })
  } finally {
    child.kill('SIGKILL')
  }
})

test('web: a reset, and a close without a word', async () => {
  assert.equal(short(await raw(afterRequest(socket => socket.resetAndDestroy()))), 'reset http://example.jp/webauth.html')
  assert.equal(short(await raw(afterRequest(socket => void socket.end()))), 'reset http://example.jp/webauth.html')
})

test('web: an answer that is cut', async () => {
  const cutAt = (text: string, act: (socket: Socket) => void) => raw(afterRequest(socket => void socket.write(text, () => act(socket))))
  const half = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbeginning'
  assert.equal(short(await cutAt(half, socket => socket.end())), 'cut http://example.jp/webauth.html')
  assert.equal(short(await cutAt('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nbeginning\r\n', socket => socket.end())), 'cut http://example.jp/webauth.html')
  const packed = gzipSync('a long text that is packed, and then cut').subarray(0, 20)
  const cutInPack = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(packed)
  assert.equal(short(await fetchHttp(cutInPack)), 'cut http://example.jp/webauth.html')
})

test('web: what is no HTTP', async () => {
  assert.equal(short(await raw(socket => void socket.end('220 mail.example.jp ESMTP\r\n'))), 'not-http http://example.jp/webauth.html')
  assert.equal(short(await raw(afterRequest(socket => void socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n')))), 'not-http http://example.jp/webauth.html')
  const noPack = (_: IncomingMessage, response: ServerResponse): void => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('not packed at all')
  assert.equal(short(await fetchHttp(noPack)), 'not-http http://example.jp/webauth.html')
})

/** Writes until the other side has had enough. */
const endless = (head: Record<string, string>, chunk: Buffer): { listener: RequestListener; sent: () => number } => {
  let sent = 0
  const listener: RequestListener = (_, response) => {
    response.writeHead(200, head)
    const more = (): void => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
      sent += chunk.length
    }
    response.on('drain', more)
    more()
  }
  return { listener, sent: () => sent }
}

test('web: a file that does not end is too big, and is not read to the end', async () => {
  const { listener } = endless({ 'Content-Type': 'application/octet-stream' }, Buffer.alloc(16_384, 'x'))
  assert.equal(short(await fetchHttp(listener)), 'too-big http://example.jp/webauth.html')
})

test('web: of a page that does not end the beginning is kept', async () => {
  const { listener } = endless({ 'Content-Type': 'text/html' }, Buffer.alloc(16_384, '<html>'))
  const fetched = await fetchHttp(listener)
  assert.equal(fetched.state === 'answered' && fetched.body.length, 65_536)
})

test('web: a bomb is not unpacked', async () => {
  // 64 MB out of 64 KB, and ten times the same inside one another would be as many again: only as much as is wanted comes out.
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
  const before = process.memoryUsage.rss()
  const fetched = await fetchHttp((_, response) => void response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' }).end(bomb))
  assert.equal(short(fetched), 'too-big http://example.jp/webauth.html')
  assert.ok(process.memoryUsage.rss() - before < 32 * 1024 * 1024)
})

test('web: packed bytes that bring forth nothing are too big as well', async () => {
  // Members of nothing at all, one after the other.
  const { listener } = endless({ 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' }, Buffer.concat(Array.from({ length: 800 }, () => gzipSync(''))))
  assert.equal(short(await fetchHttp(listener)), 'too-big http://example.jp/webauth.html')
})

for (const [encoding, bytes] of [
  ['gzip', gzipSync('token')],
  ['x-gzip', gzipSync('token')],
  ['identity', Buffer.from('token')],
] as const) {
  test(`web: ${encoding} is read`, async () => {
    assert.equal(short(await fetchHttp((_, response) => void response.writeHead(200, { 'Content-Encoding': encoding }).end(bytes))), '200 token "none"')
  })
}

test('web: a head that does not end is too big', async () => {
  const fetched = await fetchHttp((_, response) => void response.writeHead(200, { 'X-Long': 'x'.repeat(40_000) }).end())
  assert.equal(short(fetched), 'too-big http://example.jp/webauth.html')
})

test('web: a long refusal is a refusal', async () => {
  assert.match(short(await fetchHttp((_, response) => void response.writeHead(404, { 'Content-Type': 'image/png' }).end(Buffer.alloc(200_000, 'x')))), /^404 xxx/)
})

const certificates: readonly (readonly [string, { key: string; cert: string }, boolean, unknown])[] = [
  ['good', around(-1, 30), true, 'good'],
  ['expired', around(-30, -1), true, { why: 'expired', names: [name] }],
  ['not yet valid', around(1, 30), true, { why: 'not-yet', names: [name] }],
  ['for another name', around(-1, 30, ['shared.example.net', '*.example.net']), true, { why: 'wrong-name', names: ['shared.example.net', '*.example.net'] }],
  ['of an unknown authority', around(-1, 30), false, { why: 'unknown-authority', names: [name] }],
]
for (const [what, keys, isTrusted, certificate] of certificates) {
  test(`web: a certificate that is ${what} is told, and the page is read`, async () => {
    let servername: string | false | null = null
    const server = createHttps(keys, (_, response) => void response.end('token'))
    server.on('secureConnection', socket => (servername = socket.servername))
    const { https } = await fetchProof(name, book(found), options(deadPort, await listen(server), isTrusted ? {} : { authorities: [] }))
    assert.equal(short(https), `200 token ${JSON.stringify(certificate)}`)
    assert.equal(servername, name)
  })
}

test('web: a server that only speaks TLS 1.0 is spoken to', async () => {
  const server = createHttps({ ...around(-1, 30), minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }, (_, response) => void response.end('token'))
  const { https } = await fetchProof(name, book(found), options(deadPort, await listen(server)))
  assert.equal(short(https), '200 token "good"')
})

test('web: a resolver that takes too long is no verdict, by the deadline', async () => {
  const never: AddressBook = { ask: () => new Promise(() => {}) }
  const { http } = await fetchProof(name, never, options(deadPort, deadPort, { overallMs: 100 }))
  assert.deepEqual(http, { state: 'failed', url: 'http://example.jp/webauth.html', hops: [], why: 'dns', detail: 'timeout', address: null })
})

test('web: who we say that we are, and where we never go', () => {
  const { userAgent, isForbidden: never } = proofFetching({ server: { id: 'sv0001', host_name: 'sv0001.example.net', time_zone: '' }, listen: {} as Config['listen'], dns: {} as Config['dns'] }, new Set(['8.8.8.8']))
  assert.match(userAgent, /^Todoku\/\d+\.\d+\.\d+ \(domain ownership check; sv0001\.example\.net\)$/)
  assert.deepEqual(['8.8.8.8', '127.0.0.1', '::1', '169.254.169.254', 'fe80::1', '1.1.1.1', '2606:4700::1'].map(never), [true, true, true, true, true, false, false])
})

test('web: plain http leads to https, at the same address', async () => {
  const https = await listen(createHttps(around(-1, 30), (_, response) => void response.end('token')))
  const http = await listen(createHttp(redirectTo('https://example.jp/webauth.html')))
  const dns = book(found)
  const fetched = await fetchProof(name, dns, options(http, https))
  assert.deepEqual([short(fetched.http), fetched.http.hops], ['200 token "good"', ['http://example.jp/webauth.html']])
  assert.equal(dns.asked.length, 2)
})

test('web: a server without TLS on its port, one that resets, one that hangs', async () => {
  const over = async (act: (socket: Socket) => void, more: Partial<FetchOptions> = {}): Promise<string> => short((await fetchProof(name, book(found), options(deadPort, await listen(createServer(act)), more))).https)
  assert.equal(await over(socket => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')), 'tls https://example.jp/webauth.html')
  assert.equal(await over(afterRequest(socket => socket.resetAndDestroy())), 'reset https://example.jp/webauth.html')
  assert.equal(await over(() => {}, { overallMs: 200 }), 'timeout https://example.jp/webauth.html')
})
