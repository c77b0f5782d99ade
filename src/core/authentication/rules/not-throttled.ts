/** Somebody is guessing. An app password holds 99 bits that nobody guesses, so its owner never waits for others. */
import type { Rule } from '../decide.ts'

export const notThrottled: Rule = ({ address, throttle, password }) => {
  if (!throttle || (password.state === 'matches' && password.by === 'app-password')) return 'abstain'
  return { id: 'network.throttled', facts: { login: address, ...throttle } }
}
