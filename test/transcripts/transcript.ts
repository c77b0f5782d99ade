/**
 * A transcript: a conversation in the wire's own words, as a file.
 *
 *     # What it shows.
 *     tls: yes                  in TLS from the start (465, 993, 995); no: 587, 143, 110
 *     engine: away              optional: the engine behind cannot be reached
 *     chunks: whole             optional: what it shows depends on bytes that arrive together, so it is not cut
 *
 *     S: 220 sv0001.example.jp ESMTP
 *     C: EHLO laptop            a line, CRLF added
 *     C> EHLO \x00              bytes, nothing added
 *     --- tls                   the client starts its handshake
 *     --- recorded credential.mismatch
 *     --- closed                the server has closed
 *
 * In client's lines `{base64:…}` stands for its base64, and \r \n \\ \xNN for bytes.
 * Client's lines that follow each other are sent in one go, that is: pipelined. A transcript that begins with `C` speaks before the greeting.
 */

export type Act =
  | { readonly is: 'send'; readonly bytes: Buffer }
  | { readonly is: 'hear'; readonly line: string }
  | { readonly is: 'start-tls' }
  | { readonly is: 'recorded'; readonly causes: readonly string[] }
  | { readonly is: 'closed' }

export interface Transcript {
  readonly tls: boolean
  readonly engineAway: boolean
  readonly isWhole: boolean
  readonly acts: readonly Act[]
}

const unescape = (text: string): Buffer =>
  Buffer.from(
    text.replace(/\\(?:x([0-9a-f]{2})|(.))/gi, (_, hex?: string, letter?: string) => (hex ? String.fromCharCode(Number.parseInt(hex, 16)) : ({ r: '\r', n: '\n' }[letter!] ?? letter!))),
    'latin1',
  )

const sent = (text: string): Buffer => unescape(text.replace(/\{base64:(.*?)\}/g, (_, inner: string) => unescape(inner).toString('base64')))

const actOf = (line: string): Act => {
  const [, mark, rest = ''] = /^(C:|C>|S:|---)(?: (.*))?$/.exec(line) ?? []
  switch (mark) {
    case 'C:':
      return { is: 'send', bytes: Buffer.concat([sent(rest), Buffer.from('\r\n')]) }
    case 'C>':
      return { is: 'send', bytes: sent(rest) }
    case 'S:':
      return { is: 'hear', line: rest }
  }
  if (rest === 'tls') return { is: 'start-tls' }
  if (rest === 'closed') return { is: 'closed' }
  if (rest === 'recorded' || rest.startsWith('recorded ')) return { is: 'recorded', causes: rest.split(' ').slice(1) }
  throw new Error(`not a line of a transcript: ${line}`)
}

/** Joins sends that follow each other. */
const pipelined = (acts: readonly Act[]): Act[] => {
  const joined: Act[] = []
  for (const act of acts) {
    const last = joined.at(-1)
    if (act.is === 'send' && last?.is === 'send') joined[joined.length - 1] = { is: 'send', bytes: Buffer.concat([last.bytes, act.bytes]) }
    else joined.push(act)
  }
  return joined
}

/** Reads a transcript. @throws Error with the line that is none */
export const parseTranscript = (text: string): Transcript => {
  const lines = text.split('\n').filter(line => line && !line.startsWith('#'))
  const headers = new Map<string, string>()
  while (/^[a-z]+: /.test(lines[0] ?? '')) {
    const [name = '', value = ''] = lines.shift()!.split(': ')
    headers.set(name, value)
  }
  return { tls: headers.get('tls') === 'yes', engineAway: headers.get('engine') === 'away', isWhole: headers.get('chunks') === 'whole', acts: pipelined(lines.map(actOf)) }
}
