/** Our own name service: zones that appear, answer, change within moments, are signed, taken back, and go. */
import type { Words } from '../../../src/base/language.ts'
import { oldMail, oldWeb, ourNameServers } from '../../places.ts'
import { until } from '../../process.ts'
import { check, claim, describe, removeDomain } from '../acts.ts'
import type { Case, Stage } from '../case.ts'
import { atOurs, hostAtOld, mailAtOld, register, webAt } from '../hosting.ts'
import { askResolver } from '../resolver-view.ts'

type Asked = Parameters<typeof askResolver>[2]

const ourNames = ourNameServers.map(({ hostName }) => hostName).join(' ')

/** What each of our two servers says; an answer that is none is what it says, too. */
const both = (name: string, type: Asked): Promise<string[]> =>
  Promise.all(ourNameServers.map(async ({ address }) => (await askResolver({ address, port: 53 }, name, type).catch((error: NodeJS.ErrnoException) => [error.code ?? error.message])).join(' ')))

/** Waits until both say so. @returns after how long, ms. @throws Error with what they say instead */
const answers = async (name: string, type: Asked, wanted: string, limitMs: number): Promise<number> => {
  const began = performance.now()
  const say = async (): Promise<true | null> => ((await both(name, type)).every(said => said === wanted) ? true : null)
  if (await until(say, limitMs, 50)) return Math.round(performance.now() - began)
  throw new Error(`after ${limitMs} ms ${type} ${name} is ${(await both(name, type)).map(said => said || 'nothing').join(' and ')}, not ${wanted || 'nothing'}`)
}

/** A change is answered by then, ms. */
const soon = 2000

/** The name points here, and its zone is answered for. */
const settle = async (stage: Stage): Promise<void> => {
  await register(stage, atOurs)
  await claim(stage)
  const seen = await check(stage)
  if (seen.provenBy !== 'name-servers') throw new Error(describe(seen))
  await answers(stage.domain, 'NS', ourNames, 30_000)
}

const zone = ({ world, domain }: Stage, verb: string, ...args: readonly string[]): Promise<unknown> => world.installation.cli(['zone', verb, domain, ...args])

/** What must be refused. @returns what was said */
const refused = async ({ world, domain }: Stage, cause: string, input: string, verb: string, ...args: readonly string[]): Promise<string> => {
  const { ok, output } = await world.installation.todoku(['zone', verb, domain, ...args, '--json'], input)
  if (ok || !output.includes(cause)) throw new Error(`${verb} ${args.join(' ')}: ${ok ? 'taken: ' : ''}${output.trim()}`)
  return cause
}

const zoneCase = (name: string, title: Words<string>, wanted: string, play: Case['play']): Case => ({ name: `zone-${name}`, family: 'zones', title, wanted, play })

const appears = zoneCase(
  'appears',
  { en: 'the name servers are changed to ours: the zone is there, with the web site and the mail of before', ja: 'ネームサーバーをこちらへ変更: 以前のWebサイトとメールの行き先を引き継いで応答する' },
  'NS, www, MX as before, on both servers',
  async stage => {
    await hostAtOld(stage, [...webAt(), mailAtOld])
    await claim(stage)
    const before = await check(stage)
    if (before.provenBy !== null) throw new Error(describe(before))
    // While nobody has proven it, nothing is answered for it here.
    const early = await both(stage.domain, 'NS')
    if (early.some(said => said.includes('ns1'))) throw new Error(`answered too early: ${early.join(' and ')}`)
    await register(stage, atOurs)
    const seen = await check(stage)
    if (seen.provenBy !== 'name-servers') throw new Error(describe(seen))
    const ms = await answers(stage.domain, 'NS', ourNames, 30_000)
    await answers(`www.${stage.domain}`, 'A', oldWeb.address, 1000)
    await answers(stage.domain, 'MX', `10 ${oldMail.hostName}`, 1000)
    return `before: ${early.join(' and ')}; answered ${ms} ms after the proof`
  },
)

