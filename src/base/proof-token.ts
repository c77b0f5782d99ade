/** What shows that a name is somebody's: a word that nobody can guess, put where only who runs the name can put it. */
import { randomBytes } from 'node:crypto'

/** Base32 in lower case (RFC 4648 6): no letter is taken for another, and no editor changes it. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** Makes a token: `todoku-` and 32 letters, 160 bits. */
export const makeProofToken = (): string => `todoku-${Array.from(randomBytes(32), byte => letters[byte & 31]).join('')}`
