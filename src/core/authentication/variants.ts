/**
 * What a wrong password may have been meant as. Each variant is tried after the refusal has been told, and names a cause if it is the right one;
 * none is ever accepted, since a mail app must hold the very password. Nothing of this is stored but the cause.
 */
import type { Finding } from '../causes/index.ts'

export interface Variant {
  readonly finding: Finding
  /** The password that would be right if the finding is true. Null: the finding follows from what was sent alone. */
  readonly candidate: string | null
}

/** Each costs a slow hash. */
export const mostVariants = 6

type Guess = (password: string, mailbox: string) => Variant | null

const blank = /[\s\p{Cf}\p{Cc}]/u
const leading = /^[\s\p{Cf}\p{Cc}]+/u
const trailing = /[\s\p{Cf}\p{Cc}]+$/u

const blankNames: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\t': 'tab',
  '\n': 'newline',
  '\r': 'newline',
  '\u00a0': 'no-break space',
  '\u200b': 'zero-width space',
  '\u3000': 'full-width space',
  '\ufeff': 'byte order mark',
}

/** Copied with a blank at an end. */
const surroundingSpace: Guess = (password, mailbox) => {
  const candidate = password.replace(leading, '').replace(trailing, '')
  if (candidate === password || candidate === '') return null
  const [begins, ends] = [blank.test(password[0]!), blank.test(password.at(-1)!)]
  const character = begins ? password[0]! : password.at(-1)!
  const where = begins && ends ? 'both' : begins ? 'leading' : 'trailing'
  return { finding: { id: 'credential.surrounding-space', facts: { mailbox, where, character: blankNames[character] ?? 'invisible character' } }, candidate }
}

/** Typed with a Japanese input method on. */
const fullWidth: Guess = (password, mailbox) => {
  const candidate = password.normalize('NFKC')
  return candidate === password.normalize('NFC') ? null : { finding: { id: 'credential.full-width', facts: { mailbox } }, candidate }
}

const swapCase = (text: string): string => [...text].map(letter => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase())).join('')

/** Typed with Caps Lock on. */
const capsLock: Guess = (password, mailbox) => {
  const candidate = swapCase(password)
  return candidate === password ? null : { finding: { id: 'credential.caps-lock', facts: { mailbox } }, candidate }
}

/** Phones begin a field with a capital letter. */
const firstCapital: Guess = (password, mailbox) => {
  const [first = '', ...others] = password
  const candidate = first.toLowerCase() + others.join('')
  return candidate === password ? null : { finding: { id: 'credential.caps-lock', facts: { mailbox } }, candidate }
}

/** Bytes of one code page read as another; null where they are none of it. */
const readAs = (label: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/**
 * Sent in another character set. What is not UTF-8 comes from the edge as Latin-1, a character a byte; text that was encoded twice looks the same.
 * @param label for TextDecoder
 */
const otherCharset =
  (charset: string, label: string): Guess =>
  (password, mailbox) => {
    const codes = [...password].map(letter => letter.codePointAt(0)!)
    if (codes.every(code => code < 0x80) || codes.some(code => code > 0xff)) return null
    const candidate = readAs(label, Uint8Array.from(codes))
    return candidate === null || candidate === password ? null : { finding: { id: 'credential.other-charset', facts: { mailbox, charset } }, candidate }
  }

/** The six digits of an authenticator (RFC 6238), which belong to the panel. */
const oneTimeCode = /\s?\d{6}$/

const totpAppended: Guess = (password, mailbox) => {
  const candidate = password.replace(oneTimeCode, '')
  return candidate === password || candidate === '' ? null : { finding: { id: 'credential.totp-appended', facts: { mailbox } }, candidate }
}

const totpAlone: Guess = (password, mailbox) =>
  /^\d{3}\s?\d{3}$/.test(password.trim()) ? { finding: { id: 'credential.totp-alone', facts: { mailbox } }, candidate: null } : null

/** The likeliest first. */
const guesses: readonly Guess[] = [
  surroundingSpace,
  fullWidth,
  otherCharset('Shift_JIS', 'shift_jis'),
  otherCharset('UTF-8, encoded twice', 'utf-8'),
  totpAppended,
  firstCapital,
  capsLock,
  totpAlone,
]

/**
 * The variants of a password that did not match, the likeliest first, no candidate twice.
 * @param mailbox whose it was, for the findings
 */
export const variantsOf = (password: string, mailbox: string): readonly Variant[] => {
  const variants = guesses.flatMap(guess => guess(password, mailbox) ?? [])
  return variants.filter(({ candidate }, i) => candidate === null || variants.findIndex(other => other.candidate === candidate) === i).slice(0, mostVariants)
}
