import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const line = z.object({
  stem: z.string(),
  kind: z.enum(['single', 'multiple', 'true_false']),
  options: z.array(z.string()),
  correct: z.array(z.number()),
  difficulty: z.number(),
  status: z.string(),
})

/** A question as a phone shows it. */
export type Shown = { position: number; stem: string; options: readonly { id: string; text: string }[] }
export type AnswerKey = {
  /** The letters of the right options, as this paper shows them, sorted. */
  right: (question: Shown) => string[]
  /** 1 (easy) to 5. */
  difficulty: (question: Shown) => number
}

const plain = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

/** The key of a pack's question file, read by the simulator itself: it never asks the server what is right. */
export function readAnswerKey(pack: string): AnswerKey {
  const lines = readFileSync(join(pack, 'questions.jsonl'), 'utf8').split('\n')
  const known = new Map(
    lines
      .filter((text) => text.trim() !== '')
      .map((text) => line.parse(JSON.parse(text)))
      .filter(({ status }) => status === 'ready')
      .map((question) => [plain(question.stem), question]),
  )
  const find = ({ stem }: Shown) => {
    const question = known.get(plain(stem))
    if (question === undefined) throw new Error(`the server asks what the pack does not hold: ${stem}`)
    return question
  }
  return {
    right(shown) {
      const { correct, options } = find(shown)
      const texts = new Set(correct.map((index) => plain(options[index] ?? '')))
      return shown.options
        .filter(({ text }) => texts.has(plain(text)))
        .map(({ id }) => id)
        .sort((a, b) => (a < b ? -1 : 1))
    },
    difficulty: (shown) => find(shown).difficulty,
  }
}
