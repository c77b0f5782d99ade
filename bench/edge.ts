/** `todoku bench edge` and `todoku bench noise`, inside the namespace. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from './certificate.ts'
import { compare, type Watch } from './compare.ts'
import { peerSide, type RunningSide } from './peer/side.ts'
import type { ResultRow } from './result.ts'
import type { Row } from './rows/row.ts'

/** Two peers against each other: by how much two equal sides differ. */
const twins = async (directory: string): Promise<readonly [RunningSide, RunningSide]> => {
  const tls = makeCertificate(directory)
  return [await peerSide({ directory: join(directory, 'twin'), address: '127.0.0.3', tls }, 'ours'), await peerSide({ directory: join(directory, 'peer'), address: '127.0.0.2', tls })]
}

/** Starts both sides, measures, stops both. @throws Error when a side does not start or answers wrongly */
export const run = async (bench: 'noise', rows: readonly Row[], pairs: number, watch: Watch): Promise<ResultRow[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'todoku-bench-'))
  // Engines run as users of their own and must be able to walk through it.
  chmodSync(directory, 0o755)
  const running: RunningSide[] = []
  try {
    const [ours, peer] = await { noise: twins }[bench](directory)
    running.push(ours, peer)
    return await compare(rows, [ours.side, peer.side], pairs, watch)
  } finally {
    await Promise.all(running.map(({ stop }) => stop()))
    rmSync(directory, { recursive: true, force: true })
  }
}
