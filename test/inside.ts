/** Runs a command inside a laboratory of its own: network, mounts and processes end with it. */
import { enterNamespace } from '../lab/namespace.ts'

process.exitCode = await enterNamespace(process.argv.slice(2))
