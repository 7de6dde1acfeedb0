import type { FlagKind, FlagStrength } from '@hoithi/shared/flag-kinds'
import type { RoundRules } from '@hoithi/shared/contracts/rules'
import type { ContestantKind, Role, StaffRole } from '@hoithi/shared/contracts/common'
import type { AppealMeasure, AppealState, AppealSubject } from '@hoithi/shared/contracts/appeals'
import type { ReportState } from '@hoithi/shared/contracts/campaign-reports'
import type { InitiativeColumn } from '@hoithi/shared/contracts/campaigns'
import type {
  InitiativeKind,
  InitiativeLikeness,
  InitiativeState,
  InitiativeStep,
  MissingPart,
  Recogniser,
} from '@hoithi/shared/contracts/initiatives'
import type { CommendationRules } from '@hoithi/shared/contracts/commendation'
import type { KeyTreatment } from '@hoithi/shared/contracts/corrections'
import type { WorkKind, WorkPhotoType, WorkState, WorkStep } from '@hoithi/shared/contracts/works'
import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { ActivitySpan } from '../../domain/activity.ts'
import type { AnnouncementScope } from '../../domain/announcement.ts'
import type { AwardLine } from '../../domain/award-lines.ts'
import type { CommendationFacts, CommendationPapers, CommendedLine } from '../../domain/commendation-list.ts'
import type { AwardFacts, AwardPapers } from '../../domain/award-papers.ts'
import type { Basis } from '../../domain/award-decision.ts'
import type { ReportHead } from '../../domain/campaign-report.ts'
import type { DataRequestKind, DataRequestState } from '../../domain/data-request.ts'
import type { DecisionFileType } from '../../domain/decision-file.ts'
import type { FinishedBy } from '../../domain/attempt.ts'
import { firstSettings, type Contest, type StoredSettings } from '../../domain/contest.ts'
import type { Browser, System } from '../../domain/device.ts'
import type { FlagEvidence } from '../../domain/flags.ts'
import type { Initiative } from '../../domain/initiative.ts'
import type { ReadyAnswer } from '../../domain/inquiry.ts'
import type { PaperItem } from '../../domain/paper.ts'
import type { PictureType } from '../../domain/pictures.ts'
import type { QuestionDraft, QuestionStatus } from '../../domain/question.ts'
import type { ImportAction, Likeness, QuestionChange } from '../../domain/question-import.ts'
import type { KeyCorrection } from '../../domain/key-correction.ts'
import type { DecidedBy } from '../../domain/ranking.ts'
import type { SightedAct } from '../../domain/sighting.ts'
import type { UnionState } from '../../domain/union-tree.ts'
import type { StoredFigures } from '../../domain/report-figures.ts'
import type { CorrectionState } from '../../ports/corrections.ts'
import type { ImportState, ImportSummary } from '../../ports/question-imports.ts'
import type { SealedFacts } from '../../ports/results.ts'

// Text ids are made by us and sort by time; moments are epoch milliseconds.

export const contests = sqliteTable('contests', {
  id: text().primaryKey(),
  slug: text().notNull().unique(),
  title: text().notNull(),
  organiser: text().notNull(),
  intro: text().notNull(),
  timeZone: text('time_zone').notNull(),
  opensAt: integer('opens_at').notNull(),
  closesAt: integer('closes_at').notNull(),
  consent: text({ mode: 'json' }).$type<Contest['consent']>().notNull(),
  /** Grows by one with each change of the question bank; an attempt names the version it was drawn from. */
  bankVersion: integer('bank_version').notNull(),
  /** Whether a question must be reviewed by somebody else than its author before it can be drawn. */
  reviewByOther: integer('review_by_other', { mode: 'boolean' }).notNull().default(false),
  /** A draft is seen at the desk only. */
  state: text().$type<'draft' | 'published'>().notNull().default('published'),
  settings: text({ mode: 'json' }).$type<StoredSettings>().notNull().default(firstSettings),
  /** Since when every attempt stands still; null: it goes on. */
  pausedAt: integer('paused_at'),
})

export const rounds = sqliteTable(
  'rounds',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    number: integer().notNull(),
    title: text().notNull(),
    opensAt: integer('opens_at').notNull(),
    closesAt: integer('closes_at').notNull(),
    rules: text({ mode: 'json' }).$type<RoundRules>().notNull(),
    sealedRevision: integer('sealed_revision'),
    /** Thi thử: as many attempts as anyone likes, never logged, ranked or counted. */
    practice: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (table) => [uniqueIndex('rounds_number').on(table.contestId, table.number)],
)

export const unions = sqliteTable(
  'unions',
  {
    id: text().primaryKey(),
    code: text().notNull().unique(),
    name: text().notNull(),
    kind: text().notNull(),
    parentId: text('parent_id').references((): AnySQLiteColumn => unions.id),
    memberCount: integer('member_count'),
    /** Names from the root to the parent. */
    path: text().notNull(),
    /** Folded code, name and abbreviations, for search. */
    searchText: text('search_text').notNull(),
    /** pending: proposed by a contestant, not placed yet. closed: takes nobody in; its history stays. */
    state: text().$type<UnionState>().notNull().default('active'),
    /** The union that a closed one was merged into; it then lies below that one. */
    mergedInto: text('merged_into').references((): AnySQLiteColumn => unions.id),
    /** What its proposers wrote about its place. */
    note: text().notNull().default(''),
    /** When and by which account the number of members was confirmed. */
    countConfirmedAt: integer('count_confirmed_at'),
    countConfirmedBy: text('count_confirmed_by'),
    /** Its own number of members, or the sum of those below where it has none; follows from the tree. */
    memberTotal: integer('member_total'),
  },
  (table) => [index('unions_parent').on(table.parentId)],
)

/** Named, ordered groups of unions that a contest compares with each other. */
export const divisions = sqliteTable(
  'divisions',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    name: text().notNull(),
    position: integer().notNull(),
  },
  (table) => [index('divisions_contest').on(table.contestId, table.position)],
)

/** A union is in one division of a contest at most. */
export const divisionUnions = sqliteTable(
  'division_unions',
  {
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    divisionId: text('division_id')
      .notNull()
      .references(() => divisions.id),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.unionId] }), index('division_unions_division').on(table.divisionId)],
)

/** Every union with each of its ancestors and itself (depth 0). */
export const unionAncestors = sqliteTable(
  'union_ancestors',
  {
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    ancestorId: text('ancestor_id')
      .notNull()
      .references(() => unions.id),
    depth: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.unionId, table.ancestorId] }), index('union_ancestors_below').on(table.ancestorId, table.unionId)],
)