const changes = zoneCase('changes', { en: 'a record is set, added to, removed; the last change is taken back', ja: 'レコードを設定、追加、削除し、最後の変更を取り消す' }, 'each on port 53 within 2 s', async stage => {
  await settle(stage)
  const shop = `shop.${stage.domain}`
  const times: number[] = []
  const step = async (act: () => Promise<unknown>, wanted: string): Promise<void> => {
    await act()
    times.push(await answers(shop, 'A', wanted, soon))
  }
  await step(() => zone(stage, 'set', 'shop', 'A', '198.51.100.77'), '198.51.100.77')
  await step(() => zone(stage, 'set', 'shop', 'A', '198.51.100.78'), '198.51.100.78')
  await step(() => zone(stage, 'remove', 'shop', 'A'), '')
  await step(() => zone(stage, 'undo'), '198.51.100.78')
  await step(() => zone(stage, 'undo'), '198.51.100.77')
  return `answered after ${times.join(', ')} ms`
})

const refuses = zoneCase('refuses', { en: 'an alias beside other records, a name typed with the zone twice, an MX that is no name', ja: '他のレコードとCNAMEの同居、ドメイン名の二重入力、名前でないMX' }, 'each named, nothing changed', async stage => {
  await settle(stage)
  await zone(stage, 'set', 'www', 'A', oldWeb.address)
  const said = [
    await refused(stage, 'zone.cname-and-other', '', 'add', 'www', 'CNAME', 'elsewhere.example.'),
    await refused(stage, 'zone.apex-cname', '', 'set', '@', 'CNAME', 'elsewhere.example.'),
    await refused(stage, 'zone.name-twice', '', 'set', `shop.${stage.domain}.${stage.domain}`, 'A', oldWeb.address),
    await refused(stage, 'zone.mx-not-a-name', '', 'set', '@', 'MX', `10 ${oldWeb.address}`),
    await refused(stage, 'zone.bad-value', '', 'set', 'shop', 'A', '198.51.100.999'),
  ]
  await answers(`www.${stage.domain}`, 'A', oldWeb.address, soon)
  return said.join(', ')
})

const longText = zoneCase('long-text', { en: 'a TXT record of 400 letters is taken, and told that it is split', ja: '400文字のTXTレコードは分割して登録し、そう知らせる' }, 'zone.txt-too-long as a note; answered whole', async stage => {
  await settle(stage)
  const text = `v=test; ${'k'.repeat(392)}`
  const told = JSON.stringify(await zone(stage, 'set', 'long', 'TXT', text))
  if (!told.includes('zone.txt-too-long')) throw new Error(told)
  return `answered whole after ${await answers(`long.${stage.domain}`, 'TXT', text, soon)} ms`
})

const file = (domain: string): string => `$ORIGIN ${domain}.\n$TTL 300\n@ IN SOA ns1.old.example. hostmaster.old.example. 1 3600 600 86400 300\n@ IN NS ns1.old.example.\nblog IN A 198.51.100.80\nmail IN CNAME blog\n`

const imports = zoneCase('import', { en: 'a zone file is imported, all of it or nothing', ja: 'ゾーンファイルの取り込み(すべてか、何もしないか)' }, 'answered; a bad line refuses all', async stage => {
  await settle(stage)
  const { world, domain } = stage
  await world.installation.cli(['zone', 'import', domain, '-'], file(domain))
  const ms = await answers(`blog.${domain}`, 'A', '198.51.100.80', soon)
  await refused(stage, 'zone.bad-value', `${file(domain).replace('blog IN A 198.51.100.80', 'blog IN A 198.51.100.81')}bad IN A here\n`, 'import', '-')
  await answers(`blog.${domain}`, 'A', '198.51.100.80', 0)
  await answers(domain, 'NS', ourNames, 0)
  return `answered after ${ms} ms`
})

