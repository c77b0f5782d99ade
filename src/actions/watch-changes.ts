/** Hears what changes in an installation. */
import { databaseAddress } from '../base/database.ts'
import { type ChangeFeed, type ChangeListener, listenForChanges } from '../store/changes.ts'
import type { Installation } from './installation.ts'

export type { Change, ChangeFeed } from '../store/changes.ts'

/** Begins to listen; never throws, never gives up until closed. @param name who listens */
export const watchChanges = ({ home, config, secrets }: Installation, name: string, listener: ChangeListener): ChangeFeed =>
  listenForChanges(databaseAddress(home, config), secrets, name, listener)
