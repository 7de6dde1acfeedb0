import { datedWords, unknownPlaceholders } from '../../domain/award-text.ts'
import { commendationBlocks, commendationFields, commendationHead, firstCommendationPapers, linesOf } from '../../domain/commendation-papers.ts'
import { accept, refuse } from '../../domain/decision.ts'
import type { Route } from '../../http/route.ts'
import type { Services } from '../../services.ts'
import { knownCampaign } from '../campaigns/known.ts'
import {
  closeCommendation,
  decideCommended,
  discardCommendation,
  draftCommendation,
  nominate,
  saveCommendationPapers,
  saveCommendationRules,
  setPraise,
  withdrawNominee,
} from './actions.ts'
import { knownList } from './known.ts'
import { commendationPaperRoutes } from './paper-routes.ts'
import { commendationView, praisedView, rowView, toldBy } from './view.ts'

/** Who is commended in a campaign: prepared by organisers, decided by judges, and praised in public. */
export function commendationRoutes(route: Route, services: Services): void {
  const { storage, clock } = services

  route('getCommendation', 'seeResults', async ({ params, query, session }) => {
    const known = await knownCampaign(services, params.slug, session)
    if (!known.ok) return known
    const view = await commendationView(services, known.value, query.commendationId)
    return view === null ? refuse('not-found') : accept(view)
  })

  route('draftCommendation', 'prepareCommendation', async ({ params, body, session }) => {
    const known = await knownCampaign(services, params.slug, session)
    return known.ok ? draftCommendation(services, known.value, { actorId: session.id, reason: body.reason }) : known
  })

  route('saveCommendationRules', 'prepareCommendation', async ({ params, body: { reason, ...asked }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? saveCommendationRules(services, known.value, asked, { actorId: session.id, reason }) : known
  })

  route('nominate', 'prepareCommendation', async ({ params, body: { reason, ...asked }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? nominate(services, known.value, asked, { actorId: session.id, reason }) : known
  })

  route('withdrawNominee', 'prepareCommendation', async ({ params, body: { reason, ...asked }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? withdrawNominee(services, known.value, asked, { actorId: session.id, reason }) : known
  })

  route('discardCommendation', 'prepareCommendation', async ({ params, body, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? discardCommendation(services, known.value, body.edition, { actorId: session.id, reason: body.reason }) : known
  })

  route('decideCommended', 'decideCommendation', async ({ params, body: { reason, ...asked }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? decideCommended(services, known.value, asked, { actorId: session.id, reason }) : known
  })

  route('closeCommendation', 'decideCommendation', async ({ params, body: { reason, ...asked }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? closeCommendation(services, known.value, asked, { actorId: session.id, reason }) : known
  })

  route('setPraise', 'decideCommendation', async ({ params, body: { shown, reason }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? setPraise(services, known.value, shown, { actorId: session.id, reason }) : known
  })

  route('getCommendationPapers', 'seeResults', async ({ params, session }) => {
    const known = await knownList(services, params.commendationId, session)
    if (!known.ok) return known
    const { list } = known.value
    return accept({ list: rowView(list), papers: list.papers, placeholders: [...commendationFields] })
  })

  route('saveCommendationPapers', 'prepareCommendation', async ({ params, body: { reason, ...asked }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    return known.ok ? saveCommendationPapers(services, known.value, asked, { actorId: session.id, reason }) : known
  })

  route('previewCommendationPaper', 'seeResults', async ({ params, body: { kind, paper }, session }) => {
    const known = await knownList(services, params.commendationId, session)
    if (!known.ok) return known
    const { list } = known.value
    const { facts, lines } = await toldBy(services, known.value, list)
    return accept({
      blocks: commendationBlocks(paper.text, { facts, rules: list.rules, lines: linesOf(kind, lines) }),
      unknown: unknownPlaceholders(paper.text, commendationFields),
      ...commendationHead(kind, paper),
      dated: datedWords(paper, { sealedAt: facts.at, timeZone: facts.timeZone }),
    })
  })

  route('getFirstCommendationPaper', 'prepareCommendation', async ({ params, session }) => {
    const known = await knownList(services, params.commendationId, session)
    if (!known.ok) return known
    const { contest, campaign } = known.value
    return accept({ paper: firstCommendationPapers({ organiser: contest.organiser, campaign: campaign.name })[params.kind] })
  })

  commendationPaperRoutes(route, services)

  route('getPraise', 'anyone', async ({ params, query, session }) => {
    const known = await knownCampaign(services, params.slug, session)
    if (!known.ok) return known
    const list = await storage.commendations.praised(known.value.contest.id)
    if (list?.praisedAt === null || list === null) return refuse('nobody-praised')
    const { lines, total } = await storage.commendations.praisedLines(list.id, query)
    const own = session?.role === 'contestant' ? session.id : null
    return accept({
      campaign: known.value.campaign.name,
      praisedAt: list.praisedAt,
      officialNumber: list.papers.letter.number,
      lines: lines.map((line) => praisedView(line, own)),
      total,
      ...query,
      now: clock.now(),
    })
  })
}
