import { deflateSync, crc32 } from 'node:zlib'
import { finishWork, moveWork, reachWork, registerWork, type Reached } from '../server/src/features/works/actions.ts'
import { addPhoto, describePhoto } from '../server/src/features/works/photos.ts'
import type { Decision } from '../server/src/domain/decision.ts'
import type { WorkFacts } from '../server/src/domain/work.ts'
import type { Services } from '../server/src/services.ts'

const DAY_MS = 86_400_000
const at = (local: string): number => Date.parse(`${local}:00+07:00`)
const BEGINS = at('2021-04-26T00:00')

type Sample = Pick<WorkFacts, 'title' | 'kind' | 'quantity' | 'measure' | 'value' | 'carriedOutBy'> & { result: string }
const sample = (
  kind: Sample['kind'],
  title: string,
  quantity: number,
  measure: string,
  millions: number | null,
  by: string,
  result: string,
): Sample => ({
  ...{ kind, title, quantity, measure, carriedOutBy: by, result },
  value: millions === null ? null : millions * 1_000_000,
})
const samples: readonly Sample[] = [
  sample(
    'project',
    'Đổ bê tông đường vào điểm trường',
    1.2,
    'km đường',
    180,
    'Đoàn viên các CĐCS trên địa bàn',
    'Đường đã thông, học sinh đi lại thuận tiện.',
  ),
  sample('project', 'Sửa nhà “Mái ấm Công đoàn” cho đoàn viên khó khăn', 2, 'căn nhà', 80, 'Ban chấp hành công đoàn', 'Hai gia đình đã dọn về ở.'),
  sample(
    'task',
    'Trang trí điểm bầu cử và tuyên truyền lưu động',
    6,
    'điểm',
    null,
    'Tổ tuyên truyền',
    'Đã trang trí đủ các điểm, hai buổi loa lưu động.',
  ),
  sample('project', 'Xây bể nước sạch cho khu tập thể', 1, 'bể', 45, 'Tổ công đoàn hành chính', 'Bể 12 m³ đã đưa vào sử dụng.'),
  sample('task', 'Thăm, tặng quà đoàn viên ốm đau, hoàn cảnh khó khăn', 25, 'suất quà', 12, 'Ban nữ công', 'Đã trao tận tay 25 suất.'),
  sample('project', 'Làm sân thể thao và trồng cây xanh', 1, 'sân', 30, 'Đoàn thanh niên và công đoàn', 'Sân đã kẻ vạch, trồng 40 cây.'),
]
/** How far the works of an upper union have come, each in turn. */
const ends = ['accepted', 'confirmed', 'done', 'accepted', 'registered', 'confirmed', 'returned', 'late'] as const

/** The campaign in mid-flight: works of every upper union in every state, some with photos. Nothing where the rehearsal starts before it. */
export async function playWorks(services: Services, contest: { id: string; slug: string }, until: number): Promise<number> {
  const { storage } = services
  if (until < BEGINS + 7 * DAY_MS) return 0
  const [organiser, top] = [await storage.accounts.findByLogin('tochuc'), (await storage.unions.children(null))[0]]
  if (organiser === null || top === undefined) return 0
  const uppers = (await storage.unions.children(top.id)).filter(({ kind }) => kind !== 'grassrootsUnion')
  let made = 0
  for (const [place, upper] of uppers.entries()) {
    const units = (await storage.unions.children(upper.id)).slice(0, 4)
    for (const [turn, unit] of [upper, ...units].entries()) {
      await carryOut(services, { contest, unionId: unit.id, number: place * 5 + turn, actorId: organiser.id, until })
      made += 1
    }
  }
  return made
}

type Where = { contest: { id: string; slug: string }; unionId: string; number: number; actorId: string; until: number }

/** One work, as far as its turn says. */
async function carryOut(services: Services, { contest, unionId, number, actorId, until }: Where): Promise<void> {
  const end = ends[number % ends.length] ?? 'registered'
  const { result, ...facts } = samples[number % samples.length] as Sample
  const actor = { id: actorId, role: 'organiser' as const, unionId: null }
  const on = (dayNumber: number): Services => ({
    ...services,
    clock: { now: () => Math.min(until, BEGINS + dayNumber * DAY_MS + (8 + (number % 9)) * 3_600_000), rehearsal: true },
  })
  const found = await services.storage.campaigns.find(contest.id)
  if (found === null) throw new Error('the demo has no campaign')
  const planned = { plannedFrom: '2021-04-27', plannedTo: end === 'late' ? '2021-05-02' : '2021-05-22' }
  const { workId } = sure(await registerWork(on(0), found, { ...facts, ...planned, unionId, entryKey: `demo-work-${number}` }, actor))
  const reached: Reached = sure(await reachWork(services, actor, workId))
  if (end === 'registered') return
  if (end === 'returned')
    return void sure(await moveWork(on(1), reached, { step: 'return', basedOn: 1, reason: 'Ghi rõ địa điểm thực hiện rồi gửi lại.' }, actorId))
  sure(await moveWork(on(1), reached, { step: 'confirm', basedOn: 1 }, actorId))
  if (end === 'confirmed' || end === 'late') return
  const { hash } = sure(await addPhoto(on(5), reached, landscape(number), actorId))
  sure(await describePhoto(on(5), reached, { hash, caption: 'Ảnh minh hoạ của bản diễn tập' }, actorId))
  sure(await finishWork(on(6), reached, { basedOn: 2, doneOn: '2021-05-02', result, valueReached: facts.value }, actorId))
  if (end === 'accepted') sure(await moveWork(on(7), reached, { step: 'accept', basedOn: 3 }, actorId))
}

function sure<Value>(decided: Decision<Value>): Value {
  if (!decided.ok) throw new Error(`a sample work was refused: ${decided.reason}`)
  return decided.value
}

const [WIDTH, HEIGHT] = [320, 200]

/** A drawn landscape as PNG: hills, a road, and a sun that stands elsewhere for each number. */
function landscape(number: number): Uint8Array {
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT)
  for (let y = 0; y < HEIGHT; y += 1) for (let x = 0; x < WIDTH; x += 1) rows.set(colourAt(x, y, number), y * (WIDTH * 3 + 1) + 1 + x * 3)
  const size = Buffer.alloc(13)
  size.writeUInt32BE(WIDTH, 0)
  size.writeUInt32BE(HEIGHT, 4)
  size.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function colourAt(x: number, y: number, number: number): [number, number, number] {
  const ridge = 90 + Math.round(18 * Math.sin((x + number * 37) / 41) + 9 * Math.sin(x / 17))
  const [sunX, sunY] = [40 + ((number * 53) % 240), 42]
  if ((x - sunX) ** 2 + (y - sunY) ** 2 < 400) return [250, 214, 92]
  if (y < ridge) return [150 + Math.round(y / 2), 200, 235]
  const road = Math.abs(x - WIDTH / 2) < 6 + (y - 90) / 3
  return road ? [190, 184, 176] : [70, 130 - Math.round((y - ridge) / 4), 78]
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
