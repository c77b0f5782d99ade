/**
 * Passwords at rest: argon2id in PHC strings (RFC 9106, and the PHC string format), computed on Node's thread pool.
 * At most as many at once as the pool and the cores bear; a bounded queue behind; beyond that, `busy`.
 */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { Fault } from './fault.ts'
import { semaphore } from './semaphore.ts'

const derive = promisify(argon2)

interface Phc {
  readonly memoryKib: number
  readonly passes: number
  readonly lanes: number
  readonly salt: Buffer
  readonly tag: Buffer
}

/** OWASP's first choice for argon2id; 11 to 17 ms on a small machine. */
const current = { memoryKib: 19_456, passes: 2, lanes: 1 } as const
const saltBytes = 16
const tagBytes = 32

/** A string that we would not have written could otherwise take all memory or all time. */
const isSane = ({ memoryKib, passes, lanes, salt, tag }: Phc): boolean =>
  memoryKib >= 8 * lanes && memoryKib <= 262_144 && passes >= 1 && passes <= 16 && lanes >= 1 && lanes <= 8 && salt.length >= 8 && salt.length <= 64 && tag.length >= 16 && tag.length <= 64

const phcPattern = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{8,128})\$([A-Za-z0-9+/]{8,128})$/

const parsePhc = (text: string): Phc => {
  const [, memory, passes, lanes, salt = '', tag = ''] = phcPattern.exec(text) ?? []
  const phc = { memoryKib: Number(memory), passes: Number(passes), lanes: Number(lanes), salt: Buffer.from(salt, 'base64'), tag: Buffer.from(tag, 'base64') }
  if (!isSane(phc)) throw new Fault('corrupt', 'a stored password hash is not an argon2id string with parameters that we accept')
  return phc
}

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const formatPhc = ({ memoryKib, passes, lanes, salt, tag }: Phc): string => `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${base64(salt)}$${base64(tag)}`

/** The pool has four threads unless told otherwise, and files and names need one too. */
const threads = Number(process.env['UV_THREADPOOL_SIZE']) || 4
const slots = Math.max(1, Math.min(availableParallelism(), threads - 1))
const turn = semaphore(slots, 512)
let underway = 0

/** How many hashes wait for others to end. */
export const waitingHashes = (): number => Math.max(0, underway - slots)

/** The same password typed on two keyboards is one password: composed form, as RFC 8265 asks of opaque strings. */
const compute = async (password: string, { memoryKib, passes, lanes, salt }: Omit<Phc, 'tag'>, length: number): Promise<Buffer> => {
  underway++
  try {
    return await turn(() => derive('argon2id', { message: Buffer.from(password.normalize('NFC')), nonce: salt, parallelism: lanes, tagLength: length, memory: memoryKib, passes }))
  } finally {
    underway--
  }
}

/**
 * Hashes a new password.
 * @returns a PHC string
 * @throws Fault `busy` when the queue is full
 */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(saltBytes)
  return formatPhc({ ...current, salt, tag: await compute(password, { ...current, salt }, tagBytes) })
}

/**
 * Compares a password with a stored PHC string in constant time.
 * @throws Fault `busy` when the queue is full, `corrupt` when the string is not one of ours
 */
export const verifyPassword = async (hash: string, password: string): Promise<boolean> => {
  const phc = parsePhc(hash)
  return timingSafeEqual(await compute(password, phc, phc.tag.length), phc.tag)
}

/** A hash that no password has: verifying against it costs an unknown user the same time as a known one. */
export const decoyHash = formatPhc({ ...current, salt: randomBytes(saltBytes), tag: randomBytes(tagBytes) })
