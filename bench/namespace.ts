/** A network and process space of its own: the ports are free there, nothing leaves, and all that starts inside ends with it. */
import { spawn } from 'node:child_process'

const marker = 'TODOKU_BENCH_INSIDE'

/** True inside. */
export const isInside = (): boolean => process.env[marker] === '1'

// The shell stays as process 1: it buries the orphans of daemons, which Node would leave as zombies.
const script = 'ip link set lo up; "$@"; exit $?'

/**
 * Runs this very program again inside.
 * @returns its exit code
 * @throws Error when `unshare` cannot be started
 */
export const runInside = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const args = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', script, 'sh', process.execPath, ...process.argv.slice(1)]
    const child = spawn('unshare', args, { stdio: 'inherit', env: { ...process.env, [marker]: '1' } })
    // Ctrl-C reaches everybody at the terminal; who is inside ends by itself.
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    child.on('error', reject)
    child.on('close', code => resolve(code ?? 1))
  })
