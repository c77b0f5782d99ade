/** The letter that carries a code. It goes to somebody who may have asked for nothing: it says who asked for what, and that doing nothing is safe. Pure. */
import type { Language } from '../causes/define.ts'
import { plainWords } from '../values/plain-words.ts'

export interface CodeLetter {
  /** Eight digits. */
  readonly code: string
  /** As people write it. */
  readonly domain: string
  /** The name of who claims it. */
  readonly owner: string
  readonly hostName: string
  readonly expiresAt: Date
  /** IANA time zone of the reader. */
  readonly zone: string
}

interface Words {
  readonly subject: (domain: string) => string
  readonly text: (letter: CodeLetter, code: string, until: string) => readonly string[]
}

const ja: Words = {
  subject: domain => `${domain} の確認コード（ドメインの所有権の確認）`,
  text: ({ domain, owner, hostName, zone }, code, until) => [
    `メールサーバー ${hostName} からのお知らせです。`,
    `「${plainWords(owner)}」様が、ドメイン ${domain} をこのサーバーで使うための手続き（メール認証）をしています。\nお手続き中の方は、次の確認コードを入力してください。`,
    `    確認コード: ${code}\n    有効期限: ${until}（${zone}）`,
    `このコードを入力した人が、${domain} の持ち主として登録されます。手続きを頼んだ相手のほかには、教えないでください。`,
    '心当たりがない場合は、何もする必要はありません。コードが入力されないかぎり、ドメインにも今のメールにも、何も起こりません。',
    'このメールはサーバーが自動で作成しました。返信しても読まれません。',
  ],
}

const en: Words = {
  subject: domain => `Code for ${domain} (proof that the domain is yours)`,
  text: ({ domain, owner, hostName, zone }, code, until) => [
    `This is the mail server ${hostName}.`,
    `"${plainWords(owner)}" wants to use the domain ${domain} at this server, and proves by mail that it is theirs.\nIf that is you, enter this code.`,
    `    Code: ${code}\n    Valid until: ${until} (${zone})`,
    `Whoever enters it is entered as the owner of ${domain}. Give it to nobody but the person whom you asked to set this up.`,
    'If you did not ask for it, there is nothing to do. Unless the code is entered, nothing happens to the domain or to its mail.',
    'The server wrote this by itself; nobody reads replies.',
  ],
}

const words: Readonly<Record<Language, Words>> = { ja, en }

/** Composes it. */
export const composeCodeLetter = (letter: CodeLetter, language: Language): { readonly subject: string; readonly text: string } => {
  const say = words[language]
  const clock = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: letter.zone, month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const code = `${letter.code.slice(0, 4)} ${letter.code.slice(4)}`
  return { subject: say.subject(letter.domain), text: `${say.text(letter, code, clock.format(letter.expiresAt)).join('\n\n')}\n` }
}
