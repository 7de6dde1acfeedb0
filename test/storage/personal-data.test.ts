import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import * as schema from '../../server/src/storage/sqlite/schema.ts'
import { root } from '../support/services.ts'

/** Words about contests, unions, questions and results: none of them is about a person. A star stands for all of a table's columns. */
const impersonal = new Set(
  `contests: slug title organiser intro time_zone consent state
   rounds: title rules
   unions: code kind path state
   divisions: name
   campaigns: name legal_basis contents initiative_columns
   campaign_targets: peer_group
   initiatives: kind field first_applied_on recogniser decision_number decision_on state source missing
   initiative_likes: likeness
   initiative_steps: step
   initiative_files: type
   campaign_reports: state figures
   works: title kind measure planned_from planned_to state source entry_key done_on
   work_steps: step
   work_photos: hash type
   commendations: state rules digest
   commendation_nominees: kind_key
   commendation_choices: kind_key verdict
   commendation_lines: kind_key kind_title subject_kind union_name union_path peer_group figures
   accounts: role
   invitations: role state
   questions: *
   question_versions: *
   question_imports: file_name format state summary
   staged_questions: *
   pictures: *
   attempts: contestant_kind shape receipt
   held_responses: decision
   attempt_sightings: what
   extra_times: scope
   submission_log: kind receipt prev_hash hash
   key_corrections: treatment versions salt state failure
   announcements: scope
   appeals: subject state measure
   ready_answers: answers
   data_requests: kind state
   projections: name
   outcomes: contestant_kind receipt
   activity: span kind
   flags: kind strength
   flag_verdicts: verdict
   result_revisions: state chain_hash results_hash rules facts
   result_rows: union_name receipt
   export_files: format scope scope_name sha256
   sealed_unions: *
   award_decisions: state basis
   award_placements: prize_group
   awards: prize_group division_name title kind union_name union_path code
   audit_entries: action`
    .split('\n')
    .flatMap((line) => {
      const [table = '', columns = ''] = line.trim().split(': ')
      return columns.split(' ').map((column) => `${table}.${column}`)
    }),
)

/** Columns that can hold words; ids lead to a person through two tables only, which the register names. */
const wordy = (Object.values(schema) as unknown[])
  .filter((value): value is SQLiteTable => is(value, SQLiteTable))
  .map((table) => getTableConfig(table))
  .flatMap(({ name, columns }) =>
    columns
      .filter((column) => ['text', 'blob'].includes(column.getSQLType()))
      .filter((column) => !/(^|_)id$|_by$|^merged_into$|^joined_to$/.test(column.name))
      .map((column) => `${name}.${column.name}`),
  )
const register = readFileSync(join(root, 'docs/personal-data.md'), 'utf8')
const named = new Set([...register.matchAll(/`(\w+\.\w+)`/g)].map(([, column]) => column ?? ''))
const isImpersonal = (column: string): boolean => impersonal.has(column) || impersonal.has(column.replace(/\.\w+$/, '.*'))

describe('the register of personal data', () => {
  test('names every column that can hold words, unless they are about no person', () => {
    expect(wordy.filter((column) => !named.has(column) && !isImpersonal(column))).toEqual([])
  })

  test('names no column twice over, and none that is not there', () => {
    expect([...named].filter((column) => isImpersonal(column))).toEqual([])
    expect([...named].filter((column) => !wordy.includes(column) && !/\.(test|md|sqlite|ts)$/.test(column))).toEqual([])
    expect([...impersonal].filter((column) => !column.endsWith('.*') && !wordy.includes(column))).toEqual([])
  })
})
