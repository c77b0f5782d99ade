/** A whole decision but for the slow hash: facts gathered by the edge's own parts, for names that are not in memory, and decided. */
import { countryJudge } from '../../src/actions/judge-country.ts'
import { signInJudge } from '../../src/actions/gather-facts.ts'
import { newLog } from '../../src/base/log.ts'
import { openCountries } from '../../src/engines/country/countries.ts'
import { reverseNames } from '../../src/engines/resolver/reverse-name.ts'
import { accountsOf, devicesOf, guessesOf, loginsOf } from '../../src/start/sign-in-parts.ts'
import type { Db } from '../../src/store/schema.ts'
import type { Cluster } from '../../test/live/cluster.ts'

/** Asks for a decision about a login. */
export type Decide = (login: string) => Promise<unknown>

/**
 * Makes the function that decides.
 * @returns it, and how to end what it holds open
 */
export const decisions = (db: Db, { config, secrets }: Cluster): { readonly decide: Decide; readonly close: () => void } => {
  const ground = { db, log: newLog('bench', 'error'), master: secrets.master }
  const countries = openCountries(config.country)
  const judge = signInJudge({
    known: accountsOf(ground),
    logins: loginsOf(ground),
    devices: devicesOf(ground),
    guesses: guessesOf(ground),
    country: countryJudge(countries, reverseNames(config.resolver), config.country),
    passwords: { recall: () => null, verify: async account => (account ? { state: 'matches', by: 'main' } : { state: 'differs' }) },
  })
  const connection = { port: 993, remoteAddress: '203.0.113.7', remotePort: 40000, tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }, sni: 'sv0001.example.jp' }
  const decide: Decide = login =>
    judge({ connection: { ...connection, protocol: 'imap' }, mechanism: 'PLAIN', login, password: 'Kaze-no-michi-7', clientName: 'Thunderbird', notes: [] })
  return { decide, close: () => countries.close() }
}
