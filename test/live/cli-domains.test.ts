/** Whose domain it is, on the command line: claims and their four ways, checks, hand-overs, routes and the watch, over a DNS and a web site of the laboratory. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DnsTree, startTree } from '../../lab/dns/tree.ts'
import { labDirectory } from '../../lab/namespace.ts'
import { nameServers, oldWeb, ourNameServers, ours, resolver } from '../../lab/places.ts'
import { migrate } from '../../src/store/migrate.ts'
import { type Cluster, makeCluster } from './cluster.ts'
import { type Ended, runTodoku, startTodoku } from './command-line.ts'

const listening = ['smtp', 'submissions', 'submission', 'imaps', 'pop3s', 'api'].map((name, i) => `${name} = ["${ours.address}:${2000 + i}"]`).join('\n')
const toml = `[server]
host_name = "${ours.hostName}"
[listen]
${listening}
dns = ["${ours.address}:53"]
[resolver]
address = "${resolver.address}:${resolver.port}"
[dns]
name_servers = [${ourNameServers.map(({ hostName }) => `"${hostName}"`).join(', ')}]
`

let cluster: Cluster
let dns: DnsTree
let site: Server
/** What the old web site answers, by host name. */
const pages = new Map<string, string>()

const todoku = (args: string, input = ''): Promise<Ended> => runTodoku(cluster.home.root, args.split(' '), input)

type Json = Record<string, unknown>
interface Checked {
  readonly claim: { readonly token: string; readonly state: string; readonly provenBy: string | null }
  readonly outcome: string
  readonly results: readonly { readonly proof: string; readonly state: string; readonly finding?: { readonly id: string; readonly title: string } }[]
}

const json = async <T = Json>(args: string, wanted = 0, input = ''): Promise<T> => {
  const { code, out, err } = await todoku(`${args} --json`, input)
  assert.equal(code, wanted, err || out)
  return JSON.parse(out) as T
}

const causesOf = ({ results }: Checked): Record<string, string> => Object.fromEntries(results.map(({ proof, state, finding }) => [proof, finding?.id ?? state]))

/** A name at the hosting company of today, with a site there. */
const register = async (name: string): Promise<void> => {
  const zone = await dns.host(name)
  await zone.set([{ name: '@', type: 'A', values: [oldWeb.address] }])
}
const publish = async (name: string, token: string): Promise<void> => dns.zone(name).set([{ name: '_todoku-challenge', type: 'TXT', values: [token] }])

/** Who asks within five seconds of a look gets its answer; these seconds are over. */
const soon = async (): Promise<void> => void (await cluster.asSuperuser("update claims set checked_at = checked_at - interval '1 minute'"))

before(async () => {
  dns = await startTree(join(labDirectory()!, 'dns'))
  const home = await dns.host(ours.domain)
  await home.set([{ name: 'sv0001', type: 'A', values: [ours.address] }, ...ourNameServers.map(({ hostName, address }) => ({ name: hostName.split('.')[0]!, type: 'A', values: [address] }) as const)])
  site = createServer((request, response) => {
    const page = pages.get(request.headers.host ?? '')
    response.writeHead(page === undefined ? 404 : 200, { 'Content-Type': 'text/html' }).end(page)
  }).listen(80, oldWeb.address)
  await once(site, 'listening')
  for (const name of ['shop.example', 'cafe.example', 'slow.example', 'wanted.example', 'given.example']) await register(name)
  cluster = await makeCluster(toml)
  await migrate(cluster.home, cluster.config, cluster.secrets)
  await json('owner add kaede')
  await json('owner add momiji')
})
after(async () => {
  site.close()
  cluster.remove()
  await dns.stop()
})

test('adding a name claims it, prints the four ways, and says what is seen now', async () => {
  const { code, out } = await todoku('domain add shop.example --owner kaede')
  assert.equal(code, 0)
  assert.match(out, /^shop\.example {2}waiting for a proof {2}owner kaede\n/)
  for (const text of [...ourNameServers.map(({ hostName }) => hostName), 'webauth.html', 'admin@shop.example', '_todoku-challenge.shop.example', 'good for', 'mind']) assert.ok(out.includes(text), text)
  assert.match(out, /now {2,}… The file webauth\.html is not there/)
  assert.match(out, /\.\/todoku domain watch shop\.example/)
  const added = await json<Checked & { readonly ways: Json; readonly state: string }>('domain add shop.example --owner kaede')
  assert.match(added.claim.token, /^todoku-[a-z2-7]{32}$/)
  assert.deepEqual(added.ways['txt'], { name: '_todoku-challenge.shop.example', value: added.claim.token })
  assert.equal(added.state, 'unproven')
  assert.ok(!('error' in (await json('mailbox add hana@shop.example'))), 'mailboxes can be made beforehand')
})

