/** All cases, in the order of the table. */
import type { Case } from '../case.ts'
import { mailCases } from './mail.ts'
import { nameServerCases } from './name-servers.ts'
import { recordCases } from './records.ts'
import { routeCases } from './routes.ts'
import { ruleCases } from './rules.ts'
import { theftCases } from './thefts.ts'
import { txtCases } from './txt.ts'
import { webCases } from './web.ts'
import { zoneCases } from './zones.ts'

export const cases: readonly Case[] = [...nameServerCases, ...webCases, ...mailCases, ...txtCases, ...ruleCases, ...theftCases, ...routeCases, ...recordCases, ...zoneCases]