/** In these words, so that SQLite knows their index again. */
export const isStaff = sql`role <> 'contestant'`
export const isGated = sql`(sessions_from > 0 or disabled_at is not null)`

export const accounts = sqliteTable(
  'accounts',
  {
    id: text().primaryKey(),
    /** A contestant's phone or a staff member's login name. */
    login: text().notNull().unique(),
    role: text().$type<Role>().notNull(),
    fullName: text('full_name').notNull(),
    passwordHash: text('password_hash').notNull(),
    unionId: text('union_id').references(() => unions.id),
    createdAt: integer('created_at').notNull(),
    /** Sessions begun before this moment are dead: the password or the role is another one since. */
    sessionsFrom: integer('sessions_from').notNull().default(0),
    disabledAt: integer('disabled_at'),
  },
  (table) => [
    // What boards show of a hundred people at random places lies in it whole.
    index('accounts_shown').on(table.id, table.fullName, table.login),
    // Few among a million contestants, and every start asks for them.
    index('accounts_staff').on(table.role).where(isStaff),
    index('accounts_gated').on(table.sessionsFrom, table.disabledAt, table.id).where(isGated),
  ],
)

/** Second factors of desk accounts, while they are on. */
export const secondFactors = sqliteTable('second_factors', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id),
  /** The authenticator's secret, encrypted with a key that lies outside the database. */
  lockedSecret: text('locked_secret').notNull(),
  onSince: integer('on_since').notNull(),
  /** The newest 30-second step whose code was taken. */
  lastStep: integer('last_step').notNull(),
  /** Wrong codes since the last right one, and when the newest came (real time). */
  failures: integer().notNull().default(0),
  failedAt: integer('failed_at').notNull().default(0),
  recoveryHashes: text('recovery_hashes', { mode: 'json' }).$type<string[]>().notNull(),
})

/** One-time links that make a staff account; only the hash of the token is kept. */
export const invitations = sqliteTable('invitations', {
  id: text().primaryKey(),
  tokenHash: text('token_hash').notNull().unique(),
  role: text().$type<StaffRole>().notNull(),
  fullName: text('full_name').notNull(),
  unionId: text('union_id').references(() => unions.id),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  /** used: an account was made; revoked: nobody may use it any more. */
  state: text().$type<'open' | 'used' | 'revoked'>().notNull(),
  accountId: text('account_id'),
})

/** Contestants who have given a contest's access code. */
export const contestEntries = sqliteTable(
  'contest_entries',
  {
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    contestantId: text('contestant_id')
      .notNull()
      .references(() => accounts.id),
    enteredAt: integer('entered_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.contestantId] })],
)

export const contestants = sqliteTable(
  'contestants',
  {
    id: text()
      .primaryKey()
      .references(() => accounts.id),
    phone: text().notNull().unique(),
    birthDate: text('birth_date').notNull(),
    contestantKind: text('contestant_kind').$type<ContestantKind>().notNull(),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    consentVersion: text('consent_version').notNull(),
    consentAt: integer('consent_at').notNull(),
    /** Folded name (given name first) and phone: sorts people and finds them. */
    sortKey: text('sort_key').notNull(),
    searchText: text('search_text').notNull(),
    /** When they took their consent back; their name and phone go once their results are final. */
    withdrawnAt: integer('withdrawn_at'),
    /** The account that a judge joined this one to: the same person's. */
    joinedTo: text('joined_to'),
  },
  (table) => [
    index('contestants_union').on(table.unionId),
    index('contestants_sort').on(table.sortKey),
    index('contestants_withdrawn')
      .on(table.withdrawnAt)
      .where(sql`withdrawn_at is not null`),
    index('contestants_joined')
      .on(table.joinedTo)
      .where(sql`joined_to is not null`),
    uniqueIndex('contestants_left')
      .on(table.id)
      .where(sql`withdrawn_at is not null`),
  ],
)

/** Consents that people gave after the one they registered with: a contest's notice was worded anew. */
export const consents = sqliteTable(
  'consents',
  {
    contestantId: text('contestant_id')
      .notNull()
      .references(() => contestants.id),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    version: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestantId, table.contestId, table.version] })],
)

/** People of whom nothing personal is left; their id alone may stand in audit entries from here on. */
export const erasures = sqliteTable('erasures', {
  contestantId: text('contestant_id').primaryKey(),
  at: integer().notNull(),
})

/** Sessions that were seen, so that their owner can look at them and end them. */
export const accountSessions = sqliteTable(
  'account_sessions',
  {
    id: text().primaryKey(),
    accountId: text('account_id').notNull(),
    browser: text().$type<Browser>().notNull(),
    system: text().$type<System>().notNull(),
    beganAt: integer('began_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [index('account_sessions_account').on(table.accountId), index('account_sessions_expiry').on(table.expiresAt)],
)

/** Who belonged to a union, or below it, when it was merged into another: what was granted or told to that union still holds for them. */
export const mergedPeople = sqliteTable(
  'merged_people',
  {
    contestantId: text('contestant_id')
      .notNull()
      .references(() => contestants.id),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
  },
  (table) => [primaryKey({ columns: [table.contestantId, table.unionId] })],
)

/** One-time codes with which a person sets a new password; only the hash is kept, one code a person. */
export const resetCodes = sqliteTable('reset_codes', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id),
  codeHash: text('code_hash').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  /** Tries so far, right or wrong. */
  tries: integer().notNull().default(0),
})

/** Who may enter a contest that only listed people may enter: known by phone, or by a code that they have claimed. */
export const rosterEntries = sqliteTable(
  'roster_entries',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    code: text(),
    phone: text(),
    fullName: text('full_name').notNull(),
    birthDate: text('birth_date'),
    contestantKind: text('contestant_kind').$type<ContestantKind>().notNull(),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    sortKey: text('sort_key').notNull(),
    searchText: text('search_text').notNull(),
    /** The contestant who has claimed it with its code. */
    accountId: text('account_id').references(() => accounts.id),
  },
  (table) => [
    uniqueIndex('roster_entries_code').on(table.contestId, table.code),
    uniqueIndex('roster_entries_phone').on(table.contestId, table.phone),
    uniqueIndex('roster_entries_account').on(table.contestId, table.accountId),
    index('roster_entries_union').on(table.unionId),
  ],
)

export const revokedSessions = sqliteTable('revoked_sessions', {
  id: text().primaryKey(),
  expiresAt: integer('expires_at').notNull(),
})

export const questions = sqliteTable(
  'questions',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    code: text().notNull(),
    /** A practice round has asked it, with its answer shown: no real round ever draws it, whatever its tags say later. */
    practised: integer({ mode: 'boolean' }).notNull().default(false),
  },
  (table) => [uniqueIndex('questions_code').on(table.contestId, table.code)],
)

