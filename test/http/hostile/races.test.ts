import { afterEach, describe, expect, test } from 'vitest'
import { codeOf, openRunning, type Answer, type Running } from './running.ts'

let world: Running
afterEach(() => world.end())

const AT_ONCE = 40
const atOnce = <T>(count: number, act: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))
const codes = (answers: Answer[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const answer of answers) {
    const code = answer.status === 200 ? 'ok' : codeOf(answer)
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

describe('many requests at one moment, each on a connection of its own', () => {
  test('begin one attempt, and never more in all than the rules allow', async () => {
    world = await openRunning({ rules: { attemptsPerRound: 2 } })
    const { id } = await world.contestant()
    const token = world.token(id, 'contestant', 'T-A-1')
    const params = { roundId: world.roundId }
    for (const round of [1, 2]) {
      const answers = await atOnce(AT_ONCE, () => world.call('startAttempt', { token, params }))
      const attempts = new Set(answers.map(({ body }) => (JSON.parse(body) as { attemptId: string }).attemptId))
      expect([round, codes(answers), attempts.size]).toEqual([round, { ok: AT_ONCE }, 1])
      const attemptId = [...attempts][0]!
      const handed = await atOnce(AT_ONCE, () => world.call('submitAttempt', { token, params: { attemptId }, body: {} }))
      expect([codes(handed), new Set(handed.map(({ body }) => body)).size]).toEqual([{ ok: AT_ONCE }, 1])
    }
    const third = codes(await atOnce(AT_ONCE, () => world.call('startAttempt', { token, params })))
    expect(third).toEqual({ 'no-attempts-left': AT_ONCE })
    const { attempts } = JSON.parse((await world.call('getOwnData', { token })).body) as { attempts: unknown[] }
    expect(attempts).toHaveLength(2)
  })

  test('spend a code for a new password once', async () => {
    world = await openRunning()
    const person = await world.contestant()
    const organiser = world.token((await world.staff('organiser')).id, 'organiser')
    const issued = await world.call('issueResetCode', { token: organiser, params: { contestantId: person.id }, body: { reason: 'quên mật khẩu' } })
    const { code } = JSON.parse(issued.body) as { code: string }
    const answers = await atOnce(8, (index) =>
      world.call('resetPassword', { body: { login: person.phone, code, password: `một mật khẩu dài ${index}` } }),
    )
    expect(codes(answers)['ok']).toBe(1)
  })

  test('try no more codes for a new password than are allowed', async () => {
    world = await openRunning()
    const person = await world.contestant()
    const organiser = world.token((await world.staff('organiser')).id, 'organiser')
    const issued = await world.call('issueResetCode', { token: organiser, params: { contestantId: person.id }, body: { reason: 'quên mật khẩu' } })
    const { code } = JSON.parse(issued.body) as { code: string }
    const guess = (index: number) =>
      world.call('resetPassword', { body: { login: person.phone, code: `SAI${index}SAI${index}`, password: 'một mật khẩu rất dài' } })
    expect(codes(await atOnce(12, guess))['ok']).toBeUndefined()
    // The right code comes too late: it was guessed at too often.
    const late = await world.call('resetPassword', { body: { login: person.phone, code, password: 'một mật khẩu rất dài' } })
    expect(late.status).not.toBe(200)
  })

  test('accept an invitation once', async () => {
    world = await openRunning()
    const administrator = world.token((await world.staff('administrator')).id, 'administrator')
    const invited = await world.call('createInvitation', {
      token: administrator,
      body: { role: 'judge', fullName: 'Giám khảo mới', reason: 'mời thêm người' },
    })
    expect(invited.status).toBe(200)
    const { token } = JSON.parse(invited.body) as { token: string }
    const answers = await atOnce(6, (index) =>
      world.call('acceptInvitation', { body: { token, login: `giam-khao-${index}`, fullName: 'Giám khảo mới', password: 'một mật khẩu rất dài' } }),
    )
    expect(codes(answers)['ok']).toBe(1)
  })

  test('ask no more questions than may wait, and file one appeal', async () => {
    world = await openRunning()
    const { id } = await world.contestant()
    const token = world.token(id, 'contestant', 'T-A-1')
    const asked = await atOnce(AT_ONCE, (index) =>
      world.call('askInquiry', { token, params: { slug: world.fixture.slug }, body: { body: `Câu hỏi số ${index}?` } }),
    )
    expect(codes(asked)).toEqual({ ok: 5, 'too-many-inquiries': AT_ONCE - 5 })
  })

  test('seal a round once', async () => {
    world = await openRunning()
    await world.play(await world.contestant())
    world.clock.set('2021-05-10T08:00:00+07:00')
    const judge = world.token((await world.staff('judge')).id, 'judge')
    const sealed = codes(
      await atOnce(6, () => world.call('sealRound', { token: judge, params: { roundId: world.roundId }, body: { reason: 'chốt kỳ 1' } })),
    )
    expect(sealed['ok']).toBe(1)
    expect(await world.services.storage.results.revisions(world.roundId)).toHaveLength(1)
  })
})
