import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { planImport, type ImportAction } from '../../domain/question-import.ts'
import { newcomer } from '../../domain/question-review.ts'
import type { Loaded, QuestionImport, Undone } from '../../ports/question-imports.ts'
import type { ReadJob } from '../../ports/question-files.ts'
import type { Services } from '../../services.ts'

type Needs = Pick<Services, 'storage' | 'clock' | 'ids'>

/** An import that nobody confirmed is forgotten after a day. */
const STAGED_FOR_MS = 24 * 3_600_000

/** Read a file and lay it out beside the bank; nothing is loaded. */
export async function stageImport(
  { storage, clock, ids, questionFiles }: Needs & Pick<Services, 'questionFiles'>,
  job: ReadJob,
  actorId: string,
): Promise<Decision<QuestionImport>> {
  const createdAt = clock.now()
  const read = await questionFiles.read(job)
  if (!read.ok) return read
  const { rows, pictures, format, summary } = read.value
  const head = { id: ids.next(createdAt), contestId: job.contestId, actorId, createdAt, fileName: job.fileName, format, summary }
  await storage.questionImports.stage(head)
  if (summary.errors.length === 0) await storage.pictures.keep(pictures, createdAt)
  for await (const some of rows) await storage.questionImports.addStaged(head.id, some)
  return accept({ ...head, state: 'staged', loadedAt: null, bankVersion: null, undoneAt: null, undoReason: null })
}

/** Load a staged import in one commit, once; refused while the file has errors. */
export async function confirmImport(
  { storage, clock, ids }: Needs,
  importId: string,
  choices: ReadonlyMap<number, ImportAction>,
  actorId: string,
): Promise<Decision<Loaded>> {
  const known = await storage.questionImports.find(importId)
  if (known === null) return refuse('not-found')
  const { reviewByOther } = await storage.contests.questionRules(known.contestId)
  const at = clock.now()
  return storage.questionImports.confirm(importId, (found) => {
    if (found === null || found.state !== 'staged') return refuse('import-not-staged')
    if (found.summary.errors.length > 0) return refuse('file-refused', found.summary.errors)
    return accept({
      plan: (taken, staged) => {
        const planned = planImport(staged, choices, taken)
        return { ...planned, drafts: planned.drafts.map((draft) => newcomer(draft, reviewByOther)) }
      },
      authorId: actorId,
      at,
      audit: (loaded) => ({ id: ids.next(at), at, actorId, action: 'importQuestions', subject: found.fileName, reason: loadedFrom(found, loaded) }),
    })
  })
}

/** A load needs no reason of its own, as it can be taken back whole: the trail says what it was. */
const loadedFrom = ({ fileName }: QuestionImport, { added, changed, unchanged, skipped }: Loaded): string =>
  `nạp từ tệp ${fileName}: thêm ${added}, sửa ${changed}, giữ nguyên ${unchanged}, bỏ qua ${skipped} câu`

/** Take a loaded import back, with a reason, while none of it was drawn or changed. */
export function undoImport({ storage, clock, ids }: Needs, importId: string, actorId: string, reason: string): Promise<Decision<Undone>> {
  const at = clock.now()
  return storage.questionImports.undo(importId, (found) => {
    if (found === null) return refuse('not-found')
    if (found.state !== 'loaded') return refuse('import-not-loaded')
    return accept({ at, reason, audit: { id: ids.next(at), at, actorId, action: 'undoImport', subject: found.fileName, reason } })
  })
}

/** Throw staged imports away that nobody confirmed for a day. */
export function forgetStagedImports({ storage, clock }: Pick<Services, 'storage' | 'clock'>): Promise<number> {
  return storage.questionImports.forgetStagedBefore(clock.now() - STAGED_FOR_MS)
}