/** Which questions the papers of a real round hold: until that round is sealed practice, which shows answers at once, leaves them alone. */
export const askedQuestions = sqliteTable(
  'asked_questions',
  {
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    questionId: text('question_id')
      .notNull()
      .references(() => questions.id),
  },
  (table) => [primaryKey({ columns: [table.roundId, table.questionId] })],
)

/** A version is never edited: it stops being current when `untilBank` is set. Bank version v holds what has since ≤ v < until. */
export const questionVersions = sqliteTable(
  'question_versions',
  {
    id: text().primaryKey(),
    questionId: text('question_id')
      .notNull()
      .references(() => questions.id),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    version: integer().notNull(),
    sinceBank: integer('since_bank').notNull(),
    untilBank: integer('until_bank'),
    kind: text().$type<QuestionDraft['kind']>().notNull(),
    topic: text().notNull(),
    difficulty: integer().notNull(),
    status: text().$type<QuestionStatus>().notNull(),
    searchText: text('search_text').notNull(),
    /** Fields that a version of an older release lacks are filled in when it is read. */
    content: text({ mode: 'json' }).$type<Partial<QuestionDraft> & Pick<QuestionDraft, 'code' | 'kind'>>().notNull(),
    createdAt: integer('created_at').notNull(),
    /** Who wrote what the version says; a version that changes only the status keeps it. */
    authorId: text('author_id'),
    reviewerId: text('reviewer_id'),
    note: text().notNull().default(''),
    importId: text('import_id'),
  },
  (table) => [
    uniqueIndex('question_versions_number').on(table.questionId, table.version),
    index('question_versions_import')
      .on(table.importId)
      .where(sql`import_id is not null`),
    index('question_versions_bank').on(table.contestId, table.untilBank),
  ],
)

/** A question file that was read, and what became of it. */
export const questionImports = sqliteTable(
  'question_imports',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    actorId: text('actor_id').notNull(),
    createdAt: integer('created_at').notNull(),
    fileName: text('file_name').notNull(),
    format: text().notNull(),
    state: text().$type<ImportState>().notNull(),
    summary: text({ mode: 'json' }).$type<ImportSummary>().notNull(),
    loadedAt: integer('loaded_at'),
    bankVersion: integer('bank_version'),
    undoneAt: integer('undone_at'),
    undoReason: text('undo_reason'),
  },
  (table) => [index('question_imports_contest').on(table.contestId, table.createdAt)],
)

/** The questions of an import as they were read. */
export const stagedQuestions = sqliteTable(
  'staged_questions',
  {
    importId: text('import_id')
      .notNull()
      .references(() => questionImports.id),
    position: integer().notNull(),
    line: integer().notNull(),
    draft: text({ mode: 'json' }).$type<QuestionDraft>().notNull(),
    change: text().$type<QuestionChange>().notNull(),
    likeness: text({ mode: 'json' }).$type<Likeness>(),
    proposed: text().$type<ImportAction>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.position] })],
)

/** Pictures of questions, by the SHA-256 of their bytes. */
export const pictures = sqliteTable('pictures', {
  hash: text().primaryKey(),
  type: text().$type<PictureType>().notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
  createdAt: integer('created_at').notNull(),
})

export const attempts = sqliteTable(
  'attempts',
  {
    id: text().primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    contestantId: text('contestant_id')
      .notNull()
      .references(() => contestants.id),
    /** The contestant's union and kind when they started. */
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    contestantKind: text('contestant_kind').$type<ContestantKind>(),
    number: integer().notNull(),
    seed: text().notNull(),
    bankVersion: integer('bank_version').notNull(),
    paper: text({ mode: 'json' }).$type<PaperItem[]>().notNull(),
    shape: text().notNull(),
    startedAt: integer('started_at').notNull(),
    /** On a paused attempt: HELD plus what was left of its time. */
    deadlineAt: integer('deadline_at').notNull(),
    /** Time that was granted on top of the round's minutes. */
    extraMs: integer('extra_ms').notNull().default(0),
    /** How long it stood still while the contest was paused. */
    pausedMs: integer('paused_ms').notNull().default(0),
    prediction: integer(),
    submittedAt: integer('submitted_at'),
    finishedBy: text('finished_by').$type<FinishedBy>(),
    score: real(),
    maxScore: real('max_score'),
    correctCount: integer('correct_count'),
    allCorrect: integer('all_correct', { mode: 'boolean' }),
    durationMs: integer('duration_ms'),
    receipt: text(),
  },
  (table) => [
    // The person first: whoever is deleted is looked for among all attempts.
    uniqueIndex('attempts_number').on(table.contestantId, table.roundId, table.number),
    uniqueIndex('attempts_running')
      .on(table.contestantId)
      .where(sql`submitted_at is null`),
    index('attempts_deadline')
      .on(table.deadlineAt)
      .where(sql`submitted_at is null`),
    index('attempts_started').on(table.roundId, table.startedAt),
  ],
)

