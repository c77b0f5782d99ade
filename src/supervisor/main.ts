/**
 * Starts, watches and stops the engines and our own processes. Owns processes, their logs and the control socket.
 * Does not own what the parts do: an engine's files are its room's, the schema is the store's.
 */
import { parseArgs } from 'node:util'
import { homeOf } from '../base/home.ts'
import { language } from '../base/language.ts'
import { ask, NoSupervisor } from './control.ts'
import { down } from './down.ts'
import { logs } from './logs.ts'
import { service } from './service.ts'
import { showStatus } from './status.ts'
import type { Hooks } from './supervisor.ts'
import { type Context, upDetached, upHere } from './up.ts'
import { supervisorWords } from './words.ts'

/** How each command is called. */
export const supervisorUsage = {
  up: 'up [--detach]',
  down: 'down',
  status: 'status [--json]',
  logs: 'logs [part] [--follow] [-n lines]',
  reload: 'reload',
  service: 'service install|remove',
} as const

/** The supervisor's commands. */
export type SupervisorCommand = keyof typeof supervisorUsage

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      detach: { type: 'boolean', short: 'd', default: false },
      kept: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      follow: { type: 'boolean', short: 'f', default: false },
      lines: { type: 'string', short: 'n', default: '50' },
      lang: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })

const run = (command: SupervisorCommand, context: Context, { values, positionals }: ReturnType<typeof read>): Promise<number> => {
  switch (command) {
    case 'up':
      return values.detach ? upDetached(context) : upHere(context, values.kept)
    case 'down':
      return down(context)
    case 'status':
      return showStatus(context, values.json)
    case 'logs':
      return logs(context, positionals[0] ?? null, Number(values.lines), values.follow)
    case 'reload':
      return reload(context)
    case 'service':
      return service(context, positionals[0] === 'remove' ? 'remove' : 'install')
  }
}

const reload = async ({ home, words }: Context): Promise<number> => {
  await ask(home, 'reload')
  process.stdout.write(`${words.reloaded}\n`)
  return 0
}

/**
 * Runs one of the supervisor's commands.
 * @returns the exit code: 0 done (for `status`: ready), 1 not, 2 for a wrong command line
 */
export const main = async (command: SupervisorCommand, args: readonly string[], hooks: Hooks): Promise<number> => {
  let order: ReturnType<typeof read> | null = null
  try {
    order = read(args)
  } catch (error) {
    process.stderr.write(`todoku: ${(error as Error).message}\n`)
  }
  const asked = order?.values.lang
  const spoken = asked === 'ja' || asked === 'en' ? asked : language(process.env)
  const words = supervisorWords[spoken]
  const context: Context = { home: homeOf(process.env), language: spoken, words, hooks }
  const isWrong =
    !order || (command === 'service' ? !['install', 'remove'].includes(order.positionals[0] ?? '') : order.positionals.length > (command === 'logs' ? 1 : 0)) || !/^\d+$/.test(order.values.lines)
  if (!order || isWrong || order.values.help) {
    ;(order?.values.help ? process.stdout : process.stderr).write(`${words.usage(supervisorUsage[command])}\n`)
    return order?.values.help ? 0 : 2
  }
  try {
    return await run(command, context, order)
  } catch (error) {
    if (!(error instanceof NoSupervisor)) throw error
    process.stderr.write(`todoku: ${error.denied ? words.needsRoot : words.nothingRuns(context.home.root)}\n`)
    return 1
  }
}
