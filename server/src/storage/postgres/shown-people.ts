import { and, eq, isNotNull, sql, type SQL } from 'drizzle-orm'
import { alias, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import { accounts, contestants, sealedFaces } from './schema.ts'

/** Those who took their consent back, to be left-joined beside accounts: an index holds these few alone, so that a page of a board reads nobody else's row. */
export const leavers = alias(contestants, 'leavers')
export const leaverOf = (person: AnyPgColumn): SQL | undefined => and(eq(leavers.id, person), isNotNull(leavers.withdrawnAt))

const left = sql`${leavers.id} is not null`
/** Once a person is erased their account itself says so, and why. */
const leftName = sql<string>`case when ${leavers.birthDate} = '' then ${accounts.fullName} else ${WITHDRAWN_NAME} end`

/** The name on a public board: of somebody who has left it goes at once. */
export const boardName = sql<string>`case when ${left} then ${leftName} else ${accounts.fullName} end`
/** The same for a sealed board, which keeps the name that it was sealed with. */
export const sealedBoardName = sql<string>`case when ${left} then ${leftName} else coalesce(${sealedFaces.fullName}, ${accounts.fullName}) end`
/** A contestant logs in with their phone. */
export const boardPhone = sql<string>`case when ${left} then '' else ${accounts.login} end`
/** A phone for the desk, which results may need until they are final; empty once it is erased. */
export const deskPhone = sql<string>`case when ${contestants.birthDate} = '' then '' else ${contestants.phone} end`
