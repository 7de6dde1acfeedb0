import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { sql, type SQL } from 'drizzle-orm'
import { accept, type Decision } from '../../domain/decision.ts'
import type { JobState } from '../../domain/job-state.ts'
import type { Job, JobKind, JobKinds, JobPlan, Jobs, NewJob, OwnJob } from '../../ports/jobs.ts'
import { KNOWN, openPieces, PIECE_BYTES } from './job-files.ts'
import { rowsOf, type Db, type Postgres } from './open.ts'
import { NOW } from './shared-time.ts'

const BEAT_MS = 1_000
/** A job of which nothing was heard for so long is lost. */
const ALIVE_MS = 6_000

/** What this server has under way. `progress`: what was told since the last beat. */
type Own = { control: AbortController; progress: string | null }
type Row = { id: string; key: string; actorId: string; state: JobState; about: string; progress: string | null }

const UNDER_WAY = sql.raw(`state in ('waiting', 'making')`)
const strings = (values: readonly (string | null)[]): SQL => sql`${sql.param(values)}::text[]`

/** Jobs that every server knows: whoever does one is heard of each second, and files lie in the database. */
export function postgresJobs({ db, write }: Postgres): Jobs {
  const own = new Map<string, Own>()
  let timer: NodeJS.Timeout | undefined

  const letGo = (id: string): void => {
    own.get(id)?.control.abort()
    own.delete(id)
  }
  const beat = async (): Promise<void> => {
    const told = [...own].map(([id, { progress }]) => ({ id, progress }))
    const heard = await rowsOf<{ id: string }>(
      db,
      sql`
      update jobs set alive_until = ${NOW} + ${ALIVE_MS}::bigint, keep_until = ${NOW} + keep_ms, progress = coalesce(told.progress, jobs.progress),
        state = case when told.progress is null then state else 'making' end
      from unnest(${strings(told.map(({ id }) => id))}, ${strings(told.map(({ progress }) => progress))}) as told(id, progress)
      where jobs.id = told.id and ${UNDER_WAY}
      returning jobs.id`,
    )
    for (const { id } of told) if (!heard.some((job) => job.id === id)) letGo(id)
  }
  const beatSoon = (): void => {
    if (timer !== undefined || own.size === 0) return
    timer = setTimeout(() => {
      // A database that is away for a moment is told with the next beat.
      void beat()
        .catch(() => undefined)
        .finally(() => {
          timer = undefined
          beatSoon()
        })
    }, BEAT_MS).unref()
  }
  const finish = async (id: string, state: 'ready' | 'failed' | 'lost', result: string | null = null): Promise<void> => {
    const progress = own.get(id)?.progress ?? null
    own.delete(id)
    await db.execute(sql`
      update jobs set state = ${state}, result = ${result}, progress = coalesce(${progress}, progress), alive_until = 0, keep_until = ${NOW} + keep_ms
      where id = ${id} and ${UNDER_WAY}`)
  }
  const begun = <Kind extends JobKind>(id: string): OwnJob<Kind> => {
    const mine: Own = { control: new AbortController(), progress: null }
    own.set(id, mine)
    beatSoon()
    return {
      id,
      signal: mine.control.signal,
      tell: (progress) => {
        mine.progress = JSON.stringify(progress)
      },
      async keep(file, path) {
        try {
          let piece = 0
          for await (const bytes of createReadStream(path, { highWaterMark: PIECE_BYTES }))
            await db.execute(sql`insert into job_file_pieces (job_id, file, piece, bytes) values (${id}, ${file}, ${piece++}, ${bytes})`)
        } finally {
          await rm(path, { force: true })
        }
      },
      end: (result) => finish(id, 'ready', JSON.stringify(result)),
      fail: () => finish(id, 'failed'),
    }
  }

  return {
    async begin<Kind extends JobKind>(kind: Kind, wanted: NewJob<Kind>, decide: (known: readonly Job<Kind>[]) => Decision<JobPlan>) {
      const decided = await write(async (tx) => {
        const jobs = await jobsOf(tx, kind)
        const plan = decide(jobs)
        if (!plan.ok) return plan
        if ('same' in plan.value) return accept({ same: plan.value.same, jobs, drops: [] })
        const { id, key, actorId, about, keepMs } = wanted
        // Whoever did the same and was not heard of learns that it is another's now.
        await tx.execute(sql`update jobs set state = 'lost' where kind = ${kind} and key = ${key} and ${UNDER_WAY} and alive_until <= ${NOW}`)
        await tx.execute(sql`delete from jobs where id = any(${strings(plan.value.drops)})`)
        await tx.execute(sql`
          insert into jobs (id, kind, key, actor_id, state, about, alive_until, keep_ms, keep_until)
          values (${id}, ${kind}, ${key}, ${actorId}, 'waiting', ${JSON.stringify(about)}, ${NOW} + ${ALIVE_MS}::bigint, ${keepMs}, ${NOW} + ${keepMs}::bigint)`)
        return accept({ same: null, jobs, drops: plan.value.drops })
      })
      if (!decided.ok) return decided
      const { same, jobs, drops } = decided.value
      if (same !== null) {
        const job = jobs.find(({ id }) => id === same)
        if (job === undefined) throw new Error(`there is no job ${same} to go on with`)
        return accept({ job, own: null })
      }
      for (const id of drops) letGo(id)
      const { keepMs: _, ...job } = wanted
      return accept({ job: { ...job, state: 'waiting' as const, progress: null }, own: begun<Kind>(job.id) })
    },
    find: async <Kind extends JobKind>(kind: Kind, id: string) => (await jobsOf(db, kind, sql`id = ${id}`))[0] ?? null,
    list: (kind, key) => jobsOf(db, kind, key === undefined ? undefined : sql`key = ${key}`),
    async result<Kind extends JobKind>(kind: Kind, id: string) {
      const [row] = await rowsOf<{ result: string }>(
        db,
        sql`select result from jobs where id = ${id} and kind = ${kind} and result is not null and ${KNOWN}`,
      )
      return row === undefined ? null : (JSON.parse(row.result) as JobKinds[Kind]['result'])
    },
    async drop(id) {
      letGo(id)
      await db.execute(sql`delete from jobs where id = ${id}`)
    },
    open: (id, file) => openPieces(db, id, file),
    async forget() {
      await db.execute(sql`delete from jobs where not (${KNOWN})`)
    },
    async stop() {
      const ids = [...own.keys()]
      // Where it cannot be written the others hear nothing more of them.
      if (ids.length > 0)
        await db.execute(sql`update jobs set state = 'lost' where id = any(${strings(ids)}) and ${UNDER_WAY}`).catch(() => undefined)
      for (const id of ids) letGo(id)
      clearTimeout(timer)
    },
  }
}

async function jobsOf<Kind extends JobKind>(db: Db, kind: Kind, where: SQL = sql`true`): Promise<Job<Kind>[]> {
  const rows = await rowsOf<Row>(
    db,
    sql`
    select id, key, actor_id as "actorId", about, progress, case when ${UNDER_WAY} and alive_until <= ${NOW} then 'lost' else state end as state
    from jobs where kind = ${kind} and ${where} and ${KNOWN} order by id`,
  )
  return rows.map(({ about, progress, ...row }) => ({
    ...row,
    about: JSON.parse(about) as JobKinds[Kind]['about'],
    progress: progress === null ? null : (JSON.parse(progress) as JobKinds[Kind]['progress']),
  }))
}
