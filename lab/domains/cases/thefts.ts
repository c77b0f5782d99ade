/** Attempts on somebody else's domain, and names that pass from one owner to another as they should. */
import { until } from '../../process.ts'
import { check, claim, describe, handOver, ownerOf, readClaims, removeDomain, type Seen, toldIn } from '../acts.ts'
import type { Case, Person, Stage } from '../case.ts'
import { ageHandOver, ageRelease, makeDue } from '../clocks.ts'
import { isNear } from '../expected.ts'
import { atHosting, atOurs, hostAtOld, mailAtOurs, register } from '../hosting.ts'
import { noticeTo } from '../letters.ts'
import { addMailbox, arrivalOf, strangerSends, userSends } from '../mail-acts.ts'

const label = '_todoku-challenge'
const dayMs = 86_400_000

/** The challenge holds these tokens from now on. */
const hold = (stage: Stage, ...tokens: readonly string[]): Promise<void> => hostAtOld(stage, [{ name: label, type: 'TXT', values: tokens }])

/** The stage's owner has the name, proven by TXT, with its mail here. @returns his token */
const settle = async (stage: Stage): Promise<string> => {
  await hostAtOld(stage, [mailAtOurs])
  const token = await claim(stage)
  await hold(stage, token)
  const seen = await check(stage)
  if (seen.provenBy !== 'txt') throw new Error(`the first owner: ${describe(seen)}`)
  return token
}

/** The other owner proves it by TXT as well. @returns what he is shown, and both tokens */
const attack = async (stage: Stage): Promise<{ readonly seen: Seen; readonly first: string; readonly second: string }> => {
  const first = await settle(stage)
  const second = await claim(stage, { owner: stage.other })
  await hold(stage, first, second)
  return { seen: await check(stage, { owner: stage.other }), first, second }
}

const isOwner = async (stage: Stage, person: Person): Promise<void> => {
  const owner = await ownerOf(stage)
  if (owner !== person.name) throw new Error(`it belongs to ${owner}, not to ${person.name}`)
}

const waits = (seen: Seen): Readonly<Record<string, unknown>> | undefined => toldIn(seen).find(({ id }) => id === 'ownership.hand-over-waiting')?.facts

const finallyOwned = async (stage: Stage, person: Person): Promise<void> => {
  if (await until(async () => ((await ownerOf(stage)) === person.name ? true : null), 60_000, 2000)) return
  throw new Error(`it belongs to ${await ownerOf(stage)}: ${JSON.stringify(await readClaims(stage, stage.other))}`)
}

const byNameServers: Case = {
  name: 'theft-by-name-servers',
  family: 'thefts',
  title: { en: "a domain that points here and is somebody's: a second owner has nothing but that", ja: 'こちらを指している他人のドメインを、それだけを理由に追加しようとする' },
  wanted: 'ownership.name-servers-shared, no hand-over',
  play: async stage => {
    await register(stage, atOurs)
    await claim(stage)
    const first = await check(stage)
    if (first.provenBy !== 'name-servers') throw new Error(describe(first))
    await claim(stage, { owner: stage.other })
    const seen = await check(stage, { owner: stage.other })
    const cause = seen.results.find(({ proof }) => proof === 'name-servers')?.finding?.id
    if (seen.provenBy !== null || cause !== 'ownership.name-servers-shared' || waits(seen)) throw new Error(describe(seen))
    await isOwner(stage, stage.owner)
    return describe(seen)
  },
}

const dangling: Case = {
  name: 'theft-dangling-name-servers',
  family: 'thefts',
  title: { en: 'removed here, its name servers still ours: for 30 days they prove it to nobody else', ja: '削除後もネームサーバーがこちらのまま: 30日間は他人の証明にならない' },
  wanted: 'ownership.release-fresh; proven after 31 days',
  play: async stage => {
    await register(stage, atOurs)
    await claim(stage)
    const first = await check(stage)
    if (first.provenBy !== 'name-servers') throw new Error(describe(first))
    await removeDomain(stage)
    const released = Date.now()
    await claim(stage, { owner: stage.other })
    const seen = await check(stage, { owner: stage.other })
    const told = toldIn(seen).find(({ id }) => id === 'ownership.release-fresh')
    if (seen.provenBy !== null || !told) throw new Error(describe(seen))
    if (!isNear(told.facts['until'], released + 30 * dayMs, 120_000)) throw new Error(`until ${String(told.facts['until'])}`)
    await ageRelease(stage, 31)
    const later = await check(stage, { owner: stage.other })
    if (later.provenBy !== 'name-servers') throw new Error(describe(later))
    return `${describe(seen)}; after 31 days ${describe(later)}`
  },
}

