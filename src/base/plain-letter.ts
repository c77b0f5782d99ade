/** A letter in plain text, as it goes over the wire (RFC 5322, RFC 2045, RFC 2047). */

export interface PlainLetter {
  /** Addresses; ASCII. */
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly date: Date
  /** Without angle brackets. */
  readonly messageId: string
  readonly language: 'ja' | 'en'
}

/** RFC 2047 2: a line that holds an encoded word is 76 characters at most, with the name of the header. */
const wordOctets = 39
/** RFC 2045 6.8. */
const lineCharacters = 76

/** A header's text as encoded words, no character cut in two. */
const encodedWords = (text: string): string => {
  const words: string[] = ['']
  for (const character of text) {
    const longer = words.at(-1)! + character
    if (Buffer.byteLength(longer) > wordOctets) words.push(character)
    else words[words.length - 1] = longer
  }
  return words.map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}

const base64Lines = (text: string): string => Buffer.from(text.replace(/\r?\n/g, '\r\n')).toString('base64').replace(new RegExp(`.{${lineCharacters}}`, 'g'), '$&\r\n')

/**
 * Writes the whole message, with CRLF.
 * It is marked as written by a program that wants no answer: no vacation replies to it (RFC 3834 5).
 */
export const writeLetter = ({ from, to, subject, text, date, messageId, language }: PlainLetter): string =>
  [
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `From: "${from.name}" <${from.address}>`,
    `To: <${to}>`,
    `Subject: ${encodedWords(subject)}`,
    `Message-ID: <${messageId}>`,
    'Auto-Submitted: auto-generated',
    'X-Auto-Response-Suppress: All',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Language: ${language}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(text).trimEnd(),
    '',
  ].join('\r\n')
