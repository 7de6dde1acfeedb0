import { meanScore } from '../../domain/grading.ts'
import { maskedName } from '../../domain/names.ts'
import { withoutBlank, type Reason } from '../../domain/ranking.ts'
import type { Session } from '../../http/auth.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { BoardFace, BoardSource, UnionEntry } from '../../ports/boards.ts'
import type { Services } from '../../services.ts'

type Board = ReplyOf<'getRoundLeaderboard'>
type BoardRow = Board['rows'][number]
type UnionRow = ReplyOf<'getUnionLeaderboard'>['rows'][number]

/** A row as the public sees it: masked, and without figures that would tell the all-correct count before the seal. */
function rowView({ rank, standing, fullName, phone, unionName, above }: BoardFace & { above?: Reason }, scores: boolean, mine: boolean): BoardRow {
  return {
    rank,
    name: maskedName(fullName, phone),
    unionName,
    mine,
    score: scores ? standing.score : null,
    durationMs: scores ? standing.durationMs : null,
    submittedAt: scores ? standing.submittedAt : null,
    above: scores && above !== undefined ? withoutBlank(above) : null,
  }
}

type BoardQuestion = {
  boardId: string
  /** The newest sealed revision, which then is the board; null while ranks may still change. */
  revisionId: string | null
  title: string
  query: { page: number; pageSize: number; unionId?: string | undefined }
  session: Session | null
  /** Whether scores of others, and one's own, may be shown. */
  scores: boolean
  ownScore: boolean
  maxScore: number
  state: Board['state']
  /** A hidden board has no rows; of a frozen one `boardId` names the rows that stay. */
  veil: Board['veil']
}

export async function boardView({ storage, clock }: Pick<Services, 'storage' | 'clock'>, question: BoardQuestion): Promise<Board> {
  const { boardId, revisionId, query, session, scores, ownScore, ...shown } = question
  if (question.veil?.kind === 'hidden') return emptyBoard({ storage, clock }, question)
  const { entries, total } = await (revisionId === null
    ? storage.boards.page(boardId, query, query.unionId)
    : storage.results.page(revisionId, query, query.unionId))
  const ownRow = (contestantId: string) =>
    revisionId === null ? storage.boards.own(boardId, contestantId, query.unionId) : storage.results.own(revisionId, contestantId, query.unionId)
  const own = session?.role === 'contestant' ? await ownRow(session.id) : null
  return {
    title: shown.title,
    maxScore: shown.maxScore,
    state: shown.state,
    veil: shown.veil,
    total,
    page: query.page,
    pageSize: query.pageSize,
    scoresShown: scores,
    rows: entries.map((entry) => rowView(entry, scores, entry.standing.contestantId === session?.id)),
    mine: own === null ? null : rowView(own, scores || ownScore, true),
    seq: await storage.boards.progress(),
    now: clock.now(),
  }
}

async function emptyBoard({ storage, clock }: Pick<Services, 'storage' | 'clock'>, question: BoardQuestion): Promise<Board> {
  const { title, maxScore, state, veil, scores, query } = question
  const { page, pageSize } = query
  return {
    title,
    maxScore,
    state,
    veil,
    total: 0,
    page,
    pageSize,
    scoresShown: scores,
    rows: [],
    mine: null,
    seq: await storage.boards.progress(),
    now: clock.now(),
  }
}

export function unionRowView(entry: UnionEntry, rank: number, scores: boolean, mine: boolean): UnionRow {
  const { scoreSum, people, memberCount, allCorrect: _allCorrect, parentId: _parentId, code: _code, ...union } = entry
  return {
    ...union,
    rank,
    people,
    memberCount,
    mine,
    rate: memberCount === null || memberCount === 0 ? null : people / memberCount,
    mean: scores ? meanScore(scoreSum, people) : null,
  }
}

/** The board of unions of a round: what its newest sealed revision keeps, or what still follows the log. */
export async function unionSource(
  { storage }: Pick<Services, 'storage'>,
  round: { id: string; sealedRevision: number | null },
): Promise<BoardSource> {
  const sealed = round.sealedRevision === null ? undefined : (await storage.results.revisions(round.id))[0]
  return { boardId: round.id, revisionId: sealed?.id ?? null }
}
