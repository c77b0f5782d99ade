/** SASL LOGIN (draft-murchison-sasl-login): user name and password, each asked for. Outlook and many devices know only this one. */
import { credentialOf } from './credential.ts'
import { readInitialResponse, readResponse } from './response.ts'
import type { Outcome, Step } from './step.ts'

/** `Username:` and `Password:`: apps compare them, so no other words will do. */
const askUserName = 'VXNlcm5hbWU6'
const askPassword = 'UGFzc3dvcmQ6'

const nobody = Buffer.alloc(0)

const passwordStep = (userName: Buffer | Outcome): Step => {
  if ('is' in userName) return userName
  return {
    is: 'challenge',
    challenge: askPassword,
    next: line => {
      const password = readResponse(line, 'LOGIN')
      return 'is' in password ? password : credentialOf('LOGIN', nobody, userName, password)
    },
  }
}

/**
 * Begins LOGIN.
 * @param initial the user name, when the app sent it with the command
 */
export const login = (initial: Buffer | null): Step =>
  initial ? passwordStep(readInitialResponse(initial, 'LOGIN')) : { is: 'challenge', challenge: askUserName, next: line => passwordStep(readResponse(line, 'LOGIN')) }
