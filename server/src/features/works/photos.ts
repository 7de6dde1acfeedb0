import { createHash } from 'node:crypto'
import { accept, refuse, type Decision } from '../../domain/decision.ts'
import { mayChangePhotos, MOST_PHOTOS, type Work, type WorkPhotoFacts } from '../../domain/work.ts'
import { cleanPhoto } from '../../formats/photo/clean-photo.ts'
import type { PhotoChange } from '../../ports/works.ts'
import { auditOf, type Needs, type Reached } from './actions.ts'

/** Keep a photo without anything that its camera wrote into it; one that is there already stays as it is. */
export async function addPhoto(needs: Needs, reached: Reached, sent: unknown, actorId: string): Promise<Decision<{ hash: string; photos: number }>> {
  const clean = sent instanceof Uint8Array ? cleanPhoto(sent) : null
  if (clean === null) return refuse('photo-refused')
  const { bytes, ...seen } = clean
  const hash = createHash('sha256').update(bytes).digest('hex')
  const kept = await change(needs, reached, (photos) => {
    if (photos.some((photo) => photo.hash === hash)) return accept(null)
    if (photos.length >= MOST_PHOTOS) return refuse('too-many-photos')
    const facts = { ...seen, hash, bytes: bytes.length, caption: '', addedAt: needs.clock.now(), addedBy: actorId }
    return accept({ keep: { facts, bytes }, audit: told(needs, reached, 'addWorkPhoto', actorId, { hash, bytes: bytes.length }) })
  })
  return kept.ok ? accept({ hash, photos: kept.value }) : kept
}

/** Say what a photo shows. */
export async function describePhoto(
  needs: Needs,
  reached: Reached,
  { hash, caption }: { hash: string; caption: string },
  actorId: string,
): Promise<Decision<{ done: true }>> {
  const described = await change(needs, reached, (photos) => {
    const photo = photos.find((one) => one.hash === hash)
    if (photo === undefined) return refuse('not-found')
    if (photo.caption === caption) return accept(null)
    return accept({ describe: { hash, caption }, audit: told(needs, reached, 'describeWorkPhoto', actorId, { hash }) })
  })
  return described.ok ? accept({ done: true }) : described
}

/** Take a photo away; one that is gone already stays gone. */
export async function removePhoto(needs: Needs, reached: Reached, hash: string, actorId: string): Promise<Decision<{ done: true }>> {
  const removed = await change(needs, reached, (photos) =>
    accept(photos.some((photo) => photo.hash === hash) ? { remove: hash, audit: told(needs, reached, 'removeWorkPhoto', actorId, { hash }) } : null),
  )
  return removed.ok ? accept({ done: true }) : removed
}

function change(
  { storage }: Needs,
  { work: { id }, hand }: Reached,
  decide: (photos: WorkPhotoFacts[]) => Decision<PhotoChange | null>,
): Promise<Decision<number>> {
  return storage.works.changePhotos(id, (work: Work | null, photos) => {
    if (work === null) return refuse('not-found')
    return mayChangePhotos(work, hand) ? decide(photos) : refuse('work-moved')
  })
}

const told = (needs: Needs, { work }: Reached, action: string, actorId: string, after: object) =>
  auditOf(needs, { action, subject: work.id, actorId, reason: 'ảnh của công trình, phần việc', details: { before: null, after } })
