/** SASL LOGIN (draft-murchison-sasl-login): user name and password, each asked for. Outlook and many devices know only this one. */
import { credentialOf, textOf } from './credential.ts'
import { readInitialResponse, readResponse } from './response.ts'
import type { Outcome, Step } from './step.ts'

/** `Username:` and `Password:`: apps compare them, so no other words will do. */
const askUserName = 'VXNlcm5hbWU6'
const askPassword = 'UGFzc3dvcmQ6'

/** Characters that are kept of a user name whose sign-in broke off; an address has at most 254. */
const longestShown = 320

const nobody = Buffer.alloc(0)

const passwordStep = (userName: Buffer | Outcome): Step => {
  if ('is' in userName) return userName
  const login = textOf(userName).slice(0, longestShown)
  return {
    is: 'challenge',
    challenge: askPassword,
    login,
    next: line => {
      const password = readResponse(line, 'LOGIN')
      return 'is' in password ? { ...password, login } : credentialOf('LOGIN', nobody, userName, password)
    },
  }
}

/**
 * Begins LOGIN.
 * @param initial the user name, when the app sent it with the command
 */
export const login = (initial: Buffer | null): Step =>
  initial ? passwordStep(readInitialResponse(initial, 'LOGIN')) : { is: 'challenge', challenge: askUserName, next: line => passwordStep(readResponse(line, 'LOGIN')) }
