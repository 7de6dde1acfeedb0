import { attemptQuestion } from '@hoithi/shared/contracts/attempts'
import type { PaperItem } from '../../domain/paper.ts'
import type { QuestionVersion } from '../../domain/question.ts'
import type { ReplyOf } from '../../http/route.ts'

/** A question as its contestant sees it: options in their shown order, lettered; never the key. */
export function questionView(item: PaperItem, position: number, version: QuestionVersion): ReplyOf<'getAttempt'>['questions'][number] {
  const options = item.order.map((original, index) => ({ id: String.fromCharCode(97 + index), text: version.options[original] ?? '' }))
  return { position, kind: item.kind, stem: version.stem, options, prompts: version.prompts, points: item.points ?? null }
}

/** What every paper says of a question version, as JSON; option texts in their original order. */
type Parts = { stem: string; options: string[]; prompts: string }

/** As long as the version itself is held. */
const known = new WeakMap<QuestionVersion, Parts>()

function partsOf(item: PaperItem, version: QuestionVersion): Parts {
  const before = known.get(version)
  if (before !== undefined) return before
  const asWritten = { ...item, order: version.options.map((_, index) => index) }
  const { stem, options, prompts } = attemptQuestion.parse(questionView(asWritten, 1, version))
  const parts = { stem: JSON.stringify(stem), options: options.map(({ text }) => JSON.stringify(text)), prompts: JSON.stringify(prompts) }
  known.set(version, parts)
  return parts
}

/** The questions of a paper as its contestant sees them, as the items of a JSON list: the same that `questionView` says, without writing each text anew. */
export function paperText(paper: readonly PaperItem[], versions: ReadonlyMap<string, QuestionVersion>): string {
  const questions = paper.map((item, index) => {
    const version = versions.get(item.versionId)
    if (version === undefined) throw new Error(`question version ${item.versionId} does not exist`)
    const { stem, options, prompts } = partsOf(item, version)
    const shown = item.order.map((original, place) => `{"id":"${String.fromCharCode(97 + place)}","text":${options[original] ?? '""'}}`)
    return `{"position":${index + 1},"kind":"${item.kind}","stem":${stem},"options":[${shown.join(',')}],"prompts":${prompts},"points":${item.points ?? null}}`
  })
  return questions.join(',')
}
