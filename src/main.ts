/** Process name → its room, entered only when it is wanted. The first word decides; whatever is not named here is the command line's. */
import { homeOf } from './base/home.ts'
import type { SupervisorCommand } from './supervisor/main.ts'

type Run = (args: readonly string[]) => Promise<number | void>

const supervisor =
  (command: SupervisorCommand): Run =>
  async args => {
    const [{ main }, { migrate }] = await Promise.all([import('./supervisor/main.ts'), import('./store/migrate.ts')])
    return main(command, args, { migrate: ({ home, config, secrets }) => migrate(home, config, secrets) })
  }

const help: Run = async args => (await import('./help.ts')).printHelp(args, process.env)

const processes: Readonly<Record<string, Run>> = {
  up: supervisor('up'),
  down: supervisor('down'),
  status: supervisor('status'),
  logs: supervisor('logs'),
  reload: supervisor('reload'),
  service: supervisor('service'),
  edge: async () => (await import('./start/edge.ts')).startEdge(homeOf(process.env)),
  api: async () => (await import('./api/main.ts')).startApi(homeOf(process.env)),
  worker: async () => (await import('./worker/main.ts')).startWorker(homeOf(process.env)),
  lab: async args => (await import('../lab/main.ts')).main(args),
  bench: async args => (await import('../bench/main.ts')).main(args),
  test: async args => (await import('../test/run.ts')).runTests(args),
  help,
  '--help': help,
  '-h': help,
}

const [name = 'help', ...args] = process.argv.slice(2)
const commandLine: Run = async () => {
  const [{ refuseUnknown }, { run }] = await Promise.all([import('./help.ts'), import('./cli/main.ts')])
  return refuseUnknown(name, args, Object.keys(processes), process.env) ?? run([name, ...args], process.env)
}
const run = Object.hasOwn(processes, name) ? processes[name]! : commandLine
const code = await run(args)
// A process that stays (the edge) gives no code; it ends when it is told to.
if (code !== undefined) process.exitCode = code
