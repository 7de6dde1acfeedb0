/** lost: the server that did it was stopped, or is not heard of any more. */
export type JobState = 'waiting' | 'making' | 'ready' | 'failed' | 'lost'

export const underWay = ({ state }: { state: JobState }): boolean => state === 'waiting' || state === 'making'

/** As people see it: lost or failed, they begin again. */
export const shownState = (state: JobState): Exclude<JobState, 'lost'> => (state === 'lost' ? 'failed' : state)
