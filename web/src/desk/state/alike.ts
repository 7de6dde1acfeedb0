import { call } from '../../lib/api.ts'
import type { Alike, Likeness, Question, StagedRow } from '../rules/question-import.ts'

const PAGE_SIZE = 100

/** Every question of a staged import that is like another one. */
export async function loadAlike(importId: string): Promise<Alike[]> {
  const alike: Alike[] = []
  for (let page = 1; ; page += 1) {
    const { rows, total } = await call('getQuestionImport', { params: { importId }, query: { page, pageSize: PAGE_SIZE, show: 'alike' } })
    for (const { position, proposed, likeness } of rows) if (likeness !== null) alike.push({ position, proposed, likeness })
    if (page * PAGE_SIZE >= total) return alike
  }
}

/** The question that a staged one is like; null when it cannot be found any more. */
export function loadOther(slug: string, importId: string, row: Pick<StagedRow, 'position'>, likeness: Likeness): Promise<Question | null> {
  return likeness.where === 'bank' ? inBank(slug, likeness) : inFile(importId, row.position, likeness)
}

async function inBank(slug: string, { code }: Likeness): Promise<Question | null> {
  for (let page = 1; ; page += 1) {
    const { questions, total } = await call('listQuestions', { params: { slug }, query: { search: code, page, pageSize: PAGE_SIZE } })
    const found = questions.find((question) => question.code === code)
    if (found !== undefined) return found
    if (page * PAGE_SIZE >= total) return null
  }
}

/** It stands before the one that is like it, mostly not far. */
async function inFile(importId: string, position: number, { code, line }: Likeness): Promise<Question | null> {
  for (let page = Math.ceil(position / PAGE_SIZE); page >= 1; page -= 1) {
    const { rows } = await call('getQuestionImport', { params: { importId }, query: { page, pageSize: PAGE_SIZE } })
    const found = rows.find((row) => row.line === line && row.question.code === code)
    if (found !== undefined) return found.question
  }
  return null
}
