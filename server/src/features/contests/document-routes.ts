import { documentOf } from '../../domain/contest-document.ts'
import { accept, refuse } from '../../domain/decision.ts'
import { fixedPaths } from '../../domain/document-changes.ts'
import { presetContest, presetSummaries } from '../../domain/presets.ts'
import { rulesInWords } from '../../domain/rules-text.ts'
import { isTimeZone } from '../../domain/local-time.ts'
import { markdownToHtml } from '../../http/markdown.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { checkDocument, cloneContest, createContest, editionOf, publishContest, reliedOn, saveContest, withdrawContest } from './document-actions.ts'
import { spoken } from './read-document.ts'

/** A document with 2,000 barred people and their notes. */
const DOCUMENT_BYTES = 2 * 1024 * 1024
const large = { bodyLimit: DOCUMENT_BYTES }
const done = { done: true as const }

/** Making and changing contests at the desk. */
export function documentRoutes(route: Route, services: Services): void {
  const { storage, clock, sha256 } = services

  route('listPresets', 'manageContests', async () => accept({ presets: presetSummaries }))

  route('getPreset', 'manageContests', async ({ params, query }) => {
    if (!isTimeZone(query.timeZone)) return refuse('invalid-request', [{ field: 'timeZone', message: 'not a time zone' }])
    const preset = presetContest(params.presetId, query.opensAt, query.timeZone)
    return preset === null ? refuse('not-found') : accept(preset)
  })

  route(
    'checkContestDocument',
    'manageContests',
    async ({ body }) => {
      const { document, faults } = await checkDocument(services, body.document, body.slug)
      const whole = document !== null && faults.length === 0
      const names = whole ? await storage.unions.names(document.settings.eligibleUnions) : new Map<string, string>()
      const introHtml = document === null ? '' : markdownToHtml(document.intro)
      return accept({ faults: spoken(faults), rules: whole ? rulesInWords(document, document.rounds, names) : [], introHtml })
    },
    large,
  )

  route(
    'createContest',
    'manageContests',
    ({ body, session }) => createContest(services, body.document, { actorId: session.id, reason: body.reason }),
    large,
  )

  route('getContestDocument', 'manageContests', async ({ params }) => {
    const found = await storage.contests.inUse(params.slug)
    if (found === null) return refuse('not-found')
    const { contest, rounds, attempts } = found
    const now = clock.now()
    const document = documentOf(contest, rounds)
    const { people } = await storage.boards.contestCounts(contest.id)
    const begun = [...attempts.values()].reduce((sum, count) => sum + count, 0)
    const { state, pausedAt } = contest
    const fixed = fixedPaths(reliedOn(found), now)
    const unionNames = Object.fromEntries(await storage.unions.names(contest.settings.eligibleUnions))
    return accept({ document, edition: editionOf(sha256, document), state, pausedAt, fixed, unionNames, people, attempts: begun, now })
  })

  route(
    'saveContestDocument',
    'manageContests',
    ({ params, body, session }) =>
      saveContest(services, { slug: params.slug, typed: body.document, edition: body.edition }, { actorId: session.id, reason: body.reason }),
    large,
  )

  route('publishContest', 'manageContests', async ({ params, body, session }) => {
    const published = await publishContest(services, params.slug, { actorId: session.id, reason: body.reason })
    return published.ok ? accept(done) : published
  })

  route('withdrawContest', 'manageContests', async ({ params, body, session }) => {
    const withdrawn = await withdrawContest(services, params.slug, { actorId: session.id, reason: body.reason })
    return withdrawn.ok ? accept(done) : withdrawn
  })

  route('cloneContest', 'manageContests', ({ params, body, session }) => cloneContest(services, params.slug, { ...body, actorId: session.id }))
}
