/** The tour: the whole story of the mail, chapter by chapter, on the private Internet. */
import type { Story } from '../story.ts'
import { beginChapter } from './begin.ts'
import { lettersChapter } from './letters.ts'
import { outsideWorldChapter } from './outside-world.ts'
import { refusalsChapter } from './refusals.ts'
import { restartChapter } from './restart.ts'
import { routesChapter } from './routes.ts'

/**
 * Plays all chapters. For inside a namespace.
 * @param directory the lab's own
 * @returns what ends the world: to be called once nobody wants to look around any more
 */
export const tour = async (story: Story, directory: string): Promise<() => Promise<void>> => {
  const { internet, installation, world } = await beginChapter(story, directory)
  if (world) for (const chapter of [lettersChapter, outsideWorldChapter, routesChapter, refusalsChapter, restartChapter]) await chapter(story, world)
  return async () => {
    await installation?.down()
    await internet?.stop()
  }
}
