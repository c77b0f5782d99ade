/** `todoku domain add NAME --owner O`: claims a name, and says how to prove it. */
import type { Command } from 'commander'
import { addDomain } from '../../actions/add-domain.ts'
import type { CheckedClaim } from '../../actions/check-claim.ts'
import { claimDomain } from '../../actions/claim-domain.ts'
import { type Installation, operator } from '../../actions/installation.ts'
import { publishSigningKeys } from '../../actions/publish-signing-keys.ts'
import { readDomain } from '../../actions/read-accounts.ts'
import type { Language, Words } from '../../base/language.ts'
import { type Result, yes } from '../../core/values/result.ts'
import { claimEnd, claimLine, claimText, seenClaimJson } from '../claim-words.ts'
import { findingText } from '../finding-words.ts'
import { domainJson } from '../present.ts'
import { type Ways, waysOf, waysText } from '../proof-ways.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command, type Shown } from '../run.ts'
import { look } from './domain-check.ts'

const ja = {
  about: 'ドメインを追加する(所有権の確認方法を表示する)',
  owner: 'どの所有者のものか',
  proven: '所有権を確認済みとして追加する(運営者の責任で)',
  added: (name: string) => `ドメイン ${name} を追加しました。DNS に登録するレコード: ./todoku domain records ${name}`,
  next: (name: string) => `DNS に登録するレコード: ./todoku domain records ${name}`,
  intro: '所有権が確認されるまで送受信できません。メールボックスは先に作っておけます。次のどれか1つで確認できます:',
  held: 'この名前はほかの所有者が使っています。下の方法で所有権を確認すると、引き継ぎが始まります:',
  claimed: 'この名前はほかの所有者も申し込んでいます。下の方法で先に所有権を確認した人のものになります:',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'add a domain, and see how to prove that it is theirs',
    owner: 'whose it is',
    proven: 'add it as proven, on the word of the operator',
    added: name => `added domain ${name}; the records to publish: ./todoku domain records ${name}`,
    next: name => `the records to publish: ./todoku domain records ${name}`,
    intro: 'until its ownership is proven it neither sends nor receives; mailboxes can be made beforehand. One of these proves it:',
    held: 'another owner has this name. To prove it in one of these ways begins a hand-over:',
    claimed: 'another owner claims this name, too. Whoever proves it first, in one of these ways, has it:',
  },
}

const onWord = async (installation: Installation, name: string, owner: string, language: Language): Promise<Result<Shown, CliRefusal>> => {
  const added = await addDomain(installation, { name, owner })
  if (!added.ok) return added
  await publishSigningKeys(installation)
  return yes({ json: domainJson(added.value), text: words[language].added(added.value.name) })
}

/** @param isHeld another owner has the name, proven */
const waitingText = (seen: CheckedClaim, ways: Ways, isHeld: boolean, language: Language): string => {
  const { claim, results, findings } = seen
  const elsewhere = isHeld ? 'held' : 'claimed'
  return [
    claimLine(claim, language),
    ...findings.map(finding => findingText(finding, language)),
    words[language][claim.domainId === null ? elsewhere : 'intro'],
    waysText({ ways, name: claim.name, owner: claim.domainId === null ? claim.owner : null, results }, language),
    claimEnd(claim, language).join('\n'),
  ].join('\n\n')
}

/** What there is to do, with what is seen of it at this moment. A name whose servers are ours already has nothing left to do. */
const claimed = async (installation: Installation, seen: CheckedClaim, language: Language): Promise<Shown> => {
  const { claim } = seen
  const ways = waysOf(claim, installation.config.dns.name_servers)
  const named = await readDomain(installation, operator, claim.name)
  const domain = claim.domainId === null ? null : named
  return {
    json: { ...(domain?.ok ? domainJson(domain.value) : {}), ...seenClaimJson(seen, language), outcome: seen.outcome, ways },
    text: claim.state === 'waiting' ? waitingText(seen, ways, named.ok && named.value.provenAt !== null, language) : `${claimText(seen, language)}\n${words[language].next(claim.name)}`,
  }
}

/** Adds the command to the group `domain`. */
export const addCommand = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  command<{ owner: string; proven?: true }>(cli, domain, 'add <name>', say.about, async (installation, [name = ''], { owner, proven }) => {
    if (proven) return onWord(installation, name, owner, cli.language)
    const entered = await claimDomain(installation, operator, { name, owner })
    if (!entered.ok) return entered
    const seen = await look(installation, { name: entered.value.claim.name, owner })
    return seen.ok ? yes(await claimed(installation, seen.value, cli.language)) : seen
  })
    .requiredOption('--owner <name>', say.owner)
    .option('--proven', say.proven)
}
