/** Proof by mail: where the code went, in words, and codes that are guessed, old, or somebody else's. */
import type { Words } from '../../../src/base/language.ts'
import type { RecordSet } from '../../dns/zone.ts'
import type { MailMode } from '../../outside/old-mail.ts'
import { oldMail } from '../../places.ts'
import { run, until } from '../../process.ts'
import { check, claim, describe, enterCode, proveByMail, type Seen, type Told, textOf } from '../acts.ts'
import type { Case, Stage } from '../case.ts'
import { ageCodes } from '../clocks.ts'
import { fits, isNear, type Wanted } from '../expected.ts'
import { atHostile, hostAtOld, mailAtOld, mailAtOurs, register } from '../hosting.ts'
import { codesAt } from '../letters.ts'

const at = ({ domain }: Stage, person = 'admin'): string => `${person}@${domain}`

const mailFinding = ({ results }: Seen): Told | undefined => results.find(({ proof }) => proof === 'mail')?.finding

const held = (told: Told | undefined, cause: string, facts: Wanted): string => {
  const misfit = told?.id === cause ? fits(facts, told.facts) : `it is ${told ? textOf(told) : 'nothing'}, not ${cause}`
  if (misfit !== null) throw new Error(misfit)
  return textOf(told!)
}

/** Asks for a code and holds what was said at once. */
const atOnce = (name: string, title: Words<string>, cause: string, lay: (stage: Stage) => Promise<void>, facts: Wanted = {}): Case => ({
  name: `mail-${name}`,
  family: 'mail',
  title,
  wanted: cause,
  play: async stage => {
    await lay(stage)
    await claim(stage)
    const told = await proveByMail(stage, 'admin')
    const queued = stage.world.mail.inbox.filter(({ recipients }) => recipients.includes(at(stage))).length
    if (queued) throw new Error('a letter was sent all the same')
    return held(told, cause, facts)
  },
})

/** Waits until a check says where the letter is. */
const followed = async (stage: Stage, cause: string, facts: Wanted): Promise<string> => {
  let last: Seen | null = null
  const found = await until(
    async () => {
      last = await check(stage)
      return mailFinding(last)?.id === cause ? mailFinding(last)! : null
    },
    40_000,
    2000,
  )
  if (!found) throw new Error(last ? describe(last) : 'nothing was seen')
  return held(found, cause, facts)
}

const moving = async (stage: Stage, mode: MailMode, mx: RecordSet = mailAtOld): Promise<void> => {
  stage.world.mail.meet(stage.domain, mode)
  await hostAtOld(stage, [mx])
  await claim(stage)
}

const sent = async (stage: Stage): Promise<void> => {
  const told = await proveByMail(stage, 'admin')
  if (told.id !== 'sent') throw new Error(textOf(told))
}

const flush = async ({ world }: Stage): Promise<void> => {
  const { ok, output } = await run('postqueue', ['-c', world.postfixConfiguration, '-f'])
  if (!ok) throw new Error(`postqueue: ${output.trim()}`)
}

const proven = async (stage: Stage, code: string): Promise<string> => {
  const told = await enterCode(stage, code)
  if (told !== 'proven') throw new Error(textOf(told))
  return 'proven by mail'
}

const delivered: Case = {
  name: 'mail-delivered',
  family: 'mail',
  title: { en: 'the old server takes the code: it is said that it is there, not here; then it is entered', ja: '古いサーバーに届いたことが分かり、コードを入力して確認' },
  wanted: 'ownership.mail-delivered, then proven',
  play: async stage => {
    await moving(stage, 'accepts')
    await sent(stage)
    const [code] = await codesAt(stage, at(stage))
    const where = await followed(stage, 'ownership.mail-delivered', { recipient: at(stage), mx: oldMail.hostName, at: (moment: unknown) => isNear(moment, Date.now(), 60_000) })
    return `${where}, then ${await proven(stage, `${code!.slice(0, 4)} ${code!.slice(4)}`)}`
  },
}

const greylisted: Case = {
  name: 'mail-greylisted',
  family: 'mail',
  title: { en: 'the old server puts it off at first, and takes it later', ja: 'グレイリスティングで待たされ、あとで届く' },
  wanted: 'ownership.mail-waiting, then proven',
  play: async stage => {
    await moving(stage, 'greylists')
    await sent(stage)
    const where = await followed(stage, 'ownership.mail-waiting', { recipient: at(stage), mx: oldMail.hostName, why: /greylist/i, since: (moment: unknown) => isNear(moment, Date.now(), 60_000) })
    stage.world.mail.meet(stage.domain, 'accepts')
    await flush(stage)
    const [code] = await codesAt(stage, at(stage))
    return `${where}, then ${await proven(stage, code!)}`
  },
}

const bounced: Case = {
  name: 'mail-bounced',
  family: 'mail',
  title: { en: 'the old server has no such mailbox (550)', ja: '古いサーバーに宛先がない(550)' },
  wanted: 'ownership.mail-bounced',
  play: async stage => {
    await moving(stage, 'refuses')
    await sent(stage)
    return followed(stage, 'ownership.mail-bounced', { recipient: at(stage), mx: oldMail.hostName, reply: /No such mailbox here/ })
  },
}

const down: Case = {
  name: 'mail-server-down',
  family: 'mail',
  title: { en: 'nothing listens at the MX', ja: 'MXのサーバーが動いていない' },
  wanted: 'ownership.mail-waiting',
  play: async stage => {
    await moving(stage, 'accepts', { name: '@', type: 'MX', values: ['10 closed.example.com.'] })
    await sent(stage)
    return followed(stage, 'ownership.mail-waiting', { recipient: at(stage), mx: 'closed.example.com', why: /refused/i })
  },
}