test('a check names the cause of every way, and ends with 1', async () => {
  const checked = await json<Checked>('domain check shop.example', 1)
  assert.deepEqual(causesOf(checked), { 'name-servers': 'ownership.name-servers-elsewhere', web: 'ownership.web-not-found', mail: 'ownership.mail-not-sent', txt: 'ownership.txt-missing' })
  const { out } = await todoku('domain check shop.example --lang ja')
  assert.match(out, /… Web認証: webauth\.htmlが見つかりません\n {4}理由 .*\n {4}対処 /)
})

test('the record proves it, and the domain is live', async () => {
  const { claim } = await json<Checked>('domain check shop.example', 1)
  await publish('shop.example', claim.token)
  await soon()
  const proven = await json<Checked>('domain prove shop.example --txt')
  assert.deepEqual([proven.outcome, proven.claim.provenBy, proven.results.length], ['proven', 'txt', 1])
  assert.equal((await json('domain show shop.example'))['state'], 'live')
  assert.match((await todoku('domain check shop.example')).out, /^shop\.example {2}proven \(by TXT record\)/)
})

test('the file proves it; names below are proven with it', async () => {
  const { claim } = await json<Checked>('domain add cafe.example --owner kaede')
  pages.set('cafe.example', `<html><body>${claim.token}</body></html>`)
  await soon()
  assert.equal((await json<Checked>('domain prove cafe.example --web')).claim.provenBy, 'web')
  assert.equal((await json<Checked>('domain add shop.cafe.example --owner kaede')).claim.provenBy, 'parent')
})

test('a watch that is no terminal prints a line for each change; for a program, an object', async () => {
  const { claim } = await json<Checked>('domain add slow.example --owner kaede')
  const child = startTodoku(cluster.home.root, ['domain', 'watch', 'slow.example'])
  let out = ''
  child.stdout!.on('data', chunk => (out += chunk))
  for (let tries = 0; !out.includes('slow.example') && tries < 100; tries++) await sleep(100)
  await publish('slow.example', claim.token)
  await soon()
  await json('domain check slow.example')
  for (let tries = 0; !/slow\.example MX/.test(out) && tries < 150; tries++) await sleep(100)
  child.kill()
  assert.match(out, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}… name servers {2}/)
  assert.match(out, /✓ TXT record {2}proven\n/)
  assert.match(out, /slow\.example {2}proven \(by TXT record\)/)
  assert.match(out, /✗ slow\.example MX {2}missing/)
  const { out: objects, code } = await todoku('domain watch slow.example --once --json')
  assert.equal(code, 1, 'its records are not right')
  const lines = objects.trim().split('\n').map(line => JSON.parse(line) as Json)
  assert.ok(lines.every(line => line['name'] === 'slow.example' && typeof line['at'] === 'string'))
  assert.ok(lines.some(line => 'claim' in line) && lines.some(line => 'record' in line))
})

test('claims are listed; one of several must be chosen; one is given up', async () => {
  await json('domain add wanted.example --owner kaede')
  await json('domain add wanted.example --owner momiji')
  const listed = await todoku('domain claims --lang ja')
  assert.match(listed.out, /^ドメイン .*\n[^]*wanted\.example +kaede +確認待ち[^]*wanted\.example +momiji +確認待ち/)
  const { code, err } = await todoku('domain check wanted.example')
  assert.equal(code, 2)
  assert.match(err, /--owner \(kaede, momiji\)/)
  assert.equal((await json('domain withdraw wanted.example --owner momiji --yes'))['withdrawn'], 'wanted.example')
  const { items } = await json<{ items: { name: string; owner: string; state: string }[] }>('domain claims --owner momiji --all')
  assert.deepEqual(items.map(({ name, state }) => [name, state]), [['wanted.example', 'withdrawn']])
  await cluster.asSuperuser("update claims set state = 'lapsed', ended_at = now(), lapses_at = now() where name = 'wanted.example' and state = 'waiting'")
  assert.match((await todoku('domain check wanted.example')).out, /lapsed/)
  const renewed = await json<{ state: string; lapsesAt: string }>('domain renew wanted.example')
  assert.equal(renewed.state, 'waiting')
  assert.ok(Date.parse(renewed.lapsesAt) > Date.now() + 29 * 86_400_000)
})

