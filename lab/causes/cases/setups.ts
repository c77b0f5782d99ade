/** How a case's user sets up an app when nothing is wrong; each case changes the one thing that is. */
import type { SendingSetup, Setup } from '../clients/apps.ts'
import type { Stage } from '../case.ts'

const secured = { 465: 'tls', 587: 'starttls', 993: 'tls', 143: 'starttls', 995: 'tls', 110: 'starttls', 25: 'none' } as const

/** A port that mail apps know. */
export type KnownPort = keyof typeof secured

/** A right setup for this port; `wrong` is laid over it. */
export const setup = ({ side, person }: Stage, port: KnownPort, wrong: Partial<Setup> = {}): Setup => ({
  host: side.host,
  port,
  security: secured[port],
  user: person.address,
  password: person.password,
  ca: side.ca,
  ...wrong,
})

/** A right setup of an app that sends, to the user's own address. */
export const sending = (stage: Stage, port: KnownPort, wrong: Partial<SendingSetup> = {}): SendingSetup => ({
  ...setup(stage, port, wrong),
  sender: stage.person.address,
  to: stage.person.address,
  ...wrong,
})

/** The setup of somebody who does not sign in. */
export const unsigned = { user: undefined, password: undefined } as const
