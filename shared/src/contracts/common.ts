import { z } from 'zod'

/** Text that people type: NFC, trimmed, bounded, without control characters and halves of letters. */
export const text = (min: number, max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((value) =>
      value
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
        .trim(),
    )
    .pipe(z.string().min(min).max(max))

/** A person's name: the same, one space between words; capitals stay as they were typed. */
export const personName = text(2, 100)
  .transform((value) => value.replace(/\s+/g, ' '))
  .pipe(z.string().min(2).max(100))

/** Text of several lines: NFC, trimmed, bounded, without control characters other than line ends. */
export const lines = (min: number, max: number) =>
  z
    .string()
    .max(max * 4)
    .transform((value) =>
      value
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
    )
    .pipe(z.string().min(min).max(max))

export const id = z.string().min(1).max(64)
/** Epoch milliseconds of the server's clock. */
export const moment = z.number().int()
/** The year 2100: a contest that lasted longer would have more weeks than anyone can count, and calendars end as well. */
export const LAST_GIVEN = 4_102_444_800_000
/** A moment that people set. */
export const givenMoment = z.number().int().min(-LAST_GIVEN).max(LAST_GIVEN)
/** The same in an address. */
export const queryMoment = z.coerce.number().int().min(-LAST_GIVEN).max(LAST_GIVEN)
/** A span in milliseconds. */
export const span = z.number().int().nonnegative()
export const count = z.number().int().nonnegative()
export const page = z.coerce.number().int().min(1).max(1_000_000).default(1)
export const pageSize = z.coerce.number().int().min(1).max(100).default(20)
export const reason = text(5, 500)

export const contestantKinds = ['officer', 'member', 'nonMember'] as const
/** Đối tượng: union officer, union member, worker who is not a member. */
export const contestantKind = z.enum(contestantKinds)
export type ContestantKind = z.infer<typeof contestantKind>

export const roles = ['contestant', 'officer', 'questionSetter', 'organiser', 'judge', 'administrator'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>
export const staffRole = role.exclude(['contestant'])
export type StaffRole = z.infer<typeof staffRole>

export const refusal = z
  .object({
    code: z.string(),
    message: z.string(),
    details: z.unknown().optional(),
    /** By which the log names the request. */
    requestId: z.string().optional(),
  })
  .meta({ id: 'Refusal' })

export const nothing = z.object({}).optional()
export const done = z.object({ done: z.literal(true) })

/** What a route takes and gives; `reply` is null where bytes are streamed. */
export type Contract = {
  summary: string
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  reply: z.ZodType | null
}