test('who proves a name that another holds begins a hand-over; the holder objects in vain without a proof, and agrees', async () => {
  const first = await json<Checked>('domain add given.example --owner kaede')
  await publish('given.example', first.claim.token)
  await soon()
  await json('domain check given.example --owner kaede')
  const second = await json<Checked>('domain add given.example --owner momiji')
  await publish('given.example', second.claim.token)
  await soon()
  assert.equal((await json<Checked>('domain check given.example --owner momiji', 1)).outcome, 'hand-over')
  const shown = await json('domain hand-over given.example')
  assert.deepEqual([shown['from'], shown['to'], shown['provenBy'], shown['state']], ['kaede', 'momiji', 'txt', 'waiting'])
  assert.match(String(shown['token']), /^todoku-/)
  assert.notEqual(shown['token'], first.claim.token)
  assert.match((await todoku('domain hand-over --lang ja')).out, /given\.example +kaede +momiji +期限待ち/)
  const vain = await todoku('domain hand-over given.example --object')
  assert.equal(vain.code, 1)
  assert.match(vain.out, /nothing shows now that the domain is the holder's/)
  assert.equal((await todoku('domain hand-over given.example --agree')).code, 2, 'asks first')
  assert.equal((await json('domain hand-over given.example --agree --yes'))['state'], 'done')
  assert.equal((await json('domain show given.example'))['owner'], 'momiji')
})

test('where mail goes is shown, and set', async () => {
  const route = await json('domain route shop.example elsewhere')
  assert.deepEqual([route['choice'], route['goes']], ['elsewhere', 'elsewhere'])
  assert.match((await todoku('domain route shop.example automatic --lang ja')).out, /設定 +自動/)
})

const refused: readonly (readonly [args: string, code: number, says: RegExp])[] = [
  ['domain add co.jp --owner kaede', 4, /everybody can register/],
  ['domain check nobody.example', 3, /there is no claim to a domain "nobody\.example": see \.\/todoku domain claims/],
  ['domain prove wanted.example', 2, /add one of --mail, --code, --web, --txt, --name-servers/],
  ['domain prove wanted.example --mail info', 2, /--mail does not understand "info": write it like "admin\|/],
  ['domain withdraw wanted.example', 2, /add --yes/],
  ['domain withdraw shop.example --yes', 4, /is proven already/],
  ['domain hand-over given.example --decide both', 2, /holder\|newcomer/],
  ['domain hand-over given.example --refuse', 4, /it has ended/],
  ['domain route shop.example everywhere', 2, /automatic\|here\|elsewhere/],
]
test('refusals: one line that says what to do, and the code', { concurrency: 4 }, async t => {
  const refuse = ([args, code, says]: (typeof refused)[number]): Promise<void> =>
    t.test(`todoku ${args} → ${code}`, async () => {
      const ended = await todoku(args)
      assert.equal(ended.code, code, ended.err || ended.out)
      assert.match(ended.err, says)
      assert.equal(ended.err.trimEnd().split('\n').length, 1)
    })
  await Promise.all(refused.map(refuse))
})

test('a code that nobody sent, from standard input', async () => {
  const { code, out } = await todoku('domain prove wanted.example --code', '1234 5678\n')
  assert.equal(code, 1)
  assert.match(out, /No code has been sent/)
})

test('the registrar of a name that is not registered is asked, and the name servers of the hosting are told', async () => {
  await json('domain add gone.example --owner kaede')
  assert.equal(causesOf(await json<Checked>('domain check gone.example', 1))['name-servers'], 'ownership.not-registered')
  const { out } = await todoku('domain check wanted.example')
  assert.ok(out.includes(nameServers.hosting.hostName))
})

test('while nobody can be asked there is no verdict: 75, and nothing is called missing', async () => {
  await dns.resolver.stop()
  await soon()
  const { results, outcome } = await json<Checked>('domain check wanted.example', 75)
  assert.equal(outcome, 'unknown')
  assert.deepEqual(results.filter(({ proof }) => proof !== 'mail').map(({ state }) => state), ['unknown', 'unknown', 'unknown'])
})