export const responses = sqliteTable(
  'responses',
  {
    attemptId: text('attempt_id')
      .notNull()
      .references(() => attempts.id),
    position: integer().notNull(),
    /** Option letters as JSON, sorted. */
    choice: text().notNull(),
    tappedAt: integer('tapped_at').notNull(),
    savedAt: integer('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.attemptId, table.position] })],
)

/** Answers that came after the deadline and its grace, kept for a judge where the rules say so; they count for nothing by themselves. */
export const heldResponses = sqliteTable(
  'held_responses',
  {
    attemptId: text('attempt_id')
      .notNull()
      .references(() => attempts.id),
    position: integer().notNull(),
    choice: text().notNull(),
    tappedAt: integer('tapped_at').notNull(),
    arrivedAt: integer('arrived_at').notNull(),
    /** What a judge made of it; null: not decided yet. */
    decision: text().$type<'accepted' | 'refused'>(),
    /** What an accepted one took the place of, as JSON; '[]' where nothing had been answered. */
    replaced: text(),
  },
  (table) => [primaryKey({ columns: [table.attemptId, table.position, table.tappedAt] })],
)

/** From which device and address an attempt was started, resumed and handed in: keyed hashes, erased some time after the seal. */
export const attemptSightings = sqliteTable(
  'attempt_sightings',
  {
    attemptId: text('attempt_id')
      .notNull()
      .references(() => attempts.id),
    roundId: text('round_id').notNull(),
    at: integer().notNull(),
    what: text().$type<SightedAct>().notNull(),
    browser: text().$type<Browser>().notNull(),
    system: text().$type<System>().notNull(),
    /** Null for a script, which has no device of its own. */
    deviceHash: text('device_hash'),
    addressHash: text('address_hash'),
  },
  // One index only, in the order in which rows come: a start must cost no more than it has to.
  (table) => [primaryKey({ columns: [table.roundId, table.attemptId, table.at, table.what] })],
)

/** More time for one person, a union's people, or everyone whose attempt ran in an outage. */
export const extraTimes = sqliteTable(
  'extra_times',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    scope: text().$type<'person' | 'union' | 'everyone'>().notNull(),
    /** The account or union; null for everyone. */
    targetId: text('target_id'),
    extraMs: integer('extra_ms').notNull(),
    /** The outage; null where the grant also holds for attempts still to be started. */
    fromAt: integer('from_at'),
    untilAt: integer('until_at'),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
    reason: text().notNull(),
    /** Running attempts that got the time. */
    attempts: integer().notNull(),
    /** A grant that is taken back holds for no later start. */
    endedAt: integer('ended_at'),
  },
  (table) => [index('extra_times_contest').on(table.contestId, table.at)],
)

/** Append-only (triggers refuse update and delete) and hash-chained. */
export const submissionLog = sqliteTable(
  'submission_log',
  {
    seq: integer().primaryKey(),
    kind: text().notNull(),
    at: integer().notNull(),
    roundId: text('round_id').notNull(),
    attemptId: text('attempt_id'),
    receipt: text().unique(),
    payload: text().notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text().notNull(),
  },
  (table) => [
    index('submission_log_round').on(table.roundId, table.seq),
    index('submission_log_standing')
      .on(table.attemptId, table.seq)
      .where(sql`kind in ('void', 'restore')`),
    index('submission_log_regrade')
      .on(table.attemptId, table.seq)
      .where(sql`kind = 'regrade'`),
  ],
)

/** Decisions on keys, one line of the log each. Only how far the grading has come ever changes (triggers refuse the rest). */
export const keyCorrections = sqliteTable(
  'key_corrections',
  {
    id: text().primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    questionId: text('question_id')
      .notNull()
      .references(() => questions.id),
    /** Its line in the log: attempts logged later were graded by it at once. */
    seq: integer().notNull(),
    treatment: text().$type<KeyTreatment>().notNull(),
    /** Version id → its new key, or null where the treatment needs none. */
    versions: text({ mode: 'json' }).$type<KeyCorrection['versions']>().notNull(),
    salt: text().notNull(),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
    reason: text().notNull(),
    state: text().$type<CorrectionState>().notNull(),
    /** Attempts logged before it; how many of them were looked at, up to which line, and how many got other figures. */
    total: integer().notNull().default(0),
    seen: integer().notNull().default(0),
    seenTo: integer('seen_to').notNull().default(0),
    changed: integer().notNull().default(0),
    finishedAt: integer('finished_at'),
    revision: integer(),
    failure: text(),
  },
  (table) => [
    uniqueIndex('key_corrections_round').on(table.roundId, table.seq),
    index('key_corrections_unfinished')
      .on(table.seq)
      .where(sql`state <> 'done'`),
  ],
)

/** What the organisers told people; never edited, only withdrawn. */
export const announcements = sqliteTable(
  'announcements',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    scope: text().$type<AnnouncementScope>().notNull(),
    /** The subtree that it is for, where the scope is a union. */
    unionId: text('union_id').references(() => unions.id),
    title: text().notNull(),
    /** Markdown. */
    body: text().notNull(),
    /** Folded title and body, for search. */
    searchText: text('search_text').notNull(),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
    /** How many people it was for when it was sent. */
    people: integer().notNull(),
    withdrawnAt: integer('withdrawn_at'),
    withdrawReason: text('withdraw_reason'),
  },
  (table) => [index('announcements_contest').on(table.contestId, table.at)],
)

/** A contestant's question to the organisers and its answer. */
export const inquiries = sqliteTable(
  'inquiries',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    contestantId: text('contestant_id')
      .notNull()
      .references(() => contestants.id),
    askedAt: integer('asked_at').notNull(),
    body: text().notNull(),
    /** Folded question, for search. */
    searchText: text('search_text').notNull(),
    answer: text(),
    answeredAt: integer('answered_at'),
    answeredBy: text('answered_by'),
    /** 0 without an answer; grows by one with the answer and each correction. */
    answerRevision: integer('answer_revision').notNull().default(0),
    /** The revision of the answer that the contestant has seen. */
    seenRevision: integer('seen_revision').notNull().default(0),
    /** The union that its writer asks to be moved to; null: a question. */
    wantedUnionId: text('wanted_union_id').references(() => unions.id),
  },
  (table) => [index('inquiries_contest').on(table.contestId, table.askedAt), index('inquiries_contestant').on(table.contestantId, table.askedAt)],
)

/** Khiếu nại: what contestants, or staff for them, dispute of a finished attempt. */
export const appeals = sqliteTable(
  'appeals',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    attemptId: text('attempt_id')
      .notNull()
      .references(() => attempts.id),
    contestantId: text('contestant_id')
      .notNull()
      .references(() => contestants.id),
    filedAt: integer('filed_at').notNull(),
    /** The contestant, or the member of staff who filed it for them. */
    filedBy: text('filed_by').notNull(),
    /** Filed by staff after the deadline. */
    late: integer({ mode: 'boolean' }).notNull(),
    subject: text().$type<AppealSubject>().notNull(),
    position: integer(),
    body: text().notNull(),
    /** Folded words, for search. */
    searchText: text('search_text').notNull(),
    state: text().$type<AppealState>().notNull().default('received'),
    answerBy: integer('answer_by').notNull(),
    answer: text(),
    measure: text().$type<AppealMeasure>(),
    answeredAt: integer('answered_at'),
    answeredBy: text('answered_by'),
    /** 0 without an answer; grows by one with the answer and each correction. */
    answerRevision: integer('answer_revision').notNull().default(0),
    /** The revision of the answer that the contestant has seen. */
    seenRevision: integer('seen_revision').notNull().default(0),
  },
  (table) => [
    index('appeals_contest').on(table.contestId, table.filedAt),
    index('appeals_contestant').on(table.contestantId, table.filedAt),
    index('appeals_attempt').on(table.attemptId, table.filedAt),
    index('appeals_round').on(table.roundId, table.state),
    // One of an attempt waits at a time.
    uniqueIndex('appeals_waiting')
      .on(table.attemptId)
      .where(sql`state in ('received', 'underReview')`),
  ],
)

