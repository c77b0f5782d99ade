/** Every case of the lab, in the order of the table. */
import type { Case } from '../case.ts'
import { appPasswords, goodAppPasswords } from './app-password.ts'
import { certificates } from './certificate.ts'
import { inTheClear } from './clear.ts'
import { credentials } from './credential.ts'
import { envelopes } from './envelope.ts'
import { faults } from './fault.ts'
import { handshakes } from './handshake.ts'
import { healthyClients } from './healthy.ts'
import { identities } from './identity.ts'
import { mechanisms } from './mechanism.ts'
import { monitors } from './monitor.ts'
import { neighbours, networks } from './network.ts'
import { transportMode } from './transport-mode.ts'

/** All of them. Their names are unique. */
export const cases: readonly Case[] = [
  ...transportMode,
  ...inTheClear,
  ...certificates,
  ...handshakes,
  ...networks,
  ...identities,
  ...credentials,
  ...appPasswords,
  ...mechanisms,
  ...envelopes,
  ...faults,
  ...healthyClients,
  ...goodAppPasswords,
  ...monitors,
  ...neighbours,
]
