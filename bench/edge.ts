/** `todoku bench edge` and `todoku bench noise`, inside the namespace: both sides up, measured in turns, both down. */
import { join } from 'node:path'
import { makeCertificate } from './certificate.ts'
import { compare, type Watch } from './compare.ts'
import { ourSide } from './ours/side.ts'
import { peerSide, type RunningSide } from './peer/side.ts'
import type { ResultRow } from './result.ts'
import type { Row } from './rows/row.ts'

/** Starts the two sides one after the other; each that runs is put into `running`, so that it is stopped whatever comes next. */
type StartBoth = (directory: string, running: RunningSide[]) => Promise<void>

const edge: StartBoth = async (directory, running) => {
  const peerDirectory = join(directory, 'peer')
  const ours = await ourSide(join(directory, 'ours'), peerDirectory)
  running.push(ours)
  running.push(await peerSide({ directory: peerDirectory, address: '127.0.0.2', ...ours.lent }))
}

/** Two peers against each other: by how much two equal sides differ. */
const noise: StartBoth = async (directory, running) => {
  const tls = makeCertificate(directory)
  running.push(await peerSide({ directory: join(directory, 'twin'), address: '127.0.0.3', tls, shared: null }, 'ours'))
  running.push(await peerSide({ directory: join(directory, 'peer'), address: '127.0.0.2', tls, shared: null }))
}

const benches = { edge, noise } satisfies Record<string, StartBoth>
export type BenchName = keyof typeof benches

/** Names of the benchmarks. */
export const benchNames = Object.keys(benches) as BenchName[]

/**
 * Starts both sides, measures, stops both.
 * @param directory where everything may be put
 * @throws Error when a side does not start or answers wrongly
 */
export const run = async (bench: BenchName, directory: string, rows: readonly Row[], pairs: number, watch: Watch): Promise<ResultRow[]> => {
  const running: RunningSide[] = []
  try {
    await benches[bench](directory, running)
    const [ours, peer] = running as [RunningSide, RunningSide]
    return await compare(rows, [ours.side, peer.side], pairs, watch)
  } finally {
    await Promise.all(running.map(({ stop }) => stop()))
  }
}
