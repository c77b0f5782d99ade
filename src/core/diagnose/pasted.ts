/** Reads a pasted error: its normal form, and the codes, names and numbers in it. */

/** Whose server spoke, where its words or names tell. */
export type Provider = 'google' | 'microsoft' | 'yahoo' | 'apple'

/** A reply code and an enhanced status code that stood together; either may be missing. */
export interface ReplyCode {
  readonly basic: string | null
  readonly enhanced: string | null
}

export interface Pasted {
  readonly text: string
  /** References of ours, such as `K7Q2-9F`. */
  readonly references: readonly string[]
  readonly replies: readonly ReplyCode[]
  readonly provider: Provider | null
  readonly port: number | null
  readonly mechanism: string | null
  readonly address: string | null
  readonly host: string | null
}

const quotes: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u02bc]/g, "'"],
  [/[\u201c\u201d\u300c\u300d\u300e\u300f]/g, '"'],
]

/** A blank beside a Japanese letter or mark: applications differ in where they put them. */
const blankInJapanese = /(?<=[\u3040-\u30ff\u3400-\u9fff。、]) | (?=[\u3040-\u30ff\u3400-\u9fff。、])/g

/** Lines of one SMTP reply each repeat its code, which then stands in the middle of sentences. */
const withoutRepeatedCodes = (text: string): string => {
  const first = /\b[45]\d\d[- ][45]\.\d{1,3}\.\d{1,3}\b/.exec(text)
  if (!first) return text
  const end = first.index + first[0].length
  return text.slice(0, end) + text.slice(end).replace(new RegExp(`${first[0].slice(0, 3)}[- ]${first[0].slice(4).replaceAll('.', '\\.')} ?`, 'g'), '')
}

/** Whatever is longer is a whole log or letter: its beginning holds the error. */
const longest = 4000

/** Brings a text to the form in which phrases are looked for. */
export const normalText = (text: string): string => {
  const straight = quotes.reduce((so, [from, to]) => so.replace(from, to), text.slice(0, longest).normalize('NFKC'))
  return withoutRepeatedCodes(straight.toLowerCase().replace(/\s+/g, ' ').trim().replace(blankInJapanese, ''))
}

const providers: readonly (readonly [Provider, RegExp])[] = [
  ['google', /gsmtp|google\.com|gmail-smtp|@gmail\.com|googlemail|\bgmail (has|requires)/],
  ['microsoft', /outlook\.com|office365|exchangelabs|microsoft|smtpclientauthentication/],
  ['yahoo', /yahoo|yahoodns|\[(tss?|bl)\d\d\]/],
  ['apple', /icloud|apple\.com|\bme\.com/],
]

/** Crockford's base 32, as references are made; at least one digit, so that words with a hyphen are none. */
const reference = /\b(?=[0-9A-Z-]*\d)[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}\b/g

/** The reference alone, or in a sentence; a person may have typed it in small letters. */
const referencesIn = (text: string): string[] => {
  const plain = text.normalize('NFKC')
  const named = [...plain.matchAll(/\bref:? ([0-9a-z]{4}-[0-9a-z]{2})\b/gi)].map(([, ref]) => ref!.toUpperCase())
  const alone = /^\s*[0-9a-z]{4}-[0-9a-z]{2}\s*$/i.test(plain) ? [plain.trim().toUpperCase()] : []
  return [...new Set([...alone, ...named, ...(plain.match(reference) ?? [])])]
}

const repliesIn = (text: string): ReplyCode[] => {
  const both = [...text.matchAll(/\b([45]\d\d)(?:[- ]|[^a-z0-9]{1,4})([45]\.\d{1,3}\.\d{1,3})\b/g)].map(([, basic, enhanced]) => ({ basic: basic!, enhanced: enhanced! }))
  if (both.length) return both
  const basic = /(?<![\d.:]|port |ポート)([345]\d\d)(?=[- ,:)'"]|$)/.exec(text)?.[1] ?? null
  const enhanced = /(?<![\d.])([45]\.\d\.\d{1,3})(?![\d.])/.exec(text)?.[1] ?? null
  return basic || enhanced ? [{ basic, enhanced }] : []
}

const knownPorts = /(?:port|ポート)[^\d]{0,4}(\d{2,5})\b|:(25|110|143|465|587|993|995)\b/

const mechanismName = /\b(ntlm|gssapi|cram-md5|digest-md5|apop|scram-sha-\d+|xoauth2|oauthbearer|plain|login)\b(?! (denied|failed|to|disabled))/

const mailAddress = /[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/
const hostName = /\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|jp|io|dev|example|test)\b/

/** Reads it. Pure; never fails, whatever is pasted. */
export const readPasted = (given: string): Pasted => {
  const text = normalText(given)
  const port = knownPorts.exec(text)
  return {
    text,
    references: referencesIn(given.slice(0, longest)),
    replies: repliesIn(text),
    provider: providers.find(([, marks]) => marks.test(text))?.[0] ?? null,
    port: port ? Number(port[1] ?? port[2]) : null,
    mechanism: mechanismName.exec(text)?.[1]?.toUpperCase() ?? null,
    address: mailAddress.exec(text)?.[0] ?? null,
    host: hostName.exec(text.replaceAll(new RegExp(mailAddress, 'g'), ''))?.[0] ?? null,
  }
}
