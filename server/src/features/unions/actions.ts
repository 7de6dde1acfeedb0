import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { readUnionFile } from '../../formats/unions/union-file.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { UnionDraft } from '../../ports/unions.ts'
import type { Services } from '../../services.ts'

type File = { fileName: string; content: string }

const SAMPLE = 50

async function readUnions({ storage }: Pick<Services, 'storage'>, file: File) {
  const { unions, errors, warnings } = readUnionFile(Buffer.from(file.content, 'base64'), await storage.unions.parents())
  return { drafts: unions.map(({ line: _, ...draft }): UnionDraft => draft), errors, warnings }
}

/** Read a union list and say what loading it would do; writes nothing. Changed rows come first in the sample. */
export async function previewUnions(services: Pick<Services, 'storage'>, file: File): Promise<ReplyOf<'previewUnionImport'>> {
  const { drafts, errors, warnings } = await readUnions(services, file)
  const changes = errors.length > 0 ? [] : await services.storage.unions.compare(drafts)
  const having = (change: string) => changes.filter((union) => union.change === change)
  const sample = [...having('changed'), ...having('added'), ...having('unchanged')].slice(0, SAMPLE)
  return {
    unions: drafts.length,
    added: having('added').length,
    changed: having('changed').length,
    unchanged: having('unchanged').length,
    errors,
    warnings,
    sample: sample.map((union) => ({ ...union, parentCode: union.parentCode ?? '' })),
  }
}

/** Load a union list in one commit, or refuse it whole with every error by line. */
export async function importUnions(
  services: Pick<Services, 'storage' | 'clock' | 'ids'>,
  file: File,
  actorId: string,
): Promise<Decision<ReplyOf<'importUnions'>>> {
  const { storage, clock, ids } = services
  const { drafts, errors } = await readUnions(services, file)
  if (errors.length > 0) return refuse('file-refused', errors satisfies ImportIssue[])
  const now = clock.now()
  return accept(
    await storage.unions.load(drafts, () => ids.next(now), {
      id: ids.next(now),
      at: now,
      actorId,
      action: 'importUnions',
      subject: file.fileName,
      reason: `${drafts.length} unions`,
    }),
  )
}