/** What people asked of their personal data; it stays, without words, when the person is gone. */
export const dataRequests = sqliteTable(
  'data_requests',
  {
    id: text().primaryKey(),
    /** No reference: a person who is deleted is asked for no more. */
    contestantId: text('contestant_id').notNull(),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    kind: text().$type<DataRequestKind>().notNull(),
    askedAt: integer('asked_at').notNull(),
    dueAt: integer('due_at').notNull(),
    filedBy: text('filed_by').notNull(),
    words: text().notNull(),
    state: text().$type<DataRequestState>().notNull(),
    answer: text(),
    answeredAt: integer('answered_at'),
    answeredBy: text('answered_by'),
  },
  (table) => [index('data_requests_state').on(table.state, table.dueAt), index('data_requests_contestant').on(table.contestantId)],
)

/** Answers that the organisers keep ready for a contest, in their order. */
export const readyAnswers = sqliteTable('ready_answers', {
  contestId: text('contest_id')
    .primaryKey()
    .references(() => contests.id),
  revision: integer().notNull(),
  answers: text({ mode: 'json' }).$type<ReadyAnswer[]>().notNull(),
})

// Projections of the log: they can be thrown away and rebuilt.

export const projections = sqliteTable('projections', {
  name: text().primaryKey(),
  seq: integer().notNull(),
})

/** One row for each finished attempt, as the log tells it. */
export const outcomes = sqliteTable(
  'outcomes',
  {
    attemptId: text('attempt_id').primaryKey(),
    roundId: text('round_id').notNull(),
    contestId: text('contest_id').notNull(),
    contestantId: text('contestant_id').notNull(),
    unionId: text('union_id').notNull(),
    contestantKind: text('contestant_kind').$type<ContestantKind>(),
    number: integer().notNull(),
    score: real().notNull(),
    maxScore: real('max_score').notNull(),
    allCorrect: integer('all_correct', { mode: 'boolean' }).notNull(),
    prediction: integer(),
    durationMs: integer('duration_ms').notNull(),
    submittedAt: integer('submitted_at').notNull(),
    receipt: text().notNull(),
    voided: integer({ mode: 'boolean' }).notNull(),
  },
  (table) => [index('outcomes_person').on(table.contestantId, table.roundId), index('outcomes_round').on(table.roundId, table.submittedAt)],
)

/** A contestant on a board; `boardId` is a round's id, or a contest's for the sum over its rounds. */
export const standings = sqliteTable(
  'standings',
  {
    boardId: text('board_id').notNull(),
    contestantId: text('contestant_id').notNull(),
    unionId: text('union_id').notNull(),
    attemptId: text('attempt_id').notNull(),
    attempts: integer().notNull(),
    score: real().notNull(),
    allCorrect: integer('all_correct', { mode: 'boolean' }).notNull(),
    durationMs: integer('duration_ms').notNull(),
    submittedAt: integer('submitted_at').notNull(),
    k1: integer().notNull(),
    k2: integer().notNull(),
    k3: integer().notNull(),
    k4: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.boardId, table.contestantId] }),
    index('standings_rank').on(table.boardId, table.k1, table.k2, table.k3, table.k4, table.attemptId),
    index('standings_union_rank').on(table.boardId, table.unionId, table.k1, table.k2, table.k3, table.k4, table.attemptId),
  ],
)

/** Totals of a union with everything below it. */
export const unionTallies = sqliteTable(
  'union_tallies',
  {
    boardId: text('board_id').notNull(),
    unionId: text('union_id').notNull(),
    people: integer().notNull(),
    attempts: integer().notNull(),
    scoreSum: real('score_sum').notNull(),
    allCorrect: integer('all_correct').notNull(),
  },
  (table) => [primaryKey({ columns: [table.boardId, table.unionId] })],
)

/** What people did in each stretch of time, for the union they belonged to (nothing of those below it: a moved union needs no recount). */
export const activity = sqliteTable(
  'activity',
  {
    boardId: text('board_id').notNull(),
    span: text().$type<ActivitySpan>().notNull(),
    at: integer().notNull(),
    unionId: text('union_id').notNull(),
    kind: text().notNull(),
    people: integer().notNull(),
    attempts: integer().notNull(),
    scoreSum: real('score_sum').notNull(),
    allCorrect: integer('all_correct').notNull(),
  },
  (table) => [primaryKey({ columns: [table.boardId, table.span, table.at, table.unionId, table.kind] })],
)

/** When a closed round was last looked through for flags, up to which log entry; its flags are those of `passId`. */
export const flagPasses = sqliteTable('flag_passes', {
  roundId: text('round_id').primaryKey(),
  passId: text('pass_id').notNull(),
  at: integer().notNull(),
  seq: integer().notNull(),
  /** Late answers that it knew of. */
  held: integer().notNull(),
  attempts: integer().notNull(),
  /** Flags that were too many to keep, the lightest of their kind. */
  leftOut: integer('left_out').notNull(),
})

export const flags = sqliteTable(
  'flags',
  {
    passId: text('pass_id').notNull(),
    id: text().notNull(),
    roundId: text('round_id').notNull(),
    kind: text().$type<FlagKind>().notNull(),
    strength: text().$type<FlagStrength>().notNull(),
    weight: integer().notNull(),
    evidence: text({ mode: 'json' }).$type<FlagEvidence>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.passId, table.id] }),
    index('flags_weight').on(table.passId, table.weight, table.id),
    index('flags_round').on(table.roundId, table.passId),
  ],
)

/** Whom a flag is about; without an attempt it is about the person. */
export const flagPeople = sqliteTable(
  'flag_people',
  {
    passId: text('pass_id').notNull(),
    flagId: text('flag_id').notNull(),
    position: integer().notNull(),
    contestantId: text('contestant_id').notNull(),
    attemptId: text('attempt_id'),
  },
  (table) => [
    primaryKey({ columns: [table.passId, table.flagId, table.position] }),
    index('flag_people_attempt').on(table.attemptId),
    index('flag_people_person').on(table.contestantId),
  ],
)

/** How a version of a question fared in the finished attempts that the log holds. */
export const questionUsage = sqliteTable('question_usage', {
  versionId: text('version_id').primaryKey(),
  drawn: integer().notNull(),
  answered: integer().notNull(),
  /** Sum of the shares of its points that were earned, in hundredths. */
  earned: integer().notNull(),
})

/** What judges made of flags: no projection, it stays when flags are computed anew. */
export const flagVerdicts = sqliteTable(
  'flag_verdicts',
  {
    flagId: text('flag_id').primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    verdict: text().$type<'dismissed' | 'confirmed'>().notNull(),
    reason: text().notNull(),
    actorId: text('actor_id').notNull(),
    at: integer().notNull(),
  },
  (table) => [index('flag_verdicts_round').on(table.roundId)],
)

