/** A name that is another's: followed from answer to answer, a bounded number of times. */
import type { Answer } from '../../core/dns/observed.ts'
import type { Question } from './message.ts'
import type { Alias } from './reading.ts'

/** Resolvers give up at about so many. */
const mostAliases = 8

const throughAlias = (answer: Answer, ttl: number): Answer => {
  switch (answer.state) {
    case 'records':
      return { ...answer, ttl: Math.min(answer.ttl, ttl) }
    case 'absent':
      return { ...answer, isNameThere: true, ttl: answer.ttl === null ? null : Math.min(answer.ttl, ttl) }
    case 'unknown':
      return answer
  }
}

/** Asks, and asks again for the name behind each alias. The TTL is that of what ends first. */
export const followAliases = async (question: Question, ask: (question: Question) => Promise<Answer | Alias>): Promise<Answer> => {
  const passed = new Set([question.name])
  let said = await ask(question)
  let ttl = Infinity
  while (said.state === 'alias') {
    if (passed.has(said.target) || passed.size > mostAliases) return { state: 'unknown', why: 'loop', detail: `the aliases of ${question.name} have no end`, from: said.target }
    passed.add(said.target)
    ttl = Math.min(ttl, said.ttl)
    said = await ask({ ...question, name: said.target })
  }
  return passed.size > 1 ? throughAlias(said, ttl) : said
}
