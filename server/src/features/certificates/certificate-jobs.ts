import type { Readable } from 'node:stream'
import type { CertificateText } from '../../domain/certificate.ts'
import { accept, type Decision } from '../../domain/decision.ts'
import { shownState, underWay } from '../../domain/job-state.ts'
import { fileNamePart } from '../../domain/names.ts'
import type { ReplyOf } from '../../http/route.ts'
import type { FilePart, Job, OwnJob } from '../../ports/jobs.ts'
import type { Services } from '../../services.ts'
import { inBackground } from '../jobs/in-background.ts'

/** So many people make an archive that opens well on any machine; a union with more gets several. */
const PER_PART = 2_000
/** So many jobs are remembered, with their files, for an hour. */
const REMEMBERED = 100
const KEPT_MS = 3_600_000

export type CertificatesWanted = {
  revisionId: string
  unionId: string
  unionCode: string
  total: number
  wording: (person: { fullName: string; unionName: string; receipt: string }) => CertificateText
}
type View = ReplyOf<'getCertificates'>
type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'exports'>

export type CertificateJobs = {
  /** Begin, or go on with the same that is under way already for the same person. */
  start: (wanted: CertificatesWanted, actorId: string, failed: (error: unknown) => void) => Promise<Decision<View>>
  /** A job of one's own. */
  find: (id: string, actorId: string) => Promise<View | null>
  /** A part that lies ready, with its file's name. */
  open: (id: string, actorId: string, part: number) => Promise<{ stream: Readable; name: string; bytes: number } | null>
}

function viewOf({ id, state, about, progress }: Job<'certificates'>): View {
  const { done, parts } = progress ?? { done: 0, parts: [] }
  // Somebody may have left meanwhile.
  return { id, state: shownState(state), done, total: state === 'ready' ? done : about.total, parts }
}

/** Archives of a union's certificates, made in the background part by part. */
export function certificateJobs(needs: Needs, perPart = PER_PART): CertificateJobs {
  const { jobs } = needs.storage
  const ownOf = async (id: string, actorId: string): Promise<Job<'certificates'> | null> => {
    const job = await jobs.find('certificates', id)
    return job?.actorId === actorId ? job : null
  }
  return {
    async start(wanted, actorId, failed) {
      const key = `${actorId} ${wanted.revisionId} ${wanted.unionId}`
      const about = { name: `giay-chung-nhan-${fileNamePart(wanted.unionCode, 100)}`, total: wanted.total }
      const id = needs.ids.next(needs.clock.now())
      const begun = await jobs.begin('certificates', { id, key, actorId, about, keepMs: KEPT_MS }, (known) => {
        const same = known.find((job) => job.key === key && underWay(job))
        if (same !== undefined) return accept({ same: same.id })
        return accept({ drops: known.slice(0, 1 - REMEMBERED).flatMap((job) => (underWay(job) ? [] : [job.id])) })
      })
      if (!begun.ok) return begun
      const { job, own } = begun.value
      if (own !== null) void inBackground(own, () => make(needs, own, { wanted, perPart }), failed)
      return accept(viewOf(job))
    },
    find: async (id, actorId) => {
      const job = await ownOf(id, actorId)
      return job === null ? null : viewOf(job)
    },
    open: async (id, actorId, number) => {
      const job = await ownOf(id, actorId)
      const part = job?.progress?.parts[number - 1]
      const stream = part === undefined ? null : await jobs.open(id, number)
      if (job === null || part === undefined || stream === null) return null
      return { stream, bytes: part.bytes, name: `${job.about.name}-phan-${number}.zip` }
    },
  }
}

async function make(
  { storage, clock, exports }: Needs,
  own: OwnJob<'certificates'>,
  { wanted, perPart }: { wanted: CertificatesWanted; perPart: number },
): Promise<null> {
  const { revisionId, unionId, wording } = wanted
  let parts: FilePart[] = []
  for (let [after, from] = [0, 1]; ;) {
    const people = await storage.results.certified(revisionId, { unionId, after, limit: perPart })
    const last = people.at(-1)
    if (last === undefined) break
    const texts = people.map(wording)
    const before = { done: from - 1, parts }
    const { path, bytes } = await exports.makeCertificates({ texts, at: clock.now() }, (done) => own.tell({ ...before, done: before.done + done }))
    const to = from + people.length - 1
    await own.keep(parts.length + 1, path)
    parts = [...parts, { part: parts.length + 1, from, to, bytes }]
    own.tell({ done: to, parts })
    after = last.position
    from = to + 1
  }
  return null
}
