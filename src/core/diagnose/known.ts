/** What a pasted text shows, and general words for the rest: the material of facts that are only suspected. */
import type { Language } from '../causes/define.ts'
import type { Pasted, Provider } from './pasted.ts'

interface Words {
  readonly mailbox: string
  readonly login: string
  readonly domain: string
  readonly server: string
  readonly other: string
  readonly receiver: string
  readonly country: string
  readonly date: string
  readonly issuer: string
  readonly method: string
  readonly tlsError: string
  readonly unknown: string
  readonly space: string
}

const words: Readonly<Record<Language, Words>> = {
  ja: {
    mailbox: 'このメールボックス',
    login: '(入力したユーザー名)',
    domain: '(ドメイン)',
    server: '(パネルに表示されるサーバー名)',
    other: '(別のアドレス)',
    receiver: '相手のサーバー',
    country: '(国名)',
    date: '(日時)',
    issuer: 'このサーバーの証明書の発行者',
    method: '(アプリで選ばれているもの)',
    tlsError: 'アプリが示したエラー',
    unknown: '(詳細は不明)',
    space: 'space',
  },
  en: {
    mailbox: 'the mailbox',
    login: '(the user name)',
    domain: '(the domain)',
    server: '(the server name shown in the panel)',
    other: '(another address)',
    receiver: 'The other server',
    country: '(the country)',
    date: '(date)',
    issuer: 'the issuer of this server\'s certificate',
    method: '(the one chosen in the app)',
    tlsError: 'the error that the app shows',
    unknown: '(not known)',
    space: 'space',
  },
}

const providerNames: Readonly<Record<Provider, string>> = { google: 'Gmail', microsoft: 'Microsoft', yahoo: 'Yahoo', apple: 'iCloud' }

/** What every cause may need, gathered once. */
export interface Known {
  readonly say: Words
  readonly seen: Pasted
  readonly mailbox: string
  readonly login: string
  readonly domain: string
  readonly receiver: string
  /** The port that was named, or the usual one for this mistake. */
  port(usual: number): number
  mechanism(usual: string): string
}

/** Gathers it. */
export const knownFrom = (seen: Pasted, language: Language): Known => {
  const say = words[language]
  return {
    say,
    seen,
    mailbox: seen.address ?? say.mailbox,
    login: seen.address ?? say.login,
    domain: seen.address?.split('@')[1] ?? say.domain,
    receiver: seen.provider ? providerNames[seen.provider] : say.receiver,
    port: usual => seen.port ?? usual,
    mechanism: usual => seen.mechanism ?? usual,
  }
}
