import type { CertificateText } from '../../domain/certificate.ts'
import { fileNamePart } from '../../domain/names.ts'
import type { Services } from '../../services.ts'
import type { ReplyOf } from '../../http/route.ts'

/** So many people make an archive that opens well on any machine; a union with more gets several. */
const PER_PART = 2_000
/** So many jobs are remembered; their files lie ready for an hour. */
const REMEMBERED = 100

export type CertificatesWanted = {
  revisionId: string
  unionId: string
  unionCode: string
  total: number
  wording: (person: { fullName: string; unionName: string; receipt: string }) => CertificateText
}
type Job = ReplyOf<'getCertificates'> & { actorId: string; key: string; name: string; paths: string[] }
type Needs = Pick<Services, 'storage' | 'clock' | 'ids' | 'exports'>

export type CertificateJobs = {
  /** Begin, or go on with the same that is under way already for the same person. */
  start: (wanted: CertificatesWanted, actorId: string, failed: (error: unknown) => void) => ReplyOf<'startCertificates'>
  /** A job of one's own. */
  find: (id: string, actorId: string) => ReplyOf<'getCertificates'> | null
  /** A part that lies ready, with its file's name. */
  part: (id: string, actorId: string, part: number) => { path: string; name: string; bytes: number } | null
}

const view = ({ id, state, done, total, parts }: Job): ReplyOf<'getCertificates'> => ({ id, state, done, total, parts })
const underWay = ({ state }: Job): boolean => state === 'waiting' || state === 'making'

/** Archives of a union's certificates, made in the background part by part; a restart forgets those under way. */
export function certificateJobs(needs: Needs, perPart = PER_PART): CertificateJobs {
  const jobs = new Map<string, Job>()
  const own = (id: string, actorId: string): Job | null => {
    const job = jobs.get(id)
    return job?.actorId === actorId ? job : null
  }
  return {
    start(wanted, actorId, failed) {
      const key = `${actorId} ${wanted.revisionId} ${wanted.unionId}`
      const same = [...jobs.values()].find((job) => job.key === key && underWay(job))
      if (same !== undefined) return view(same)
      const name = `giay-chung-nhan-${fileNamePart(wanted.unionCode, 100)}`
      const id = needs.ids.next(needs.clock.now())
      const job: Job = { id, state: 'waiting', done: 0, total: wanted.total, parts: [], actorId, key, name, paths: [] }
      jobs.set(id, job)
      for (const old of [...jobs.keys()].slice(0, -REMEMBERED)) jobs.delete(old)
      make(needs, job, { wanted, perPart }).catch((error: unknown) => {
        job.state = 'failed'
        failed(error)
      })
      return view(job)
    },
    find: (id, actorId) => {
      const job = own(id, actorId)
      return job === null ? null : view(job)
    },
    part: (id, actorId, number) => {
      const job = own(id, actorId)
      const [part, path] = [job?.parts[number - 1], job?.paths[number - 1]]
      if (job === null || part === undefined || path === undefined) return null
      return { path, bytes: part.bytes, name: `${job.name}-phan-${number}.zip` }
    },
  }
}

async function make(
  { storage, clock, exports }: Needs,
  job: Job,
  { wanted, perPart }: { wanted: CertificatesWanted; perPart: number },
): Promise<void> {
  const { revisionId, unionId, wording } = wanted
  for (let [after, from] = [0, 1]; ;) {
    const people = await storage.results.certified(revisionId, { unionId, after, limit: perPart })
    const last = people.at(-1)
    if (last === undefined) break
    const texts = people.map(wording)
    const { path, bytes } = await exports.makeCertificates({ texts, at: clock.now() }, (done) => {
      Object.assign(job, { state: 'making', done: from - 1 + done })
    })
    job.paths.push(path)
    const to = from + people.length - 1
    job.parts.push({ part: job.parts.length + 1, from, to, bytes })
    Object.assign(job, { state: 'making', done: to })
    after = last.position
    from = to + 1
  }
  // Somebody may have left meanwhile.
  Object.assign(job, { state: 'ready', total: job.done })
}
