import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { canonical } from '../../domain/receipt.ts'
import { closeUnion, type UnionPlan } from '../../domain/union-changes.ts'
import { diffUnions, unionsOfDrafts, type UnionDiff, type UnionDraft } from '../../domain/union-diff.ts'
import type { UnionRecord } from '../../domain/union-tree.ts'
import { readUnionFile } from '../../formats/unions/union-file.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { Services } from '../../services.ts'

type File = { fileName: string; content: string }
type Confirmation = File & { mark: string; close: string[]; reason: string }
type Preview = ReplyOf<'previewUnionImport'>

const SHOWN = 5_000

function readUnions(tree: readonly UnionRecord[], file: File) {
  const codeOf = new Map(tree.map(({ id, code }) => [id, code]))
  const code = (id: string | null): string | null => (id === null ? null : (codeOf.get(id) ?? null))
  const known = new Map(tree.map((union) => [union.code, code(union.parentId)]))
  const shut = new Map(
    tree.flatMap(({ state, ...union }) => (state === 'active' ? [] : [[union.code, { state, mergedInto: code(union.mergedInto) }] as const])),
  )
  const { unions, errors, warnings } = readUnionFile(Buffer.from(file.content, 'base64'), known, shut)
  return { drafts: unions.map(({ line: _, ...draft }): UnionDraft => draft), errors, warnings }
}

/** The active unions as a list tells them, by code. */
export function activeDrafts(tree: readonly UnionRecord[]): UnionDraft[] {
  const codeOf = new Map(tree.map(({ id, code }) => [id, code]))
  return tree
    .filter(({ state }) => state === 'active')
    .map(({ parentId, ...union }) => ({ ...union, parentCode: parentId === null ? null : (codeOf.get(parentId) ?? null) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}

const markOf = (diff: UnionDiff, sha256: Services['sha256']): string =>
  sha256(canonical({ ...diff, unions: diff.unions.filter(({ change }) => change !== 'unchanged') }))

/** Read a union list and say what loading it would do; writes nothing. */
export async function previewUnions({ storage, sha256 }: Pick<Services, 'storage' | 'sha256'>, file: File): Promise<Preview> {
  const tree = await storage.unions.tree()
  const { drafts, errors, warnings } = readUnions(tree, file)
  const diff = errors.length > 0 ? { unions: [], gone: [] } : diffUnions(tree, drafts)
  const having = (change: string) => diff.unions.filter((union) => union.change === change).length
  return {
    unions: drafts.length,
    added: having('added'),
    changed: having('changed'),
    moved: diff.unions.filter(({ moved }) => moved !== null).length,
    unchanged: having('unchanged'),
    errors,
    warnings,
    changes: diff.unions.flatMap(({ change, ...union }) => (change === 'unchanged' ? [] : [{ ...union, change }])).slice(0, SHOWN),
    gone: diff.gone.map(({ id: _, ...union }) => union),
    mark: markOf(diff, sha256),
  }
}

/** Load a union list in one commit exactly as its preview showed it, or refuse it whole with every error by line. */
export async function importUnions(
  services: Pick<Services, 'storage' | 'clock' | 'ids' | 'sha256'>,
  file: Confirmation,
  actorId: string,
): Promise<Decision<ReplyOf<'importUnions'>>> {
  const { storage, clock, ids } = services
  const { drafts, errors } = readUnions(await storage.unions.tree(), file)
  if (errors.length > 0) return refuse('file-refused', errors satisfies ImportIssue[])
  const now = clock.now()
  const counts = { added: 0, changed: 0, unchanged: 0, closed: file.close.length }
  const done = await storage.unions.change(
    (tree) => {
      const diff = diffUnions([...tree.values()], drafts)
      if (markOf(diff, services.sha256) !== file.mark || namesShut(tree, drafts)) return refuse('unions-changed')
      for (const { change } of diff.unions) counts[change] += 1
      const changed = unionsOfDrafts([...tree.values()], drafts, () => ids.next(now), { at: now, by: actorId })
      return withClosed(tree, changed, closedIds(diff, file.close))
    },
    { id: ids.next(now), at: now, actorId, action: 'importUnions', subject: file.fileName, reason: file.reason, details: counts },
  )
  return done.ok ? accept(counts) : done
}

/** Whether a union of the list, or a parent, was closed since the list was read. */
function namesShut(tree: ReadonlyMap<string, UnionRecord>, drafts: readonly UnionDraft[]): boolean {
  const shut = new Set([...tree.values()].flatMap(({ code, state }) => (state === 'active' ? [] : [code])))
  return drafts.some(({ code, parentCode }) => shut.has(code) || (parentCode !== null && shut.has(parentCode)))
}

/** Only what the list leaves out can be closed by it. */
function closedIds({ gone }: UnionDiff, codes: readonly string[]): string[] | null {
  const idOf = new Map(gone.map(({ code, id }) => [code, id]))
  const found = codes.flatMap((code) => idOf.get(code) ?? [])
  return found.length === codes.length ? found : null
}

/** The lowest are closed first, so that a whole branch can go. */
function withClosed(tree: ReadonlyMap<string, UnionRecord>, changed: UnionRecord[], closed: string[] | null): Decision<UnionPlan> {
  if (closed === null) return refuse('unions-changed')
  const after = new Map(tree)
  const planned = new Map(changed.map((union) => [union.id, union]))
  for (const union of changed) after.set(union.id, union)
  for (const id of byDepth(after, closed)) {
    const decision = closeUnion(after, id)
    if (!decision.ok) return decision
    for (const union of decision.value.unions) {
      after.set(union.id, union)
      planned.set(union.id, union)
    }
  }
  return accept({ unions: [...planned.values()], people: null })
}

function byDepth(tree: ReadonlyMap<string, UnionRecord>, ids: readonly string[]): string[] {
  const depthOf = (id: string): number => {
    let depth = 0
    for (let at = tree.get(id)?.parentId ?? null; at !== null && depth <= tree.size; at = tree.get(at)?.parentId ?? null) depth += 1
    return depth
  }
  return ids
    .map((id) => ({ id, depth: depthOf(id) }))
    .sort((a, b) => b.depth - a.depth || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id)
}
