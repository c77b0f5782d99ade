/**
 * The sentence of a refusal, the same in every protocol; each protocol's `replies` adds its codes.
 * The wire says little: a cause that follows from what the client itself sent is named, all others share the neutral sentence of their kind.
 */
import { causes, explain, kindOf, type Finding } from '../core/causes/index.ts'
import type { Kind } from '../core/causes/define.ts'

/** One sentence for a wrong password, an unknown or suspended account, a blocked country and an app password for something else: a stranger cannot tell them apart. */
const refused = 'Sign-in failed. Check the user name and the password.'

const neutral = {
  'bad-credentials': refused,
  'denied-by-policy': refused,
  expired: refused,
  disabled: refused,
  'tls-required': 'Encryption is required.',
  'too-many': 'Too many at once. Try again later.',
  temporary: 'A temporary fault of ours. Try again later.',
  misconfigured: 'This is a mail server.',
} as const satisfies Record<Kind, string>

/** RFC 5321 4.5.3.1.5 and RFC 2449 4: a reply line has at most 512 octets, its end included. Codes, tag and reference must survive the cut. */
const longestText = 450

const asciiOnly = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, longestText)

/**
 * What a stranger may read: printable ASCII, with the reference that its owner can open.
 * @param ref such as `K7Q2-9F`
 */
export const refusalSentence = (finding: Finding, ref: string): string => {
  const { title, fix } = explain(finding, 'en')
  return `${asciiOnly(causes[finding.id].tell === 'client' ? `${title}. ${fix}` : neutral[kindOf(finding)])} (ref ${ref})`
}
