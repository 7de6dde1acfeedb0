import { sql } from 'drizzle-orm'
import { WITHDRAWN_NAME } from '../../domain/withdrawal.ts'
import { accounts, contestants, sealedFaces } from './schema.ts'

const withdrawn = sql`${contestants.withdrawnAt} is not null`
/** Once a person is erased their account itself says so, and why. */
const leftName = sql<string>`case when ${contestants.birthDate} = '' then ${accounts.fullName} else ${WITHDRAWN_NAME} end`

/** The name on a public board: of somebody who has left it goes at once. */
export const boardName = sql<string>`case when ${withdrawn} then ${leftName} else ${accounts.fullName} end`
/** The same for a sealed board, which keeps the name that it was sealed with. */
export const sealedBoardName = sql<string>`case when ${withdrawn} then ${leftName} else coalesce(${sealedFaces.fullName}, ${accounts.fullName}) end`
export const boardPhone = sql<string>`case when ${withdrawn} then '' else ${contestants.phone} end`
/** A phone for the desk, which results may need until they are final; empty once it is erased. */
export const deskPhone = sql<string>`case when ${contestants.birthDate} = '' then '' else ${contestants.phone} end`