export const resultRevisions = sqliteTable(
  'result_revisions',
  {
    id: text().primaryKey(),
    roundId: text('round_id')
      .notNull()
      .references(() => rounds.id),
    number: integer().notNull(),
    /** drafting while its rows are being written; nobody sees it before it is sealed. */
    /** putAway: a draft that nobody may seal any more, while its rows are cleared away piece by piece. */
    state: text().$type<'drafting' | 'putAway' | 'sealed'>().notNull(),
    sealedAt: integer('sealed_at').notNull(),
    actorId: text('actor_id').notNull(),
    reason: text().notNull(),
    chainSeq: integer('chain_seq').notNull(),
    chainHash: text('chain_hash').notNull(),
    resultsHash: text('results_hash').notNull(),
    rules: text({ mode: 'json' }).$type<RoundRules>().notNull(),
    people: integer().notNull(),
    attempts: integer().notNull(),
    allCorrectCount: integer('all_correct_count').notNull(),
    predictionTarget: integer('prediction_target'),
    /** What files of the revision say beside its rows, as it was when it was sealed; null in revisions of older releases. */
    facts: text({ mode: 'json' }).$type<SealedFacts>(),
  },
  (table) => [uniqueIndex('result_revisions_number').on(table.roundId, table.number)],
)

export const resultRows = sqliteTable(
  'result_rows',
  {
    revisionId: text('revision_id')
      .notNull()
      .references(() => resultRevisions.id),
    position: integer().notNull(),
    rank: integer().notNull(),
    contestantId: text('contestant_id').notNull(),
    attemptId: text('attempt_id').notNull(),
    unionId: text('union_id').notNull(),
    unionName: text('union_name').notNull(),
    number: integer().notNull(),
    score: real().notNull(),
    maxScore: real('max_score').notNull(),
    prediction: integer(),
    predictionDistance: integer('prediction_distance'),
    durationMs: integer('duration_ms').notNull(),
    submittedAt: integer('submitted_at').notNull(),
    receipt: text().notNull(),
    decidedBy: text('decided_by').$type<DecidedBy>().notNull(),
    own: real(),
    next: real(),
  },
  (table) => [primaryKey({ columns: [table.revisionId, table.position] })],
)

/** Where each person stands in a revision. Written in the order of people: an index that takes a million of them in the order of ranks writes every page anew each time. */
export const resultPlaces = sqliteTable(
  'result_places',
  {
    revisionId: text('revision_id')
      .notNull()
      .references(() => resultRevisions.id),
    contestantId: text('contestant_id').notNull(),
    position: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.revisionId, table.contestantId] })],
)

/** Every file that was made of a sealed revision: the same revision, scope and format always give the same bytes, until somebody's name is erased. */
export const exportFiles = sqliteTable(
  'export_files',
  {
    id: text().primaryKey(),
    revisionId: text('revision_id')
      .notNull()
      .references(() => resultRevisions.id),
    format: text().notNull(),
    scope: text().notNull(),
    /** The name that people see for the scope. */
    scopeName: text('scope_name').notNull(),
    /** How many people of the revision had been erased when it was made. */
    erased: integer().notNull(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    madeAt: integer('made_at').notNull(),
    actorId: text('actor_id').notNull(),
  },
  (table) => [index('export_files_revision').on(table.revisionId, table.madeAt)],
)

/** A person as they stood when a revision was sealed, kept from when they are corrected until they are erased. */
export const sealedFaces = sqliteTable(
  'sealed_faces',
  {
    revisionId: text('revision_id')
      .notNull()
      .references(() => resultRevisions.id),
    contestantId: text('contestant_id').notNull(),
    fullName: text('full_name').notNull(),
    birthDate: text('birth_date').notNull(),
    contestantKind: text('contestant_kind').$type<ContestantKind>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contestantId, table.revisionId] })],
)

/** The tree of unions and their totals as they stood when a revision was sealed; later moves and merges do not reach it. */
export const sealedUnions = sqliteTable(
  'sealed_unions',
  {
    revisionId: text('revision_id')
      .notNull()
      .references(() => resultRevisions.id),
    unionId: text('union_id').notNull(),
    parentId: text('parent_id'),
    divisionId: text('division_id'),
    code: text().notNull(),
    name: text().notNull(),
    kind: text().notNull(),
    path: text().notNull(),
    listed: integer({ mode: 'boolean' }).notNull(),
    memberTotal: integer('member_total'),
    people: integer().notNull(),
    attempts: integer().notNull(),
    scoreSum: real('score_sum').notNull(),
    allCorrect: integer('all_correct').notNull(),
  },
  (table) => [primaryKey({ columns: [table.revisionId, table.unionId] }), index('sealed_unions_below').on(table.revisionId, table.parentId)],
)

/** Who gets which prize of a round, or with `roundId` null of the whole contest: drafted, published, and replaced by a later one; every one stays. */
export const awardDecisions = sqliteTable(
  'award_decisions',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => contests.id),
    roundId: text('round_id').references(() => rounds.id),
    /** The round, or else the contest. */
    scopeId: text('scope_id').notNull(),
    /** From 1 on in its scope. */
    number: integer().notNull(),
    state: text().$type<'draft' | 'published' | 'superseded'>().notNull(),
    /** Grows by one with each change of a draft. */
    edition: integer().notNull(),
    /** The sealed revisions that it rests on; of a draft those of when it was begun. */
    basis: text({ mode: 'json' }).$type<Basis>().notNull(),
    papers: text({ mode: 'json' }).$type<AwardPapers>().notNull(),
    /** Counts and titles as they were published; null of a draft. */
    facts: text({ mode: 'json' }).$type<AwardFacts>(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    publishedAt: integer('published_at'),
    publishedBy: text('published_by'),
    reason: text().notNull(),
  },
  (table) => [
    index('award_decisions_contest').on(table.contestId),
    uniqueIndex('award_decisions_number').on(table.scopeId, table.number),
    uniqueIndex('award_decisions_draft')
      .on(table.scopeId)
      .where(sql`state = 'draft'`),
  ],
)

/** What people decided about one candidate of a decision, against what the rules propose. */
export const awardPlacements = sqliteTable(
  'award_placements',
  {
    decisionId: text('decision_id')
      .notNull()
      .references(() => awardDecisions.id),
    prizeGroup: text('prize_group').$type<AwardLine['group']>().notNull(),
    /** '' where the group is not of a division. */
    divisionId: text('division_id').notNull(),
    subjectId: text('subject_id').notNull(),
    /** From 0; null: no prize. */
    tier: integer(),
    words: text().notNull(),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.decisionId, table.prizeGroup, table.divisionId, table.subjectId] })],
)

