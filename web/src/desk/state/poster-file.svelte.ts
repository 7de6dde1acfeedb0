import { Offline, pathOf, Refused } from '../../lib/api.ts'
import type { RefusalCode } from '@hoithi/shared/refusals'
import { locale } from '../../lib/locale.svelte.ts'
import { pageCounter } from '../rules/pdf-pages.ts'
import { problemOf, type Problem } from './problem.ts'
import { saveFile } from './save-file.ts'

type Wanted = { slug: string; unionId?: string; below: 'yes' | 'no' }
type Progress = { done: number; total: number }

/** A file of posters on its way: how many pages have come, of how many; it is kept once it is whole. */
export function posterFile() {
  let progress = $state.raw<Progress | null>(null)
  let problem = $state.raw<Problem | null>(null)
  let stop: AbortController | null = null

  async function fetched({ slug, ...query }: Wanted, signal: AbortSignal): Promise<{ file: Blob; name: string }> {
    const response = await fetch(pathOf('exportPosters', { slug }, query), { headers: { 'accept-language': locale.current }, signal })
    if (!response.ok || response.body === null) throw await refusedBy(response)
    const total = Number(response.headers.get('x-posters'))
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'ap-phich.pdf'
    const count = pageCounter()
    const reader = response.body.getReader()
    const pieces: Uint8Array<ArrayBuffer>[] = []
    progress = { done: 0, total }
    for (let { value } = await reader.read(); value !== undefined; { value } = await reader.read()) {
      pieces.push(value)
      progress = { done: count(value), total }
    }
    return { file: new Blob(pieces, { type: 'application/pdf' }), name }
  }

  return {
    get progress() {
      return progress
    },
    get problem() {
      return problem
    },
    async get(wanted: Wanted): Promise<void> {
      const mine = new AbortController()
      stop = mine
      problem = null
      progress = { done: 0, total: 0 }
      try {
        const { file, name } = await fetched(wanted, mine.signal)
        saveFile(file, name)
      } catch (error) {
        if (!mine.signal.aborted) problem = problemOf(error instanceof Refused ? error : new Offline('offline'))
      } finally {
        progress = null
      }
    },
    cancel(): void {
      stop?.abort()
    },
  }
}

async function refusedBy(response: Response): Promise<Error> {
  const { code, message, details } = (await response.json()) as { code: RefusalCode; message: string; details?: unknown }
  return new Refused(response.status, code, message, details)
}
