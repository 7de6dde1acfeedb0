import cookie from '@fastify/cookie'
import jwt from '@fastify/jwt'
import rateLimit from '@fastify/rate-limit'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { accountRoutes } from './features/accounts/routes.ts'
import { announcementRoutes } from './features/announcements/routes.ts'
import { appealDeskRoutes, appealRoutes } from './features/appeals/routes.ts'
import { attemptRoutes } from './features/attempts/routes.ts'
import { historyRoutes } from './features/attempts/history-routes.ts'
import { auditRoutes } from './features/audit/routes.ts'
import { awardRoutes } from './features/awards/routes.ts'
import { boardRoutes } from './features/boards/routes.ts'
import { campaignReportRoutes } from './features/campaign-reports/routes.ts'
import { campaignRoutes } from './features/campaigns/routes.ts'
import { commendationRoutes } from './features/commendation/routes.ts'
import { certificateRoutes } from './features/certificates/routes.ts'
import { contestantRoutes } from './features/contestants/routes.ts'
import { contestRoutes } from './features/contests/routes.ts'
import { correctionRoutes } from './features/corrections/routes.ts'
import { controlRoutes } from './features/controls/routes.ts'
import { dashboardRoutes } from './features/dashboard/routes.ts'
import { dataRequestRoutes } from './features/data-requests/routes.ts'
import { ownDataRoutes } from './features/own-data/routes.ts'
import { rosterRoutes } from './features/rosters/routes.ts'
import { posterRoutes } from './features/posters/routes.ts'
import { initiativeDeskRoutes } from './features/initiatives/desk-routes.ts'
import { initiativeRoutes } from './features/initiatives/routes.ts'
import { inquiryRoutes } from './features/inquiries/routes.ts'
import { preflightRoutes } from './features/preflight/routes.ts'
import { questionRoutes } from './features/questions/routes.ts'
import { reviewRoutes } from './features/review/routes.ts'
import { roundRoutes } from './features/rounds/routes.ts'
import { statisticsRoutes } from './features/statistics/routes.ts'
import { divisionRoutes } from './features/unions/division-routes.ts'
import { unionRoutes } from './features/unions/routes.ts'
import { shortLinks } from './features/unions/short-link.ts'
import { workDeskRoutes } from './features/works/desk-routes.ts'
import { workRoutes } from './features/works/routes.ts'
import { sessions as openSessions } from './http/auth.ts'
import { compressReplies } from './http/compress.ts'
import { apiDocs } from './http/docs.ts'
import { headAsGet } from './http/head.ts'
import { healthRoutes } from './http/health.ts'
import { requestLimits } from './http/limits.ts'
import { metricsRoute } from './http/metrics.ts'
import { pages } from './http/pages.ts'
import { nearestProxy } from './http/proxies.ts'
import { publicPages } from './http/public-pages.ts'
import { handleErrors, sendRefusal } from './http/refusals.ts'
import { logRequests, requestNames } from './http/request-log.ts'
import { router } from './http/route.ts'
import { shedding as shedder } from './http/shedding.ts'
import { boundSockets, socketOptions } from './http/sockets.ts'
import { watchTraffic } from './http/traffic.ts'
import { sharedWindowStore, windowStore } from './http/window-counts.ts'
import { zodSerializer, zodValidator } from './http/zod-compilers.ts'
import type { Services } from './services.ts'

/** Headers of every API reply: private, never framed, never sniffed, nothing to run. Their policy says already who may frame them, and a phone on a thin line pays for every word. */
const apiHeaders = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

