import { ask } from './ask.ts'
import { remember } from './phone-memory.ts'
import { CHOSEN, session } from './session.svelte.ts'

/** Look at another contest, and at that one first when the page is opened again. */
export async function chooseContest(slug: string): Promise<void> {
  try {
    session.contest = await ask('getContest', { params: { slug } })
    remember(CHOSEN, slug)
  } catch (error) {
    session.failure = error
  }
}
