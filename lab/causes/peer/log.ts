/** Which lines of the peer's logs are about a client: those that name its address, and those that an operator would find from there. Pure. */

const address = (text: string): RegExp => new RegExp(`(?<![\\d.])${text.replaceAll('.', '\\.')}(?![\\d.])`)

const smtpd = /\/smtpd\[(\d+)\]: (.*)$/

/** Postfix serves one client after another in a process; what it says of OpenSSL in between names nobody. */
const ofProcesses = (lines: readonly string[], isClient: RegExp): string[] => {
  const serving = new Set<string>()
  return lines.filter(line => {
    const [, process = '', text = ''] = smtpd.exec(line) ?? []
    if (text.startsWith('connect from ') && isClient.test(text)) serving.add(process)
    const belongs = serving.has(process)
    if (text.startsWith('disconnect from ')) serving.delete(process)
    return belongs
  })
}

/** A letter's way goes on under its queue id. */
const ofLetters = (lines: readonly string[], isClient: RegExp): string[] => {
  const letters = lines.flatMap(line => (isClient.test(line) ? (/: ([0-9A-F]{6,}): client=/.exec(line)?.[1] ?? []) : []))
  return lines.filter(line => letters.some(letter => line.includes(` ${letter}: `)))
}

/** The lines, each once. */
export const linesAbout = (log: string, client: string): string => {
  const lines = log.split('\n')
  const isClient = address(client)
  return [...new Set([...lines.filter(line => isClient.test(line)), ...ofProcesses(lines, isClient), ...ofLetters(lines, isClient)])].join('\n')
}
