/** Chapter: the Internet, our host on it, two owners with their domains and mailboxes, and their records in the DNS. */
import { resolveMx } from 'node:dns/promises'
import { knockWithGnutls, knockWithOpenssl } from '../clients/tls.ts'
import type { Account } from '../clients/account.ts'
import { type OwnerRecord, publish } from '../dns/publish.ts'
import { type Installation, startInstallation } from '../installation.ts'
import { type Internet, startInternet } from '../internet.ts'
import { customers, oldHost, ours, outside } from '../places.ts'
import { homeWithin } from '../shell.ts'
import { type Story, holds } from '../story.ts'
import type { People, World } from './world.ts'

const addMailbox = async (installation: Installation, address: string, ...options: string[]): Promise<Account> => {
  const made = (await installation.cli(['mailbox', 'add', address, ...options])) as { password?: string }
  if (!made.password) throw new Error(`todoku mailbox add ${address} --json gave no password: ${JSON.stringify(made)}`)
  return installation.account(address, made.password)
}

const addPeople = async (installation: Installation): Promise<People> => {
  const { first, second } = customers
  return {
    hanako: await addMailbox(installation, `hanako@${first}`),
    taro: await addMailbox(installation, `taro@${first}`),
    jiro: await addMailbox(installation, `jiro@${second}`),
    saburo: await addMailbox(installation, `saburo@${second}`),
    shiro: await addMailbox(installation, `shiro@${second}`, '--quota', '1MB'),
  }
}

const internetStep = async (story: Story, directory: string): Promise<Internet | null> => {
  let internet: Internet | null = null
  await story.step({ en: 'a private Internet: DNS from the root down, an outside site, an old host', ja: '小さなインターネット: ルートからの DNS、外のサイト、古いサーバー' }, `MX ${outside.hostName}`, async () => {
    internet = await startInternet(directory)
    const [mx] = await resolveMx(outside.domain)
    holds(mx?.exchange === outside.hostName, JSON.stringify(mx))
    return `MX ${mx?.exchange}`
  })
  return internet
}

const installationStep = async (story: Story, directory: string, { authority }: Internet): Promise<Installation | null> => {
  let installation: Installation | null = null
  await story.step({ en: 'todoku up: every part is ready', ja: 'todoku up: すべての部品が動く' }, 'ready', async () => {
    const started = await startInstallation({ directory: homeWithin(directory), authority })
    const { ready, parts } = await started.status()
    const shown = parts.map(({ name, state, note }) => `${name} ${state}${note ? ` (${note})` : ''}`).join(', ')
    holds(ready, shown)
    installation = started
    return shown
  })
  return installation
}

const customersStep = async (story: Story, installation: Installation): Promise<People | null> => {
  let people: People | null = null
  await story.step({ en: 'two owners, two domains, five mailboxes', ja: '所有者2人、ドメイン2つ、メールアドレス5つ' }, '5 mailboxes', async () => {
    await installation.cli(['owner', 'add', 'kaede'])
    await installation.cli(['owner', 'add', 'momiji'])
    await installation.cli(['domain', 'add', customers.first, '--owner', 'kaede', '--proven'])
    await installation.cli(['domain', 'add', customers.second, '--owner', 'momiji', '--proven'])
    people = await addPeople(installation)
    return `${Object.keys(people).length} mailboxes`
  })
  return people
}

/** Publishes what `todoku domain show` says, then asks receivers to refuse whatever does not hold to it. */
const recordsStep = (story: Story, { dns }: Internet, installation: Installation): Promise<boolean> =>
  story.step({ en: 'what todoku domain show names is published, with DMARC p=reject', ja: 'todoku domain show が挙げるレコードを DNS に置き、DMARC は p=reject' }, 'MX, SPF, DKIM, DMARC twice', async () => {
    for (const domain of [customers.first, customers.second]) {
      const { records } = (await installation.cli(['domain', 'show', domain])) as { records: OwnerRecord[] }
      await publish(dns, domain, records)
      await publish(dns, domain, [{ type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=reject; adkim=s; aspf=s' }])
      const [mx] = await resolveMx(domain)
      holds(mx?.exchange === ours.hostName, `MX of ${domain}: ${JSON.stringify(mx)}`)
      holds(records.some(({ name }) => name.includes('_domainkey')), `${domain} has no DKIM record: ${JSON.stringify(records)}`)
    }
    return 'MX, SPF, DKIM, DMARC twice'
  })

const portsSteps = async (story: Story, account: Account): Promise<void> => {
  const ports = [{ port: 465 }, { port: 993 }, { port: 995 }, { port: 587, starttls: 'smtp' }, { port: 143, starttls: 'imap' }, { port: 110, starttls: 'pop3' }, { port: 25, starttls: 'smtp' }] as const
  for (const [name, knock] of [
    ['openssl s_client', knockWithOpenssl],
    ['gnutls-cli', knockWithGnutls],
  ] as const)
    await story.step(
      { en: `${name}: TLS and the certificate hold on all ${ports.length} ports`, ja: `${name}: ${ports.length} つのポートすべてで TLS と証明書が正しい` },
      'verified',
      async () => {
        for (const port of ports) {
          const { ok, output } = await knock(account, port)
          holds(ok, `${port.port}: ${output}`)
        }
        return 'verified'
      },
    )
}

/**
 * Plays the chapter.
 * @returns the world that the other chapters live in; null when it did not come into being
 */
export const beginChapter = async (story: Story, directory: string): Promise<{ internet: Internet | null; installation: Installation | null; world: World | null }> => {
  story.chapter({ en: `A host on the Internet: ${ours.hostName}, beside ${outside.hostName} and ${oldHost.hostName}`, ja: `インターネットの上の1台: ${ours.hostName}、隣に ${outside.hostName} と ${oldHost.hostName}` })
  const internet = await internetStep(story, directory)
  const installation = internet && (await installationStep(story, directory, internet))
  const people = installation && (await customersStep(story, installation))
  if (!internet || !installation || !people) return { internet, installation, world: null }
  await recordsStep(story, internet, installation)
  await portsSteps(story, people.hanako)
  return { internet, installation, world: { internet, installation, people } }
}
