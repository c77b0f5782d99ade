/** Which names can be claimed, in which form, by whom, and for how long. */
import { ours } from '../../places.ts'
import { until } from '../../process.ts'
import { check, claim, describe, readClaims, refusedClaim } from '../acts.ts'
import type { Case, Stage } from '../case.ts'
import { ageClaims } from '../clocks.ts'
import { atOurs, hostAtOld, register } from '../hosting.ts'
import { noticeTo } from '../letters.ts'

/** A name that is refused at once, whoever asks. */
const refused = (name: string, title: Case['title'], names: readonly string[], cause: RegExp, wanted: string): Case => ({
  name: `rule-${name}`,
  family: 'rules',
  title,
  wanted,
  play: async stage => {
    const said: string[] = []
    for (const one of names) {
      const refusal = await refusedClaim(stage, one)
      if (!cause.test(refusal)) throw new Error(`${one}: ${refusal}`)
      said.push(`${one}: ${cause.exec(refusal)![0]}`)
    }
    return said.join(', ')
  },
})

const challenge = (stage: Stage, token: string, zone: string, name: string): Promise<void> => hostAtOld(stage, [{ name, type: 'TXT', values: [token] }], zone)

const bothForms: Case = {
  name: 'rule-idn-both-forms',
  family: 'rules',
  title: { en: 'one owner adds 日本語.example, another its xn-- form: it is one name', ja: '一人が「日本語」の形で、もう一人が xn-- の形で追加: 同じ名前として扱う' },
  wanted: 'one name; name servers prove it for neither',
  play: async stage => {
    const unicode = '届くと書いて日本語.example'
    const ascii = new URL(`http://${unicode}`).hostname
    await register(stage, atOurs, undefined, ascii)
    // The first would be proven by its name servers at once: the second must be there before it is looked at.
    await claim(stage, { name: unicode })
    await claim(stage, { name: ascii, owner: stage.other })
    const second = await check(stage, { name: ascii, owner: stage.other })
    if (second.provenBy !== null) throw new Error(`a second owner got it: ${describe(second)}`)
    const cause = second.results.find(({ proof }) => proof === 'name-servers')?.finding?.id
    if (cause !== 'ownership.name-servers-shared') throw new Error(describe(second))
    return describe(second)
  },
}

const sameTwice: Case = {
  name: 'rule-idn-same-owner',
  family: 'rules',
  title: { en: 'one owner adds the same name in both forms', ja: '同じ所有者が同じ名前を2つの形で追加' },
  wanted: 'one claim, one token',
  play: async stage => {
    const unicode = '楓.example'
    const tokens = [await claim(stage, { name: unicode }), await claim(stage, { name: new URL(`http://${unicode}`).hostname })]
    const claims = await readClaims(stage)
    if (tokens[0] !== tokens[1] || claims.length !== 1) throw new Error(JSON.stringify(claims))
    return `${claims[0]!.name}, ${tokens[0]}`
  },
}

const below: Case = {
  name: 'rule-subdomain-of-own',
  family: 'rules',
  title: { en: 'a name below a domain of one’s own', ja: '自分のドメインのサブドメイン' },
  wanted: 'proven by parent',
  play: async stage => {
    await register(stage, atOurs)
    await claim(stage)
    const above = await check(stage)
    if (above.provenBy !== 'name-servers') throw new Error(describe(above))
    const of = { name: `shop.${stage.domain}` }
    await claim(stage, of)
    const seen = await check(stage, of)
    if (seen.provenBy !== 'parent') throw new Error(describe(seen))
    return describe(seen)
  },
}

const belowAnother: Case = {
  name: 'rule-subdomain-of-another',
  family: 'rules',
  title: { en: "a name below somebody else's domain needs a proof of its own, at its own name", ja: '他人のドメインのサブドメインには、その名前自身での確認が必要' },
  wanted: 'not proven by what stands above; proven by TXT at its own name',
  play: async stage => {
    const token = await (async () => {
      await hostAtOld(stage, [])
      return claim(stage)
    })()
    await challenge(stage, token, stage.domain, '_todoku-challenge')
    const above = await check(stage)
    if (above.provenBy !== 'txt') throw new Error(describe(above))
    const of = { name: `shop.${stage.domain}`, owner: stage.other }
    const own = await claim(stage, of)
    // At the name above it proves nothing below.
    await hostAtOld(stage, [{ name: '_todoku-challenge', type: 'TXT', values: [token, own] }])
    const before = await check(stage, of)
    if (before.provenBy !== null) throw new Error(`by what stands above: ${describe(before)}`)
    await challenge(stage, own, stage.domain, '_todoku-challenge.shop')
    const after = await check(stage, of)
    if (after.provenBy !== 'txt') throw new Error(describe(after))
    return `${describe(before)}; then ${describe(after)}`
  },
}

const lapsing: Case = {
  name: 'rule-claim-lapses',
  family: 'rules',
  title: { en: 'thirty days without a proof (its moments moved back): it ends, and is told', ja: '確認されないまま30日(記録の時刻を戻して): 申請が終わり、知らせが届く' },
  wanted: 'lapsed, told to its owner',
  play: async stage => {
    await hostAtOld(stage, [])
    await claim(stage)
    await ageClaims(stage, 31)
    const ended = await until(async () => (await readClaims(stage)).find(({ name, state }) => name === stage.domain && state === 'lapsed') ?? null, 60_000, 2000)
    if (!ended) throw new Error(JSON.stringify(await readClaims(stage)))
    return `lapsed; told: ${await noticeTo(stage, stage.owner, new RegExp(stage.domain))}`
  },
}

const reminded: Case = {
  name: 'rule-claim-reminder',
  family: 'rules',
  title: { en: 'two days before it lapses: a reminder', ja: '失効の2日前: お知らせが届く' },
  wanted: 'told to its owner, still waiting',
  play: async stage => {
    await hostAtOld(stage, [])
    await claim(stage)
    await ageClaims(stage, 28)
    const told = await noticeTo(stage, stage.owner, new RegExp(stage.domain))
    const now = (await readClaims(stage)).find(({ name }) => name === stage.domain)
    if (now?.state !== 'waiting') throw new Error(JSON.stringify(now))
    return `told: ${told}`
  },
}

/** The cases of this file. */
export const ruleCases: readonly Case[] = [
  refused('public-suffix', { en: 'names under which everybody registers: co.jp, example’s own github.io', ja: 'みんながその下に登録する名前: co.jp、github.io' }, ['co.jp', 'tokyo.jp', 'github.io'], /ownership\.public-suffix/, 'ownership.public-suffix'),
  refused('our-name', { en: 'our own host, our domain, and a name below it', ja: 'こちらのサーバー名、ドメイン、その下の名前' }, [ours.hostName, ours.domain, `shop.${ours.domain}`, 'ns1.todoku.test'], /ownership\.our-name/, 'ownership.our-name'),
  refused('no-domain', { en: 'a single label, an address, a text', ja: 'ドットのない名前、IPアドレス、文章' }, ['localhost', '192.0.2.1', 'not a name'], /invalid-domain/, 'invalid-domain'),
  bothForms,
  sameTwice,
  below,
  belowAnother,
  lapsing,
  reminded,
]