const grace: Case = {
  name: 'theft-grace-period',
  family: 'thefts',
  title: { en: 'a second owner proves it: the first is told, keeps it and its mail for seven days', ja: '別の所有者が証明: 元の所有者に知らせ、7日間はそのまま使える' },
  wanted: 'ownership.hand-over-waiting, ends in 7 days',
  play: async stage => {
    await hostAtOld(stage, [mailAtOurs])
    const first = await settle(stage)
    const mailbox = await addMailbox(stage, `info@${stage.domain}`)
    const second = await claim(stage, { owner: stage.other })
    await hold(stage, first, second)
    const began = Date.now()
    const seen = await check(stage, { owner: stage.other })
    const facts = waits(seen)
    if (!facts || !isNear(facts['endsAt'], began + 7 * dayMs, 120_000)) throw new Error(describe(seen))
    await isOwner(stage, stage.owner)
    const mark = await strangerSends(stage, mailbox.address)
    await arrivalOf(mailbox, mark)
    return `${describe(seen)}; told: ${await noticeTo(stage, stage.owner, new RegExp(stage.domain))}; mail still arrives`
  },
}

const passes: Case = {
  name: 'theft-never-answered',
  family: 'thefts',
  title: { en: 'seven days without an answer: it passes, and the old mail stays with the old owner', ja: '7日間返事なし: 引き渡されるが、元の所有者のメールは渡らない' },
  wanted: 'passed; an empty domain; the old one in the trash',
  play: async stage => {
    const first = await settle(stage)
    const mailbox = await addMailbox(stage, `info@${stage.domain}`)
    await arrivalOf(mailbox, await strangerSends(stage, mailbox.address))
    const second = await claim(stage, { owner: stage.other })
    await hold(stage, first, second)
    await check(stage, { owner: stage.other })
    await hold(stage, second)
    await ageHandOver(stage, 8)
    await finallyOwned(stage, stage.other)
    const { items } = (await stage.world.installation.cli(['mailbox', 'list', '--domain', stage.domain])) as { readonly items: readonly { readonly address: string }[] }
    if (items.length) throw new Error(`the new owner has ${items.map(({ address }) => address).join()}`)
    const trash = JSON.stringify(await stage.world.installation.cli(['trash', 'list']))
    if (!trash.includes(stage.domain)) throw new Error('the old domain is not in the trash')
    const still = await userSends(mailbox, 'hikari@example.jp')
    if (still.ok) throw new Error('the old mailbox still sends')
    return 'passed to the second owner, empty; the old mail in the trash'
  },
}

const gone: Case = {
  name: 'theft-proof-gone',
  family: 'thefts',
  title: { en: 'at the end of the seven days the new proof no longer holds: nothing passes', ja: '7日後に新しい証明が消えている: 引き渡されない' },
  wanted: 'stays with the first owner',
  play: async stage => {
    const { first } = await attack(stage)
    await hold(stage, first)
    await ageHandOver(stage, 8)
    const ended = await until(async () => (((await handOver(stage, 'show')) as { readonly state?: string } | null)?.state !== 'waiting' ? true : null), 45_000, 2000)
    await isOwner(stage, stage.owner)
    return ended ? 'the hand-over ended; nothing passed' : 'nothing passed'
  },
}

const refusedObjection = async (stage: Stage): Promise<void> => {
  const { ok, output } = await stage.world.installation.todoku(['domain', 'hand-over', stage.domain, '--object', '--json'])
  if (ok) throw new Error(`an objection with the old token was taken: ${output}`)
}

/** The first owner objects, with the token that he was given since. @returns what the other is shown then */
const contest = async (stage: Stage): Promise<string> => {
  const { first, second } = await attack(stage)
  // What still lies there from the first time says nothing of today.
  await refusedObjection(stage)
  const token = (await readClaims(stage)).find(({ name }) => name === stage.domain)?.token
  if (token === undefined || token === first) throw new Error(`no new token for the holder: ${token}`)
  await hold(stage, token, second)
  await handOver(stage, 'object')
  const seen = await check(stage, { owner: stage.other })
  if (!toldIn(seen).some(({ id }) => id === 'ownership.hand-over-contested')) throw new Error(describe(seen))
  return describe(seen)
}

