/** What the command line of `todoku lab causes` said. */

export interface CausesOrder {
  readonly json: boolean
  /** Whether the mistakes are played against the plain peer as well. */
  readonly withPeer: boolean
  /** Names of cases, or beginnings of names, or families; empty for all. */
  readonly only: readonly string[]
}

/** Reads the arguments behind `causes`. */
export const readCausesOrder = (args: readonly string[]): CausesOrder => {
  const begin = args.indexOf('--only')
  const behind = begin < 0 ? [] : args.slice(begin + 1)
  const next = behind.findIndex(arg => arg.startsWith('--'))
  return { json: args.includes('--json'), withPeer: !args.includes('--no-peer'), only: next < 0 ? behind : behind.slice(0, next) }
}

/** Whether a case was asked for. */
export const isWanted = ({ only }: Pick<CausesOrder, 'only'>, { name, family }: { readonly name: string; readonly family: string }): boolean =>
  only.length === 0 || only.some(word => family === word || name.startsWith(word))