/** The prizes of a published decision, with the names of that moment. */
export const awards = sqliteTable(
  'awards',
  {
    decisionId: text('decision_id')
      .notNull()
      .references(() => awardDecisions.id),
    position: integer().notNull(),
    prizeGroup: text('prize_group').$type<AwardLine['group']>().notNull(),
    divisionId: text('division_id'),
    divisionName: text('division_name'),
    tier: integer().notNull(),
    title: text().notNull(),
    value: integer(),
    kind: text().$type<AwardLine['kind']>().notNull(),
    subjectId: text('subject_id').notNull(),
    name: text().notNull(),
    unionName: text('union_name').notNull(),
    unionPath: text('union_path').notNull(),
    rank: integer().notNull(),
    score: real(),
    durationMs: integer('duration_ms'),
    figure: real(),
    awardedBy: text('awarded_by').$type<AwardLine['by']>().notNull(),
    words: text(),
    /** On its certificate; the same in a decision that repeats it. */
    code: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.decisionId, table.position] }),
    index('awards_subject').on(table.subjectId),
    index('awards_code').on(table.code),
  ],
)

/** The emulation campaign (đợt thi đua) around a contest. */
export const campaigns = sqliteTable('campaigns', {
  contestId: text('contest_id')
    .primaryKey()
    .references(() => contests.id),
  /** Whether anybody but organisers knows of it. */
  on: integer('is_on', { mode: 'boolean' }).notNull(),
  edition: integer('edition').notNull(),
  name: text().notNull(),
  legalBasis: text('legal_basis').notNull(),
  contents: text().notNull(),
  opensAt: integer('opens_at').notNull(),
  closesAt: integer('closes_at').notNull(),
  initiativesCloseAt: integer('initiatives_close_at').notNull(),
  fileNeeded: integer('file_needed', { mode: 'boolean' }).notNull(),
  initiativeColumns: text('initiative_columns', { mode: 'json' }).$type<InitiativeColumn[]>().notNull(),
})

/** Chỉ tiêu of a union in a campaign. */
export const campaignTargets = sqliteTable(
  'campaign_targets',
  {
    contestId: text('contest_id')
      .notNull()
      .references(() => campaigns.contestId),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    peerGroup: text('peer_group').notNull(),
    initiatives: integer('initiatives'),
    benefit: integer('benefit'),
    works: integer('works'),
  },
  (table) => [primaryKey({ columns: [table.contestId, table.unionId] })],
)

/** Sáng kiến of a campaign. */
export const initiatives = sqliteTable(
  'initiatives',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => campaigns.contestId),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    secret: integer('secret', { mode: 'boolean' }).notNull(),
    title: text().notNull(),
    /** Without accents, to find those that look alike. */
    foldedTitle: text('folded_title').notNull(),
    /** Folded title and number of the decision, for search. */
    searchText: text('search_text').notNull(),
    authors: text({ mode: 'json' }).$type<string[]>().notNull(),
    kind: text().$type<InitiativeKind>(),
    field: text().notNull(),
    firstAppliedOn: text('first_applied_on'),
    effect: text().notNull(),
    benefit: integer('benefit'),
    reward: integer('reward'),
    recognisedBy: text('recogniser').$type<Recogniser>(),
    decisionNumber: text('decision_number').notNull(),
    decisionOn: text('decision_on'),
    state: text().$type<InitiativeState>().notNull(),
    stateAt: integer('state_at').notNull(),
    reason: text().notNull(),
    source: text().$type<Initiative['source']>().notNull(),
    enteredAt: integer('entered_at').notNull(),
    enteredBy: text('entered_by').notNull(),
    countedAt: integer('counted_at'),
    hasFile: integer('has_file', { mode: 'boolean' }).notNull(),
    missing: text({ mode: 'json' }).$type<MissingPart[]>().notNull(),
    complete: integer('complete', { mode: 'boolean' }).notNull(),
    edition: integer('edition').notNull(),
  },
  (table) => [
    index('initiatives_contest').on(table.contestId, table.stateAt),
    index('initiatives_union').on(table.contestId, table.unionId),
    index('initiatives_entered_by').on(table.enteredBy, table.contestId),
    index('initiatives_title').on(table.contestId, table.foldedTitle),
    // Numbers and filters are told from this alone: words of thousands of initiatives need not be read for them.
    index('initiatives_numbers').on(
      table.contestId,
      table.field,
      table.kind,
      table.state,
      table.source,
      table.complete,
      table.unionId,
      table.countedAt,
      table.benefit,
    ),
  ],
)

/** The authors' names without accents, to find initiatives of one of them. */
export const initiativeAuthors = sqliteTable(
  'initiative_authors',
  {
    initiativeId: text('initiative_id')
      .notNull()
      .references(() => initiatives.id),
    foldedName: text('folded_name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.initiativeId, table.foldedName] }), index('initiative_authors_name').on(table.foldedName)],
)

/** Which look alike, each pair both ways. */
export const initiativeLikes = sqliteTable(
  'initiative_likes',
  {
    initiativeId: text('initiative_id')
      .notNull()
      .references(() => initiatives.id),
    otherId: text('other_id')
      .notNull()
      .references(() => initiatives.id),
    likeness: text().$type<InitiativeLikeness>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.initiativeId, table.otherId] }), index('initiative_likes_other').on(table.otherId)],
)

/** Who took an initiative a step on, and when. */
export const initiativeSteps = sqliteTable(
  'initiative_steps',
  {
    id: text().primaryKey(),
    initiativeId: text('initiative_id')
      .notNull()
      .references(() => initiatives.id),
    at: integer('at').notNull(),
    step: text().$type<'enter' | InitiativeStep>().notNull(),
    actorId: text('actor_id').notNull(),
    reason: text().notNull(),
  },
  (table) => [index('initiative_steps_initiative').on(table.initiativeId, table.at)],
)

/** The decision that recognised an initiative, as it was scanned or photographed. */
export const initiativeFiles = sqliteTable('initiative_files', {
  initiativeId: text('initiative_id')
    .primaryKey()
    .references(() => initiatives.id),
  type: text().$type<DecisionFileType>().notNull(),
  bytes: blob({ mode: 'buffer' }).notNull(),
})

/** What a union reports of one period of the campaign (a week by its Monday's midnight, 0 for the end of it). */
export const campaignReports = sqliteTable(
  'campaign_reports',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => campaigns.contestId),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    period: integer().notNull(),
    state: text().$type<ReportState>().notNull(),
    done: text().notNull(),
    difficulties: text().notNull(),
    proposals: text().notNull(),
    head: text({ mode: 'json' }).$type<ReportHead>().notNull(),
    /** As they were when it was last sent. */
    figures: text({ mode: 'json' }).$type<StoredFigures>(),
    edition: integer().notNull(),
    savedAt: integer('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
    firstSentAt: integer('first_sent_at'),
    sentAt: integer('sent_at'),
    sentBy: text('sent_by'),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
    reason: text().notNull(),
  },
  (table) => [
    uniqueIndex('campaign_reports_period').on(table.contestId, table.period, table.unionId),
    index('campaign_reports_union').on(table.unionId, table.contestId),
  ],
)