const objected: Case = {
  name: 'theft-objected',
  family: 'thefts',
  title: { en: 'the first owner objects and proves it once more: the operator decides, for him', ja: '元の所有者が異議を出し、改めて証明: 運営者が「渡さない」と判断' },
  wanted: 'ownership.hand-over-contested, stays for good',
  play: async stage => {
    const seen = await contest(stage)
    await ageHandOver(stage, 8)
    await makeDue(stage)
    await check(stage, { owner: stage.other })
    await isOwner(stage, stage.owner)
    await handOver(stage, 'refuse')
    // Who was refused does not begin anew by asking again.
    const again = await check(stage, { owner: stage.other })
    if (waits(again)) throw new Error(`begun anew: ${describe(again)}`)
    await isOwner(stage, stage.owner)
    return `${seen}; after eight days and the operator's no it stays`
  },
}

const decided: Case = {
  name: 'hand-over-decided',
  family: 'thefts',
  title: { en: 'the first owner objects, and the operator decides for the second', ja: '元の所有者が異議を出したが、運営者が「渡す」と判断' },
  wanted: 'passed, empty',
  play: async stage => {
    const seen = await contest(stage)
    await handOver(stage, 'decide')
    await isOwner(stage, stage.other)
    return `${seen}; passed by the operator's word`
  },
}

const agreed: Case = {
  name: 'hand-over-agreed-with-mail',
  family: 'thefts',
  title: { en: 'the first owner agrees, and gives the mailboxes with it', ja: '元の所有者が同意し、メールボックスごと引き渡す' },
  wanted: 'passed at once, mailboxes and mail with it',
  play: async stage => {
    const first = await settle(stage)
    const mailbox = await addMailbox(stage, `info@${stage.domain}`)
    const mark = await strangerSends(stage, mailbox.address)
    await arrivalOf(mailbox, mark)
    const second = await claim(stage, { owner: stage.other })
    await hold(stage, first, second)
    await check(stage, { owner: stage.other })
    await handOver(stage, 'agree', '--with-mail')
    await isOwner(stage, stage.other)
    await arrivalOf(mailbox, mark)
    return 'passed; the mailbox and its mail are there'
  },
}

const agreedWithout: Case = {
  name: 'hand-over-agreed-without-mail',
  family: 'thefts',
  title: { en: 'the first owner agrees, and keeps the mail', ja: '元の所有者が同意し、メールは渡さない' },
  wanted: 'passed at once, empty',
  play: async stage => {
    await attack(stage)
    await handOver(stage, 'agree')
    await isOwner(stage, stage.other)
    const { items } = (await stage.world.installation.cli(['mailbox', 'list', '--domain', stage.domain])) as { readonly items: readonly unknown[] }
    if (items.length) throw new Error(JSON.stringify(items))
    return 'passed, empty'
  },
}

const squatted: Case = {
  name: 'theft-squatted-name',
  family: 'thefts',
  title: { en: 'somebody only claimed it before: whoever proves it has it', ja: '誰かが先に申請しただけの名前: 証明した人のものになる' },
  wanted: 'proven for the second; the first is told',
  play: async stage => {
    await hostAtOld(stage, [])
    await claim(stage, { owner: stage.other })
    const token = await claim(stage)
    await hold(stage, token)
    const seen = await check(stage)
    if (seen.provenBy !== 'txt') throw new Error(describe(seen))
    await isOwner(stage, stage.owner)
    return `${describe(seen)}; told: ${await noticeTo(stage, stage.other, new RegExp(stage.domain))}`
  },
}

const sold: Case = {
  name: 'proof-lost',
  family: 'thefts',
  title: { en: 'the name servers were moved away after the proof: a finding, and mail goes on', ja: '確認後にネームサーバーが移された: 知らせるが、メールは止めない' },
  wanted: 'domain.proof-lost, mail still arrives',
  play: async stage => {
    await register(stage, atOurs)
    await claim(stage)
    const first = await check(stage)
    if (first.provenBy !== 'name-servers') throw new Error(describe(first))
    const mailbox = await addMailbox(stage, `info@${stage.domain}`)
    await hostAtOld(stage, [mailAtOurs])
    await register(stage, atHosting)
    await makeDue(stage)
    const found = await until(async () => {
      const seen = await check(stage)
      const lost = toldIn(seen).find(({ id }) => id.endsWith('.proof-lost'))
      return lost ? seen : null
    }, 30_000, 3000)
    if (!found) throw new Error(describe(await check(stage)))
    const mark = await strangerSends(stage, mailbox.address)
    await arrivalOf(mailbox, mark)
    return `${describe(found)}; told: ${await noticeTo(stage, stage.owner, new RegExp(stage.domain))}; mail still arrives`
  },
}

/** The cases of this file. */
export const theftCases: readonly Case[] = [byNameServers, dangling, grace, passes, gone, objected, decided, agreed, agreedWithout, squatted, sold]
