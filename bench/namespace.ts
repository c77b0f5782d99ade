/** A network and process space of its own: the ports are free there, nothing leaves, and all that starts inside ends with it. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const marker = 'TODOKU_BENCH_DIRECTORY'

/** The benchmark's directory when this process is inside, else null. */
export const benchDirectory = (): string | null => process.env[marker] ?? null

// The shell stays as process 1: it buries the orphans of daemons, which Node would leave as zombies.
const script = 'ip link set lo up; "$@"; exit $?'

const enter = (directory: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const args = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', script, 'sh', process.execPath, ...process.argv.slice(1)]
    const child = spawn('unshare', args, { stdio: 'inherit', env: { ...process.env, [marker]: directory } })
    // Ctrl-C reaches everybody at the terminal; who is inside ends by itself.
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.on('error', reject)
    child.on('close', code => resolve(code ?? 1))
  })

/**
 * Runs this very program again inside. Its directory is removed afterwards, however it ended.
 * @returns its exit code
 * @throws Error when `unshare` cannot be started
 */
export const runInside = async (): Promise<number> => {
  const directory = mkdtempSync(join(tmpdir(), 'todoku-bench-'))
  // Engines run as users of their own and must be able to walk through it.
  chmodSync(directory, 0o755)
  try {
    return await enter(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
