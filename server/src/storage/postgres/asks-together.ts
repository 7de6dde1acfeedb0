type Waiting<Question, Answer> = { question: Question; resolve: (answer: Answer) => void; reject: (error: unknown) => void }

/** Of one statement: more would keep the first of them waiting for the last. */
const MOST = 500

/** Questions that arrive together are one statement; `answer` gives as many answers, in their order. */
export function asksTogether<Question, Answer>(
  answer: (questions: readonly Question[]) => Promise<Answer[]>,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = []

  async function ask(): Promise<void> {
    const some = waiting.splice(0, MOST)
    if (waiting.length > 0) setImmediate(() => void ask())
    try {
      const answers = await answer(some.map(({ question }) => question))
      some.forEach(({ resolve }, index) => resolve(answers[index] as Answer))
    } catch (error) {
      for (const { reject } of some) reject(error)
    }
  }

  return (question) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(() => void ask())
      waiting.push({ question, resolve, reject })
    })
}
