/** Every case of the lab, in the order of the table. */
import type { Case } from '../case.ts'
import { healthyClients } from './healthy.ts'
import { transportMode } from './transport-mode.ts'

/** All of them. Their names are unique. */
export const cases: readonly Case[] = [...transportMode, ...healthyClients]