interface Signatures {
  readonly ds: readonly string[]
  readonly findings: readonly { readonly id: string }[]
}

const signatures = async (stage: Stage): Promise<Signatures> => {
  await stage.world.internet.dns.resolver.forget(stage.domain)
  return (await zone(stage, 'dnssec')) as Signatures
}

const signed = zoneCase('dnssec', { en: 'signed: the DS is shown, missing at the parent, wrong there, right there; and then not taken back', ja: 'DNSSEC: DSの表示、親にない、値が違う、正しい。そのあとは解除できない' }, 'dns.ds-missing, dns.ds-wrong, none, zone.ds-in-force', async stage => {
  await settle(stage)
  const parent = stage.world.internet.dns.registry.zone('example')!
  const atParent = (values: readonly string[]): Promise<void> => parent.set([{ name: 'zone-dnssec', type: 'DS', values }])
  const first = await until(async () => {
    const seen = await signatures(stage)
    return seen.ds.length ? seen : null
  }, 20_000, 1000)
  if (!first) throw new Error('no DS is shown')
  const told = [first.findings.map(({ id }) => id).join()]
  await atParent([first.ds[0]!.replace(/[0-9a-f]{8}$/i, '00000000')])
  told.push((await signatures(stage)).findings.map(({ id }) => id).join())
  await atParent(first.ds)
  told.push((await signatures(stage)).findings.map(({ id }) => id).join() || 'none')
  if (told.join(' | ') !== 'dns.ds-missing | dns.ds-wrong | none') throw new Error(told.join(' | '))
  return [...told, await refused(stage, 'zone.ds-in-force', '', 'dnssec', 'off')].join(', ')
})

const fixed = zoneCase('fixed', { en: 'the SPF record was removed: one command puts it right', ja: '消してしまったSPFレコードを、コマンド1つで直す' }, 'records right again within 2 s', async stage => {
  await settle(stage)
  const spf = (await both(stage.domain, 'TXT'))[0]!
  await zone(stage, 'remove', '@', 'TXT')
  await answers(stage.domain, 'TXT', '', soon)
  await stage.world.installation.cli(['domain', 'records', stage.domain, '--fix'])
  return `${spf} after ${await answers(stage.domain, 'TXT', spf, soon)} ms`
})

const goes = zoneCase('goes', { en: 'the domain is removed: our servers no longer answer for it', ja: 'ドメインを削除: もう応答しない' }, 'refused on both servers', async stage => {
  await settle(stage)
  await removeDomain(stage)
  const ms = await answers(stage.domain, 'NS', 'EREFUSED', 10_000)
  return `refused ${ms} ms after`
})

/** It points here, two owners wait for it; one of them writes its token into the zone that was prepared for him. */
const ownWord: Case = {
  name: 'theft-by-own-zone',
  family: 'thefts',
  title: { en: 'it points here, another waits for it too, and the token is written into one’s own zone here', ja: 'こちらを指す名前に2人が申請中、その一人が自分のゾーンにトークンを書く' },
  wanted: 'proven for neither',
  play: async stage => {
    await hostAtOld(stage, [])
    const token = await claim(stage)
    await claim(stage, { owner: stage.other })
    await until(async () => ((await stage.world.installation.todoku(['zone', 'show', stage.domain, '--json'])).ok ? true : null), 20_000, 1000)
    await zone(stage, 'set', '_todoku-challenge', 'TXT', token)
    await register(stage, atOurs)
    const seen = [await check(stage), await check(stage, { owner: stage.other })]
    if (seen.some(({ provenBy }) => provenBy !== null)) throw new Error(seen.map(describe).join(' | '))
    return seen.map(describe).join(' | ')
  },
}

/** The cases of this file. */
export const zoneCases: readonly Case[] = [appears, changes, refuses, longText, imports, signed, fixed, goes, ownWord]
