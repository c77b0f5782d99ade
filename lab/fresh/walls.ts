/** A machine made of a directory: own processes, mounts, host name and network around it. Ends with whoever made it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Outcome, run } from '../process.ts'

/** A machine that runs. */
export interface Machine {
  /**
   * Runs a command in it.
   * @param network `ours`: the world's, to install from; `own`: a network with nothing but loopback, where every port is free
   */
  run(command: readonly string[], options: { readonly network: 'ours' | 'own'; readonly directory: string; readonly timeoutMs: number; readonly env: Readonly<Record<string, string>> }): Promise<Outcome>
  /** Ends everything in it. */
  stop(): Promise<void>
}

/** As process 1 it reaps what daemons leave behind; the second loop keeps it waiting for good. */
const firstProcess = (root: string, hostName: string): string =>
  [
    'set -e',
    `hostname ${hostName}`,
    // The tests in it make mount namespaces of their own, which wants the root to be a mount, as it is on a real machine.
    `mount --bind ${root} ${root}`,
    `mount -t proc proc ${root}/proc`,
    `mount --rbind /sys ${root}/sys`,
    `mount -t tmpfs -o mode=755 tmpfs ${root}/dev`,
    ...['null', 'zero', 'full', 'random', 'urandom', 'tty'].map(name => `touch ${root}/dev/${name} && mount --bind /dev/${name} ${root}/dev/${name}`),
    `ln -s /proc/self/fd ${root}/dev/fd`,
    `ln -s /proc/self/fd/0 ${root}/dev/stdin && ln -s /proc/self/fd/1 ${root}/dev/stdout && ln -s /proc/self/fd/2 ${root}/dev/stderr`,
    `mkdir ${root}/dev/shm ${root}/dev/pts && mount -t tmpfs -o mode=1777 tmpfs ${root}/dev/shm && mount -t devpts -o newinstance,ptmxmode=666 devpts ${root}/dev/pts`,
    `ln -s pts/ptmx ${root}/dev/ptmx`,
    'ip link set lo up',
    'echo ready',
    'sleep infinity &',
    'while :; do wait; done',
  ].join('\n')

/**
 * Starts a machine.
 * @param root the directory that is its root file system
 * @throws Error when the walls cannot be built
 */
export const startMachine = async (root: string, hostName: string): Promise<Machine> => {
  const walls = ['--mount', '--uts', '--ipc', '--net', '--pid', '--fork', '--kill-child']
  const child = spawn('unshare', [...walls, 'sh', '-c', firstProcess(root, hostName)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk))
  child.stderr.on('data', (chunk: Buffer) => (said += chunk))
  while (!said.includes('ready\n')) {
    if (child.exitCode !== null) throw new Error(`the machine's walls: ${said}`)
    await sleep(20)
  }
  const { stdout } = await run('pgrep', ['-P', String(child.pid)])
  const first = stdout.trim().split('\n')[0]!
  return {
    run: (command, { network, directory, timeoutMs, env }) =>
      run(
        'nsenter',
        ['--target', first, '--mount', '--uts', '--ipc', '--pid', ...(network === 'own' ? ['--net'] : []), 'env', '-i', ...Object.entries(env).map(([name, value]) => `${name}=${value}`)]
          .concat(['chroot', root, 'sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', directory], command),
        { timeoutMs },
      ),
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
