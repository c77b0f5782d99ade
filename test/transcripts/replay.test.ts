/** Every transcript of test/transcripts/<protocol>/, in one piece, in single bytes, and in random chunks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Protocol } from '../../src/core/values/protocol.ts'
import { randomSource } from '../random.ts'
import { replay } from './replay.ts'
import { startStandIns, type StandIns } from './stand-ins.ts'
import { parseTranscript } from './transcript.ts'

const whole = 65_536
const chunkSizes = [whole, 1, 5, 40]

let standIns: StandIns
before(async () => {
  standIns = await startStandIns()
})
after(() => standIns.close())

describe('transcripts', { concurrency: 16 }, () => {
  for (const entry of readdirSync(import.meta.dirname, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue
    const directory = join(import.meta.dirname, entry.name)
    // A directory is named for the protocol that its transcripts speak.
    const protocol = entry.name as Protocol
    for (const file of readdirSync(directory).toSorted()) {
      test(`${protocol}: ${file.replace(/\.txt$/, '')}`, async () => {
        const transcript = parseTranscript(readFileSync(join(directory, file), 'utf8'))
        for (const most of transcript.isWhole ? [whole] : chunkSizes) await replay(protocol, transcript, standIns, randomSource(most), most)
      })
    }
  }
})
