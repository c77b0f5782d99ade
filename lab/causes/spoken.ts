/** Every secret that a client of this run has spoken, so that logs and attempts can be searched for all of them. */

const spoken = new Set<string>()

/** Keeps a password that a client is about to use. @returns it */
export const secret = (password: string): string => {
  // Shorter ones, such as six digits, would be found in what is no secret.
  if (password.length >= 8) spoken.add(password)
  return password
}

const forms = (secret: string): string[] => [secret, Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('hex'), JSON.stringify(secret).slice(1, -1)]

/**
 * Looks for secrets in a text, plain, as base64 and as hexadecimal digits.
 * @returns those that stand in it
 */
export const secretsIn = (text: string, secrets: Iterable<string> = spoken): string[] => [...new Set(secrets)].filter(secret => forms(secret).some(form => text.includes(form)))

/** How many there were. */
export const spokenCount = (): number => spoken.size
