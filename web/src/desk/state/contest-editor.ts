import { createContext } from 'svelte'
import type { Fault } from '../rules/question-faults.ts'

/** What the fields of a contest's editor need to know beside their own value. */
export type ContestEditing = {
  /** The time zone in which moments are typed. */
  readonly zone: string
  /** Names of the unions that the saved contest names, by id. */
  readonly unionNames: Readonly<Record<string, string>>
  faultsAt(path: string): Fault[]
  fixed(path: string): boolean
}

export const [useContestEditing, provideContestEditing] = createContext<ContestEditing>()
