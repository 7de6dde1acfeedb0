import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { contestSettings, roundRules } from '@hoithi/shared/contracts/rules'
import type { Contest, Round } from '../server/src/domain/contest.ts'
import { readQuestionFile } from '../server/src/formats/question-file.ts'
import { readUnionFile } from '../server/src/formats/unions/union-file.ts'
import type { Services } from '../server/src/services.ts'

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

const contestFile = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]{3,60}$/),
  title: z.string().min(1),
  organiser: z.string().min(1),
  timeZone: z.string(),
  opensAt: instant,
  closesAt: instant,
  consent: z.strictObject({ version: z.string().min(1), text: z.strictObject({ vi: z.string(), en: z.string() }) }),
  settings: contestSettings.prefault({}),
  rules: roundRules,
  rounds: z
    .array(
      z.strictObject({
        number: z.number().int().min(1),
        title: z.string().min(1),
        opensAt: instant,
        closesAt: instant,
        rules: roundRules.optional(),
      }),
    )
    .min(1),
})

/** A pack that cannot be loaded; `message` names the file, the place and the reason. */
export class WrongPack extends Error {}

type Loaded = { contest: Contest; rounds: Round[]; unions: number; questions: number; drafts: number }

/** Load a contest pack (contest.json, unions.csv, questions.jsonl, rules.md) into an empty place for its slug; throws `WrongPack`, then nothing was written. */
export async function loadPack(folder: string, { storage, clock, ids }: Pick<Services, 'storage' | 'clock' | 'ids'>): Promise<Loaded> {
  const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
  const parsed = contestFile.safeParse(JSON.parse(text('contest.json')))
  if (!parsed.success)
    throw new WrongPack(`contest.json: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`)
  const unionFile = readUnionFile(readFileSync(join(folder, 'unions.csv')), await storage.unions.parents())
  refuseErrors('unions.csv', unionFile.errors)
  const questionFile = await readQuestionFile('questions.jsonl', readFileSync(join(folder, 'questions.jsonl')))
  refuseErrors('questions.jsonl', questionFile.errors)

  const now = clock.now()
  const { rules, rounds: windows, ...fields } = parsed.data
  const contest: Contest = { id: ids.next(now), intro: text('rules.md'), state: 'published', pausedAt: null, ...fields }
  const rounds = windows.map(({ rules: own, ...window }): Round => ({
    id: ids.next(now),
    contestId: contest.id,
    ...window,
    rules: own ?? rules,
    sealedRevision: null,
    practice: false,
  }))
  if (!(await storage.contests.create(contest, rounds)))
    throw new WrongPack(`there is a contest "${contest.slug}" already; give the pack another slug`)
  const audit = (action: string, subject: string) => ({
    id: ids.next(now),
    at: now,
    actorId: 'setup',
    action,
    subject,
    reason: `gói cuộc thi ${contest.slug}`,
  })
  await storage.unions.load(
    unionFile.unions.map(({ line: _, ...draft }) => draft),
    () => ids.next(now),
    audit('importUnions', 'unions.csv'),
  )
  const drafts = questionFile.drafts.map(({ draft }) => draft)
  await storage.pictures.keep(questionFile.pictures, now)
  await storage.questions.load(contest.id, drafts, now, audit('importQuestions', 'questions.jsonl'))
  return {
    contest,
    rounds,
    unions: unionFile.unions.length,
    questions: drafts.length,
    drafts: drafts.filter(({ status }) => status === 'draft').length,
  }
}

function refuseErrors(file: string, errors: readonly { line: number | null; field: string | null; message: string }[]): void {
  if (errors.length === 0) return
  const lines = errors.slice(0, 20).map(({ line, field, message }) => `  line ${line ?? '-'}, ${field ?? '-'}: ${message}`)
  throw new WrongPack(`${file} has ${errors.length} errors, nothing was loaded:\n${lines.join('\n')}`)
}
