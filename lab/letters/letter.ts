/**
 * Japanese letters as bytes: composed here rather than by a mail library, so that what was sent is known to the last byte.
 * The text exists in UTF-8 and in ISO-2022-JP; it has lines that begin with dots (RFC 5321 §4.5.2) and with "From ".
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Charset = 'utf-8' | 'iso-2022-jp'

export interface LetterText {
  readonly subject: Buffer
  readonly body: Buffer
}

/** The letter's subject and body in a charset, lines ended by CRLF. */
export const letterText = (charset: Charset): LetterText => {
  const text = readFileSync(join(import.meta.dirname, `exhibition.${charset}.txt`)).toString('latin1')
  const [subject = '', , ...lines] = text.split('\n')
  return { subject: Buffer.from(subject, 'latin1'), body: Buffer.from(lines.join('\r\n'), 'latin1') }
}

/** `size` bytes that look random and are always the same for a seed. */
export const attachmentOf = (size: number, seed: string): Buffer => createHash('shake256', { outputLength: size }).update(seed).digest()

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface LetterParts {
  readonly from: string
  readonly to: string
  readonly charset: Charset
  /** Words that tell this letter from others; part of Message-ID and of the subject. */
  readonly mark: string
  readonly attachment?: Buffer
}

/** Encoded-words hold 75 characters at most (RFC 2047 §2); this subject fits. */
const encodedWord = (charset: Charset, bytes: Buffer): string => `=?${charset.toUpperCase()}?B?${bytes.toString('base64')}?=`

const base64Lines = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}/g, '$&\r\n')

const fileName = '展示会のご案内.pdf'

/** Composes a letter: header, text, and the attachment when there is one. All line ends are CRLF, and it ends with one. */
export const composeLetter = ({ from, to, charset, mark, attachment }: LetterParts): Buffer => {
  const { subject, body } = letterText(charset)
  const text = [`Content-Type: text/plain; charset=${charset.toUpperCase()}`, `Content-Transfer-Encoding: ${charset === 'utf-8' ? '8bit' : '7bit'}`, '']
  const boundary = `=_${mark}`
  const head = [
    'Date: Tue, 24 Nov 2026 09:00:00 +0900',
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${encodedWord(charset, subject)} (${mark})`,
    `Message-ID: <${mark}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    'MIME-Version: 1.0',
  ]
  if (!attachment) return Buffer.concat([Buffer.from([...head, ...text, ''].join('\r\n')), body])
  return Buffer.concat([
    Buffer.from([...head, `Content-Type: multipart/mixed; boundary="${boundary}"`, '', `--${boundary}`, ...text, ''].join('\r\n')),
    body,
    Buffer.from(
      [
        '',
        `--${boundary}`,
        `Content-Type: application/pdf; name*=UTF-8''${encodeURIComponent(fileName)}`,
        `Content-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        'Content-Transfer-Encoding: base64',
        '',
        base64Lines(attachment),
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    ),
  ])
}

/** What follows the header (RFC 5322 §2.1), as the bytes are; servers add to a header, never here. */
export const bodyOf = (message: Buffer): Buffer => {
  const end = message.indexOf('\r\n\r\n')
  return end < 0 ? Buffer.alloc(0) : message.subarray(end + 4)
}

/** Ends lines with CRLF where a program kept a message in a file in the manner of UNIX. */
export const withCrlf = (message: Buffer): Buffer => Buffer.from(message.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')

/** A header field's value, unfolded, by the first of its name; "" when there is none. */
export const headerOf = (message: Buffer, name: string): string => {
  const end = message.indexOf('\r\n\r\n')
  const header = message.toString('utf8', 0, end < 0 ? message.length : end).replace(/\r\n[ \t]+/g, ' ')
  return new RegExp(`^${name}: *(.*)$`, 'im').exec(header)?.[1] ?? ''
}
