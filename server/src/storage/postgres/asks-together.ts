import { lineIsLost } from './failures.ts'

type Waiting<Question, Answer> = { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }

/** Of one statement: more would keep the first of them waiting for the last. */
const MOST = 500
/** While one is under way the next is already on its way; whatever comes meanwhile goes together. */
const AT_ONCE = 2

/** Questions that arrive together are one statement, two statements at a time; `answer` gives as many answers, in their order. */
export function asksTogether<Question, Answer>(
  answer: (questions: readonly Question[]) => Promise<Answer[]>,
  most: number = MOST,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []
  let underWay = 0

  async function ask(): Promise<void> {
    if (underWay === AT_ONCE || waiting.length === 0) return
    const some = waiting.splice(0, most)
    underWay += 1
    try {
      const answers = await answer(some.map(({ question }) => question))
      some.forEach(({ resolve }, index) => resolve(answers[index] as Answer))
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
    underWay -= 1
    void ask()
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      // Whatever else has arrived by then goes along.
      setImmediate(() => void ask())
    })
}

/**
 * The same for work that may fail: what is wrong with one must not cost the others theirs, so of those that fail together each is tried by itself. Not where
 * the database is away: they would wait in vain one after the other.
 */
export function triesTogether<Asked, Done>(work: (asked: readonly Asked[]) => Promise<Done[]>, most: number = MOST): (asked: Asked) => Promise<Done> {
  type Outcome = PromiseSettledResult<Done>
  const oneByOne = async (asked: readonly Asked[]): Promise<Outcome[]> => {
    const outcomes: Outcome[] = []
    for (const one of asked) outcomes.push(...(await Promise.allSettled([work([one]).then(([done]) => done as Done)])))
    return outcomes
  }
  const together = asksTogether(async (asked: readonly Asked[]): Promise<Outcome[]> => {
    try {
      return (await work(asked)).map((value) => ({ status: 'fulfilled', value }))
    } catch (error) {
      return asked.length === 1 || lineIsLost(error) ? asked.map(() => ({ status: 'rejected', reason: error })) : oneByOne(asked)
    }
  }, most)
  return async (one) => {
    const outcome = await together(one)
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  }
}
