/** `todoku domain claims`, `renew` and `withdraw`: who waits for which name, more time for it, and giving it up. */
import type { Command } from 'commander'
import { operator } from '../../actions/installation.ts'
import { readClaim, readClaims } from '../../actions/read-claims.ts'
import { renewClaim } from '../../actions/renew-claim.ts'
import { withdrawClaim } from '../../actions/withdraw-claim.ts'
import type { Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { claimJson, claimLine, claimState } from '../claim-words.ts'
import { confirm } from '../confirm.ts'
import { type Cli, command, type PageOptions, paged, withNext } from '../run.ts'
import { table, time } from '../text.ts'

const ja = {
  claims: '申し込みの一覧(誰が、どのドメインの確認を待っているか)',
  all: '終わったものも含める',
  ofOwner: 'この所有者のものだけ',
  withdraw: '申し込みを取り下げる(準備したアドレスのメールはゴミ箱へ移す)',
  renew: '申し込みの期限を延ばす(期限切れなら、もう一度始める)',
  renewed: (name: string, at: string) => `${name} の申し込みを続けます。期限は ${at} です`,
  owner: '誰の申し込みか(複数の所有者が申し込んでいるとき)',
  yes: '尋ねずに実行する',
  heading: ['ドメイン', '所有者', '状態', '申し込み', '次の確認'],
  none: '申し込みはありません: ./todoku domain add example.jp --owner 名前',
  warning: (line: string) => `この申し込みを取り下げます: ${line}`,
  withdrawn: (name: string) => `${name} の申し込みを取り下げました`,
  trash: (id: string, path: string) => `準備していたものは ${path} にあります。元に戻すには: ./todoku trash restore ${id}`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    claims: 'list claims: who waits for which domain',
    all: 'with those that have ended',
    ofOwner: 'only those of this owner',
    withdraw: 'give a claim up (mail of mailboxes that were prepared is moved to the trash)',
    renew: 'give a claim more time, or begin it anew when it has lapsed',
    renewed: (name, at) => `the claim to ${name} goes on; it ends if nothing has proven it by ${at}`,
    owner: 'whose claim, where several owners have one',
    yes: 'do not ask',
    heading: ['domain', 'owner', 'state', 'claimed', 'next look'],
    none: 'there is no claim: ./todoku domain add example.jp --owner NAME',
    warning: line => `gives this claim up: ${line}`,
    withdrawn: name => `the claim to ${name} was given up`,
    trash: (id, path) => `what was prepared is in ${path}; to bring it back: ./todoku trash restore ${id}`,
  },
}

const listing = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  paged(
    cli,
    command<PageOptions & { owner?: string; all?: true }>(cli, domain, 'claims', say.claims, async (installation, _, { all, ...options }) => {
      const page = await readClaims(installation, operator, { ...options, isOpen: all !== true })
      if (!page.ok) return page
      const { items, next } = page.value
      const rows = items.map(claim => [claim.name, claim.owner, claimState(claim, cli.language), time(claim.createdAt), claim.nextCheckAt ? time(claim.nextCheckAt) : '-'])
      return yes({ json: { items: items.map(claimJson), next }, text: items.length ? withNext(cli.language, table(say.heading, rows), next) : say.none })
    })
      .option('--owner <name>', say.ofOwner)
      .option('--all', say.all),
  )
}

const withdrawing = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  command<{ owner?: string; yes?: true }>(cli, domain, 'withdraw <name>', say.withdraw, async (installation, [name = ''], { owner, yes: isSure }) => {
    const found = await readClaim(installation, operator, name, owner)
    if (!found.ok) return found
    const sure = await confirm(cli.language, found.value.name, isSure === true, say.warning(claimLine(found.value, cli.language)))
    if (!sure.ok) return sure
    const withdrawn = await withdrawClaim(installation, operator, name, owner)
    if (!withdrawn.ok) return withdrawn
    const { claim, trash } = withdrawn.value
    const text = [say.withdrawn(claim.name), ...(trash ? [say.trash(trash.id, trash.path)] : [])].join('\n')
    return yes({ json: { withdrawn: claim.name, owner: claim.owner, trash }, text })
  })
    .option('--owner <name>', say.owner)
    .option('--yes', say.yes)
}

const renewing = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  command<{ owner?: string }>(cli, domain, 'renew <name>', say.renew, async (installation, [name = ''], { owner }) => {
    const renewed = await renewClaim(installation, operator, name, owner)
    return renewed.ok ? yes({ json: claimJson(renewed.value), text: say.renewed(renewed.value.name, time(renewed.value.lapsesAt)) }) : renewed
  }).option('--owner <name>', say.owner)
}

/** Adds the commands to the group `domain`. */
export const claimsCommands = (cli: Cli, domain: Command): void => {
  listing(cli, domain)
  withdrawing(cli, domain)
  renewing(cli, domain)
}
