/**
 * The laboratory's walls: own network, mounts, processes, shared memory and host name. All that starts inside ends with it, however it ends.
 * Owns the entering and the addresses; what lives at them is `internet.ts`.
 */
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cafe, forger, nameServers, oldHost, ours, outside, plainPeer, resolver } from './places.ts'

const marker = 'TODOKU_LAB_DIRECTORY'
const prefix = 'todoku-lab-'

/** The lab's directory when this process is inside one, else null. */
export const labDirectory = (): string | null => process.env[marker] ?? null

/**
 * The commands that furnish the network. Whole networks are made local, with the source address chosen per destination:
 * whoever calls our host comes from the café, whoever calls anything else comes from our host, unless it binds an address of its own.
 */
export const networkScript = (): string => {
  const others = [cafe, outside, forger, oldHost, plainPeer, ...Object.values(nameServers), resolver]
  return [
    'set -e',
    'ip link set lo up',
    // A cable with both ends here: programs that count only what is not loopback as a network (nodemailer) find one.
    'ip link add net0 type veth peer name net1',
    'ip link set net0 up',
    'ip link set net1 up',
    // Only our host's address is the machine's own, as a program sees it that asks which are; the others are local by their routes.
    `ip address add ${ours.address}/32 dev net0`,
    `ip route add local 198.51.100.0/24 dev lo src ${ours.address}`,
    `ip route add local 192.0.2.0/24 dev lo src ${cafe.address}`,
    `ip route add local 203.0.113.0/24 dev lo src ${ours.address}`,
    `ip route replace local ${ours.address} dev lo table local src ${cafe.address}`,
    ...others.map(({ address }) => `ip route replace local ${address} dev lo table local src ${ours.address}`),
    ...[ours.address6, outside.address6, cafe.address6].map(address => `ip -6 address add ${address}/128 dev net0 nodad`),
    // The kernel enters an address's own route a moment later.
    ...[
      [ours.address6, cafe.address6],
      [outside.address6, ours.address6],
    ].flatMap(([to, from]) => [`i=0; until ip -6 route del local ${to} dev net0 table local 2>/dev/null; do i=$((i + 1)); [ $i -lt 100 ]; sleep 0.05; done`, `ip -6 route add local ${to} dev lo table local src ${from}`]),
    // The machine's own resolver knows nothing of this Internet, and must not be asked.
    `printf 'nameserver ${resolver.address}\\n' > "$${marker}/resolv.conf"`,
    `mount --bind "$${marker}/resolv.conf" /etc/resolv.conf`,
    // A killed PostgreSQL leaves its shared memory behind; here it goes with the walls.
    'mount -t tmpfs tmpfs /dev/shm',
    `hostname ${ours.hostName}`,
  ].join('\n')
}

/** Thrown when the walls cannot be built; its message says what to do. */
export class NamespaceError extends Error {}

/**
 * Runs a program inside new walls and waits for its end. The directory is removed afterwards.
 * @param program command and arguments; this very program again when left out
 * @returns the exit code of what ran inside
 * @throws NamespaceError without root
 */
export const enterNamespace = async (program: readonly string[] = [process.execPath, ...process.argv.slice(1)]): Promise<number> => {
  if (process.getuid?.() !== 0) throw new NamespaceError('the laboratory makes network namespaces and needs root: sudo ./todoku lab …')
  const directory = mkdtempSync(join(tmpdir(), prefix))
  // Engines run as users of their own and must be able to walk through it.
  chmodSync(directory, 0o755)
  // The shell is process 1 inside: it reaps what daemons leave behind, which Node would not.
  const script = `${networkScript()}\nset +e\n"$@"\nexit $?`
  const walls = ['--net', '--mount', '--uts', '--ipc', '--pid', '--fork', '--kill-child', '--mount-proc']
  const child = spawn('unshare', [...walls, 'sh', '-c', script, 'lab', ...program], { stdio: 'inherit', env: { ...process.env, [marker]: directory } })
  writeFileSync(join(directory, 'pid'), `${child.pid}\n`)
  // Ctrl-C reaches everybody at the terminal; whoever is inside decides, and we only wait.
  const ignore = (): void => {}
  process.on('SIGINT', ignore)
  // unshare itself does not heed SIGTERM while it waits; with it everything inside ends (--kill-child).
  process.on('SIGTERM', () => child.kill('SIGKILL'))
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', error => reject(new NamespaceError(`unshare does not start: ${error.message}; install util-linux`)))
      child.on('close', code => resolve(code ?? 1))
    })
  } finally {
    process.off('SIGINT', ignore)
    rmSync(directory, { recursive: true, force: true })
  }
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/ns/net`)

/** Says that whoever likes may come in: a lab that only plays, or tests, is not to be disturbed. */
export const openToVisitors = (directory: string): void => writeFileSync(join(directory, 'open'), '')

/**
 * Labs on this machine that are open to visitors, the newest last.
 * @returns directory and the process outside that holds each
 */
export const openLabs = (): { directory: string; pid: number }[] =>
  readdirSync(tmpdir())
    .filter(name => name.startsWith(prefix))
    .map(name => join(tmpdir(), name))
    .filter(directory => ['pid', 'open'].every(name => existsSync(join(directory, name))))
    .toSorted((a, b) => statSync(join(a, 'open')).mtimeMs - statSync(join(b, 'open')).mtimeMs)
    .map(directory => ({ directory, pid: Number(readFileSync(join(directory, 'pid'), 'utf8')) }))
    .filter(({ pid }) => isAlive(pid))
