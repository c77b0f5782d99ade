/** Strangers at port 25: swaks, without a sign-in, as far as RCPT or with a whole message. */
import { run } from '../process.ts'
import type { ClientResult } from './account.ts'

export interface Knock {
  /** The MX to call. */
  readonly host: string
  /** Address to call from. */
  readonly from: string
  readonly helo: string
  readonly sender: string
  readonly recipient: string
}

/** Goes as far as RCPT. `output` is swaks's transcript, in which a refusal stands after `<**`. */
export const knockAsStranger = ({ host, from, helo, sender, recipient }: Knock): Promise<ClientResult> =>
  run('swaks', ['--server', host, '--port', '25', '--local-interface', from, '--helo', helo, '--from', sender, '--to', recipient, '--quit-after', 'RCPT', '--timeout', '30'])

/** The server's refusals within a transcript of swaks, one a line; "" when there was none. */
export const refusalsIn = (transcript: string): string =>
  transcript
    .split('\n')
    .filter(line => /^<(\*\*|~\*) /.test(line))
    .map(line => line.slice(4).trim())
    .join('\n')