const wrongCode = (code: string): string => String((Number(code) + 12_345_678) % 100_000_000).padStart(8, '0')

const guessed: Case = {
  name: 'mail-code-guessed',
  family: 'mail',
  title: { en: 'a code is guessed ten times: after that not even the right one is taken', ja: 'コードを10回推測: そのあとは正しいコードも受け付けない' },
  wanted: 'ownership.code-wrong 9 … 1, ownership.code-spent',
  play: async stage => {
    await moving(stage, 'accepts')
    await sent(stage)
    const [code] = await codesAt(stage, at(stage))
    const left: unknown[] = []
    for (let turn = 1; turn <= 10; turn++) {
      const told = await enterCode(stage, wrongCode(code!))
      if (told === 'proven') throw new Error('a wrong code was taken')
      left.push(told.id === 'ownership.code-wrong' ? told.facts['triesLeft'] : told.id)
    }
    const last = await enterCode(stage, code!)
    if (last === 'proven' || last.id !== 'ownership.code-spent') throw new Error(`after ten tries: ${last === 'proven' ? last : textOf(last)}`)
    if (left.slice(0, 9).join() !== '9,8,7,6,5,4,3,2,1') throw new Error(`tries left: ${left.join()}`)
    return `${left.join(' ')}, then ${textOf(last)}`
  },
}

const tooMany: Case = {
  name: 'mail-too-many',
  family: 'mail',
  title: { en: 'a fourth code within the hour', ja: '1時間に4通目のコード' },
  wanted: 'ownership.mail-too-many',
  play: async stage => {
    await moving(stage, 'accepts')
    const first = Date.now()
    for (const person of ['admin', 'webmaster', 'postmaster'] as const) {
      const told = await proveByMail(stage, person)
      if (told.id !== 'sent') throw new Error(`already at ${person}: ${textOf(told)}`)
    }
    const fourth = await proveByMail(stage, 'hostmaster')
    return held(fourth, 'ownership.mail-too-many', { nextAt: (moment: unknown) => isNear(moment, first + 3_600_000, 30_000) })
  },
}

const expired: Case = {
  name: 'mail-code-expired',
  family: 'mail',
  title: { en: 'a code is entered a day and an hour later (its moments moved back)', ja: '25時間後にコードを入力(記録の時刻を戻して)' },
  wanted: 'ownership.code-expired',
  play: async stage => {
    await moving(stage, 'accepts')
    await sent(stage)
    const [code] = await codesAt(stage, at(stage))
    const sentAt = Date.now() - 25 * 3_600_000
    await ageCodes(stage, 25)
    const told = await enterCode(stage, code!)
    if (told === 'proven') throw new Error('it was taken')
    return held(told, 'ownership.code-expired', { sentAt: (moment: unknown) => isNear(moment, sentAt, 60_000) })
  },
}

const anothers: Case = {
  name: 'mail-code-of-another',
  family: 'mail',
  title: { en: 'a second owner enters the code that was sent for the first', ja: '別の所有者が、最初の所有者あてのコードを入力' },
  wanted: 'not taken',
  play: async stage => {
    await moving(stage, 'accepts')
    await sent(stage)
    const [code] = await codesAt(stage, at(stage))
    await claim(stage, { owner: stage.other })
    const told = await enterCode(stage, code!, { owner: stage.other })
    if (told === 'proven') throw new Error('it was taken')
    const { provenBy } = await check(stage, { owner: stage.other })
    if (provenBy !== null) throw new Error(`proven by ${provenBy}`)
    return textOf(told)
  },
}

const otherAddress: Case = {
  name: 'mail-to-anybody',
  family: 'mail',
  title: { en: 'a code is wanted at an address that anybody may have', ja: '誰でも持てるアドレスへコードを送ろうとする' },
  wanted: 'refused, nothing sent',
  play: async stage => {
    await moving(stage, 'accepts')
    const { ok, output } = await stage.world.installation.todoku(['domain', 'prove', stage.domain, '--owner', stage.owner.name, '--mail', 'info', '--json'])
    if (ok || stage.world.mail.inbox.some(({ recipients }) => recipients.includes(at(stage, 'info')))) throw new Error(`sent: ${output}`)
    return output.trim()
  },
}

/** The cases of this file. */
export const mailCases: readonly Case[] = [
  delivered,
  greylisted,
  bounced,
  down,
  atOnce('no-mx', { en: 'the domain has neither MX nor address: said before anything is sent', ja: 'MXもアドレスもない: 送る前に知らせる' }, 'ownership.mail-no-mx', stage => hostAtOld(stage, [])),
  atOnce('null-mx', { en: 'the domain says that it takes no mail', ja: 'メールを受け取らないと宣言している(null MX)' }, 'ownership.mail-null-mx', stage => hostAtOld(stage, [{ name: '@', type: 'MX', values: ['0 .'] }])),
  atOnce('goes-here', { en: 'the MX points here already, where no mailbox can take it yet', ja: 'MXがもうこちらを指している' }, 'ownership.mail-goes-here', stage => hostAtOld(stage, [mailAtOurs])),
  atOnce('servfail', { en: 'the name servers fail: nobody can say where mail goes', ja: 'ネームサーバーの障害: 届け先が分からない' }, 'ownership.mail-unknown', stage => register(stage, atHostile('servfail'))),
  guessed,
  tooMany,
  expired,
  anothers,
  otherAddress,
]