/** When reports are due. */
export const campaignReportRules = sqliteTable('campaign_report_rules', {
  contestId: text('contest_id')
    .primaryKey()
    .references(() => campaigns.contestId),
  dueDays: integer('due_days').notNull(),
})

/** Công trình, phần việc that units registered in a campaign. */
export const works = sqliteTable(
  'works',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => campaigns.contestId),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    title: text().notNull(),
    /** Without accents: what it is and who carries it out. */
    searchText: text('search_text').notNull(),
    kind: text().$type<WorkKind>().notNull(),
    quantity: real('quantity'),
    measure: text().notNull(),
    value: integer('value'),
    carriedOutBy: text('carriers').notNull(),
    plannedFrom: text('planned_from').notNull(),
    plannedTo: text('planned_to').notNull(),
    state: text().$type<WorkState>().notNull(),
    stateAt: integer('state_at').notNull(),
    reason: text().notNull(),
    source: text().$type<'desk' | 'import'>().notNull(),
    /** Made by the page that registers, so that asking twice registers once. */
    entryKey: text('entry_key').notNull(),
    registeredAt: integer('registered_at').notNull(),
    registeredBy: text('registered_by').notNull(),
    doneOn: text('done_on'),
    result: text().notNull(),
    valueReached: integer('value_reached'),
    acceptedAt: integer('accepted_at'),
    edition: integer('edition').notNull(),
  },
  (table) => [
    index('works_contest').on(table.contestId, table.stateAt),
    index('works_union').on(table.contestId, table.unionId),
    uniqueIndex('works_entry_key').on(table.contestId, table.registeredBy, table.entryKey),
  ],
)

/** Who took a work a step on, and when. */
export const workSteps = sqliteTable(
  'work_steps',
  {
    id: text().primaryKey(),
    workId: text('work_id')
      .notNull()
      .references(() => works.id),
    at: integer('at').notNull(),
    step: text().$type<'register' | WorkStep>().notNull(),
    actorId: text('actor_id').notNull(),
    reason: text().notNull(),
  },
  (table) => [index('work_steps_work').on(table.workId, table.at)],
)

/** Photos of a work, without place, time and other notes of a camera. */
export const workPhotos = sqliteTable(
  'work_photos',
  {
    workId: text('work_id')
      .notNull()
      .references(() => works.id),
    hash: text().notNull(),
    type: text().$type<WorkPhotoType>().notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    size: integer('size').notNull(),
    caption: text().notNull(),
    addedAt: integer('added_at').notNull(),
    addedBy: text('added_by').notNull(),
    bytes: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workId, table.hash] })],
)

/** A list of who is commended in a campaign: a draft, or decided with its lines. */
export const commendations = sqliteTable(
  'commendations',
  {
    id: text().primaryKey(),
    contestId: text('contest_id')
      .notNull()
      .references(() => campaigns.contestId),
    /** From 1 on in its contest. */
    number: integer().notNull(),
    state: text().$type<'draft' | 'decided'>().notNull(),
    edition: integer().notNull(),
    rules: text({ mode: 'json' }).$type<CommendationRules>().notNull(),
    papers: text({ mode: 'json' }).$type<CommendationPapers>().notNull(),
    /** What it rests on; null of a draft. */
    facts: text({ mode: 'json' }).$type<CommendationFacts>(),
    digest: text(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
    reason: text().notNull(),
    praisedAt: integer('praised_at'),
    unpraisedReason: text('unpraised_reason'),
  },
  (table) => [
    uniqueIndex('commendations_number').on(table.contestId, table.number),
    uniqueIndex('commendations_draft')
      .on(table.contestId)
      .where(sql`state = 'draft'`),
    uniqueIndex('commendations_praised')
      .on(table.contestId)
      .where(sql`praised_at is not null`),
  ],
)

/** Somebody whom people put forward in a kind that is filled by hand. */
export const commendationNominees = sqliteTable(
  'commendation_nominees',
  {
    commendationId: text('commendation_id')
      .notNull()
      .references(() => commendations.id),
    id: text().notNull(),
    kindKey: text('kind_key').notNull(),
    fullName: text('full_name').notNull(),
    unionId: text('union_id')
      .notNull()
      .references(() => unions.id),
    merit: text().notNull(),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.commendationId, table.id] })],
)

/** What the council decided about a line of the shortlist. */
export const commendationChoices = sqliteTable(
  'commendation_choices',
  {
    commendationId: text('commendation_id')
      .notNull()
      .references(() => commendations.id),
    kindKey: text('kind_key').notNull(),
    subjectId: text('subject_id').notNull(),
    verdict: text().$type<'agreed' | 'struck'>().notNull(),
    upward: integer({ mode: 'boolean' }).notNull(),
    words: text().notNull(),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.commendationId, table.kindKey, table.subjectId] }),
    index('commendation_choices_subject').on(table.subjectId),
  ],
)

/** The lines of a decided list. */
export const commendationLines = sqliteTable(
  'commendation_lines',
  {
    commendationId: text('commendation_id')
      .notNull()
      .references(() => commendations.id),
    position: integer().notNull(),
    kindKey: text('kind_key').notNull(),
    kindTitle: text('kind_title').notNull(),
    for: text('subject_kind').$type<CommendedLine['for']>().notNull(),
    subjectId: text('subject_id').notNull(),
    name: text().notNull(),
    unionName: text('union_name').notNull(),
    unionPath: text('union_path').notNull(),
    group: text('peer_group').notNull(),
    rank: integer().notNull(),
    points: real(),
    figures: text({ mode: 'json' }).$type<CommendedLine['figures']>().notNull(),
    merit: text().notNull(),
    upward: integer({ mode: 'boolean' }).notNull(),
    words: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.commendationId, table.position] }), index('commendation_lines_subject').on(table.subjectId)],
)

/** Append-only (triggers refuse update and delete). */
export const auditEntries = sqliteTable(
  'audit_entries',
  {
    id: text().primaryKey(),
    at: integer().notNull(),
    actorId: text('actor_id').notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    reason: text().notNull(),
    details: text({ mode: 'json' }).$type<unknown>(),
  },
  (table) => [index('audit_entries_subject').on(table.subject)],
)
