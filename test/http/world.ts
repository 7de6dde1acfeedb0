import type { Role } from '@hoithi/shared/contracts/common'
import { refusals, type RefusalCode } from '@hoithi/shared/refusals'
import type { RouteName } from '@hoithi/shared/routes'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { LogEvent } from '../../server/src/domain/log-event.ts'
import type { ReplyOf } from '../../server/src/http/route.ts'
import { callRoute, tokenFor } from '../support/client.ts'
import { makeContest, makeContestant, makeStaff } from '../support/contest.ts'
import { handClock, testApp } from '../support/services.ts'

type Input = NonNullable<Parameters<typeof callRoute>[2]>
type Setting = NonNullable<Parameters<typeof makeContest>[1]>

export const SECOND = 1_000
export const MINUTE = 60_000
export const DAY = 86_400_000
export const OPEN = '2021-05-04T08:00:00+07:00'

/** The body of a refusal without the name of its request, which is another each time. */
export const saidIn = (body: string): string => body.replace(/"requestId":"[^"]+",?/, '')

/** A refusal with its stable code, its status and a sentence. */
export function expectRefused(response: LightMyRequestResponse, code: RefusalCode): void {
  expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([refusals[code], code])
  expect(response.json<{ message: string }>().message).toMatch(/\p{L}.*[.!]$/u)
}

export type Person = {
  id: string
  phone: string
  call: (name: RouteName, input?: Input) => Promise<LightMyRequestResponse>
  /** The reply of a route that must answer. */
  ask: <Name extends RouteName>(name: Name, input?: Input) => Promise<ReplyOf<Name>>
}

/** A contest on the real services, with people who call it as the phone app and the desk do. */
export async function openWorld(
  setting: Setting = {},
  { start = OPEN, env = {}, pages = false }: { start?: string; env?: Record<string, string>; pages?: boolean } = {},
) {
  const clock = handClock(start)
  const { app, services, folder, end } = await testApp(clock, env, { pages })
  const fixture = await makeContest(services, setting)
  const unionId = (code: string): string => fixture.unionIds[code] ?? code

  const person = (id: string, phone: string, token: () => string | undefined): Person => {
    const call: Person['call'] = (name, input = {}) => {
      const own = token()
      return callRoute(app, name, { ...(own === undefined ? {} : { token: own }), ...input })
    }
    return {
      id,
      phone,
      call,
      ask: async (name, input) => {
        const response = await call(name, input)
        expect([response.statusCode, response.statusCode === 200 ? '' : response.body]).toEqual([200, ''])
        return response.json()
      },
    }
  }
  const contestant = async (unionCode = 'T-A-1', fullName?: string): Promise<Person> => {
    const { id, phone } = await makeContestant(services, unionId(unionCode), fullName)
    return person(id, phone, () => tokenFor(app, services, { id, role: 'contestant', unionId: unionId(unionCode) }))
  }
  /** Somebody who registered themselves. */
  const registered = (id: string, unionId: string): Person => person(id, '', () => tokenFor(app, services, { id, role: 'contestant', unionId }))
  const staff = async (role: Exclude<Role, 'contestant'>, unionCode?: string): Promise<Person> => {
    const own = unionCode === undefined ? null : unionId(unionCode)
    const { id } = await makeStaff(services, role, own)
    return person(id, '', () => tokenFor(app, services, { id, role, unionId: own }))
  }
  /** What a judge could read from the bank: the right letters of each position of a paper. */
  const rightChoices = async (attemptId: string): Promise<string[][]> => {
    const attempt = await services.storage.attempts.find(attemptId)
    const paper = attempt?.paper ?? []
    const versions = await services.storage.questions.versions(paper.map(({ versionId }) => versionId))
    return paper.map(({ versionId, order }) =>
      order.flatMap((original, shown) => (versions.get(versionId)?.correct.includes(original) === true ? [String.fromCharCode(97 + shown)] : [])),
    )
  }
  /** Start, answer the first `right` questions right, wait, and submit. */
  const play = async (who: Person, { round = 0, right = 4, takes = 5 * MINUTE, prediction = null as number | null } = {}) => {
    const { attemptId } = await who.ask('startAttempt', { params: { roundId: fixture.roundIds[round] as string } })
    const choices = (await rightChoices(attemptId)).slice(0, right)
    clock.pass(takes)
    await who.ask('saveResponses', {
      params: { attemptId },
      body: { responses: choices.map((choice, index) => ({ position: index + 1, choice, ageMs: 0 })) },
    })
    const result = await who.ask('submitAttempt', { params: { attemptId }, body: { prediction } })
    return { attemptId, ...result }
  }
  const logged = async (): Promise<LogEvent[]> => (await services.storage.log.after(0, 10_000)).map(({ event }) => event)
  const [roundId = '', secondRoundId = ''] = fixture.roundIds
  return {
    app,
    services,
    folder,
    end,
    clock,
    fixture,
    roundId,
    secondRoundId,
    unionId,
    nobody: person('', '', () => undefined),
    contestant,
    registered,
    staff,
    rightChoices,
    play,
    logged,
  }
}

export type World = Awaited<ReturnType<typeof openWorld>>
