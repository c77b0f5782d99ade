/** The person at the terminal: asks, hides what is typed, reads what is piped in. Questions go to stderr, so that stdout stays clean. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Whether somebody is there to answer. */
export const isInteractive = (): boolean => process.stdin.isTTY && process.stderr.isTTY

const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })

const askAt = (question: string, hidden: boolean): Promise<string> => {
  process.stderr.write(question)
  const lines = createInterface({ input: process.stdin, output: hidden ? nowhere() : process.stderr, terminal: true, prompt: hidden ? '' : question })
  return new Promise(resolve => {
    let answer = ''
    lines.on('SIGINT', () => lines.close())
    lines.once('line', line => {
      answer = line
      lines.close()
    })
    lines.once('close', () => {
      if (hidden) process.stderr.write('\n')
      resolve(answer)
    })
  })
}

/** Asks for a line. @returns what was typed; "" when the person gives up */
export const ask = (question: string): Promise<string> => askAt(question, false)

/** Asks for a line without showing it. */
export const askHidden = (question: string): Promise<string> => askAt(question, true)

/** Reads all of standard input, less one final line end. */
export const readStdin = async (): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8').replace(/\r?\n$/, '')
}
