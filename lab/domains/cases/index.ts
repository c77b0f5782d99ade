/** All cases, in the order of the table. */
import type { Case } from '../case.ts'
import { nameServerCases } from './name-servers.ts'
import { txtCases } from './txt.ts'
import { webCases } from './web.ts'

export const cases: readonly Case[] = [...nameServerCases, ...webCases, ...txtCases]
