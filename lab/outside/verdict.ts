/**
 * What a strict receiver makes of a message: SPF, DKIM and DMARC by mailauth, and the answer that follows. No code is shared with the
 * system under test, so an error of ours cannot hide itself here.
 */
import { authenticate } from 'mailauth'

/** Results in the words of RFC 8601; domains are those that each method spoke for. */
export interface Verdict {
  readonly spf: string
  readonly dkim: readonly { readonly result: string; readonly domain: string; readonly selector: string; readonly aligned: boolean }[]
  readonly dmarc: string
  /** The policy that the From domain publishes. */
  readonly policy: string
}

/** What came in, and from whom. */
export interface Incoming {
  readonly raw: Buffer
  readonly address: string
  readonly helo: string
  readonly sender: string
}

/** Judges a message. `hostName` is the receiver's own. DNS answers come from the machine's resolver, which in the lab is the lab's. */
export const judge = async ({ raw, address, helo, sender }: Incoming, hostName: string): Promise<Verdict> => {
  const { spf, dkim, dmarc } = await authenticate(raw, { ip: address, helo, sender, mta: hostName, strict: true, disableArc: true, disableBimi: true, minBitLength: 1024 })
  return {
    spf: (spf && spf.status.result) || 'none',
    dkim: dkim.results.flatMap(({ status, signingDomain, selector }) =>
      signingDomain ? [{ result: status.result, domain: signingDomain, selector: selector ?? '', aligned: Boolean(status.aligned) }] : [],
    ),
    dmarc: (dmarc && dmarc.status.result) || 'none',
    policy: (dmarc && dmarc.policy) || 'none',
  }
}

/** The refusal, or null when the message is taken (RFC 7489 §10.3, RFC 7372). Without a DMARC policy a failing SPF `-all` refuses. */
export const refusalOf = (verdict: Verdict): { code: number; text: string } | null => {
  if (verdict.dmarc === 'fail' && verdict.policy !== 'none') return { code: 550, text: '5.7.26 DMARC policy of the From domain refuses this message' }
  if (verdict.dmarc === 'none' && verdict.spf === 'fail') return { code: 550, text: '5.7.23 SPF validation failed' }
  return null
}
