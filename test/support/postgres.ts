import pg from 'pg'
import { inject } from 'vitest'

/** What one statement finds in a database. */
export async function rowsIn<Row extends pg.QueryResultRow = Record<string, unknown>>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(statement)).rows
  } finally {
    await client.end()
  }
}

const urlOf = (name: string): string => {
  const url = new URL(inject('postgres'))
  url.pathname = `/${name}`
  return url.href
}

/** As those reach it that are tested. */
const reachedAt = (name: string): string => {
  const url = new URL(urlOf(name))
  const through = inject('pgbouncer')
  if (through !== undefined) url.port = new URL(through).port
  return url.href
}

/** One after another: a template that is being copied may not be copied again. */
async function make(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(1)')
    await client.query(`create database ${name} template empty`)
  } finally {
    await client.end()
  }
}

/** What a database is made of: one that a test has taken apart is not used again. */
const SHAPE = `select (select count(*) from pg_class) as relations, (select count(*) from pg_trigger) as triggers, (select count(*) from pg_constraint) as constraints,
  (select count(*) from pg_proc) as functions, (select count(*) from turns) as turns`
/** Every row but those that the migrations made, past triggers and references; servers that were killed may still be connected. */
const EMPTIED = `
  select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid();
  set session_replication_role = replica;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not in ('migrations', 'turns') loop
      execute format('delete from %I', name);
    end loop;
  end $$`

type Made = { name: string; shape: string }
/** Databases that are empty again: to make one costs as much as a test. */
const free: Made[] = []

const shapeOf = async (name: string): Promise<string> => JSON.stringify(await rowsIn(urlOf(name), SHAPE))

async function made(): Promise<Made> {
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`
  await make(name)
  return { name, shape: await shapeOf(name) }
}

/** An empty, migrated PostgreSQL database of a test's own. */
export async function emptyPostgres(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { name, shape } = free.pop() ?? (await made())
  const drop = async (): Promise<void> => {
    await rowsIn(urlOf(name), EMPTIED)
    const left = await shapeOf(name).catch(() => 'taken apart')
    if (left === shape) free.push({ name, shape })
    else await rowsIn(inject('postgres'), `drop database if exists ${name} with (force)`)
  }
  return { url: reachedAt(name), drop }
}