/** Headers of whatever else is sent: never framed, never sniffed. */
const otherHeaders = { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' }

/** So many addresses, accounts or people are counted in one window: with fewer, whoever has a few addresses could push their own count out. */
const COUNTED = 200_000

/** How often sessions that were seen are written down, off every request. */
const SEEN_EVERY_MS = 60_000

/** How often is looked for pages of a new build. */
const NEW_BUILD_MS = 100

/** Where the lines of the log go; the standard output where nobody says. */
type LogTo = { write: (line: string) => void }

const countsOf = ({ storage, realNow }: Pick<Services, 'storage' | 'realNow'>) =>
  storage.counts === null ? windowStore(COUNTED) : sharedWindowStore(storage.counts, realNow)

/** The whole HTTP application on given services; it listens to nothing by itself. */
export async function buildApp(services: Services, logTo?: LogTo): Promise<FastifyInstance> {
  const { config } = services
  const app = fastify({
    logger: config.logLevel === 'silent' ? false : { level: config.logLevel, ...(logTo === undefined ? {} : { stream: logTo }) },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestNames(),
    exposeHeadRoutes: false,
    rewriteUrl: headAsGet,
    trustProxy: config.trustProxy === 'nearest' ? nearestProxy : config.trustProxy,
    ...socketOptions(config.sockets),
    // An address that cannot be read is refused as everything else is, and not repeated.
    frameworkErrors: (_error, request, reply) =>
      void sendRefusal(request, reply.headers({ ...otherHeaders, ...apiHeaders }), { reason: 'invalid-request' }),
  })
  // Every body is JSON or a file: plain text is what forms of other sites can send.
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.routeOptions.config.name === undefined ? otherHeaders : apiHeaders)
    done()
  })
  boundSockets(app, config.sockets)
  app.setValidatorCompiler(zodValidator)
  app.setSerializerCompiler(zodSerializer)
  handleErrors(app)
  await app.register(cookie)
  await app.register(jwt, { secret: config.jwtSecret, sign: { algorithm: 'HS256' }, verify: { algorithms: ['HS256'] } })
  await app.register(rateLimit, { global: false, store: countsOf(services) })
  await apiDocs(app)
  const traffic = watchTraffic(app, services.clock)
  logRequests(app)
  const shedding = shedder(services)
  const sessions = await openSessions(app, services)
  const seenTimer = setInterval(() => void sessions.writeSeen().catch((error: unknown) => app.log.error(error)), SEEN_EVERY_MS).unref()
  app.addHook('onClose', async () => {
    clearInterval(seenTimer)
    // On a disk that is full it is not worth a stop that fails.
    await sessions.writeSeen().catch((error: unknown) => app.log.error(error))
  })

  await app.register(async (api) => {
    const kept = publicPages(api, config.publicPageMs / config.clockSpeed)
    compressReplies(api)
    // Files come as they are; a route takes them up to its own limit.
    api.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    const route = router(api, sessions, shedding, kept)
    const limits = requestLimits(api, config, services.passwords)
    accountRoutes(route, services, sessions, limits)
    contestantRoutes(route, services, sessions, limits)
    ownDataRoutes(route, services, sessions, limits)
    dataRequestRoutes(route, services, sessions)
    rosterRoutes(route, services, limits)
    unionRoutes(route, services)
    divisionRoutes(route, services)
    contestRoutes(route, services, limits)
    controlRoutes(route, services)
    attemptRoutes(route, services, limits)
    historyRoutes(route, services, limits)
    boardRoutes(route, services)
    roundRoutes(route, services)
    reviewRoutes(route, services, sessions)
    statisticsRoutes(route, services)
    correctionRoutes(route, services)
    awardRoutes(route, services, limits)
    certificateRoutes(route, services, limits)
    dashboardRoutes(route, services, traffic)
    questionRoutes(route, services)
    preflightRoutes(route, services)
    posterRoutes(route, services)
    announcementRoutes(route, services)
    inquiryRoutes(route, services)
    appealRoutes(route, services)
    appealDeskRoutes(route, services)
    campaignRoutes(route, services)
    initiativeRoutes(route, services, limits)
    initiativeDeskRoutes(route, services)
    campaignReportRoutes(route, services)
    workRoutes(route, services)
    workDeskRoutes(route, services)
    commendationRoutes(route, services)
    auditRoutes(route, services)
  })
  shortLinks(app, sessions)
  healthRoutes(app, services)
  metricsRoute(app, services, { traffic, shedding })
  await pages(app, config, NEW_BUILD_MS)
  return app
}
