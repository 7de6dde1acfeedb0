import { expect, it } from 'vitest'
import { placeOf, type ContestPage } from '../../web/src/desk/state/workplace.ts'

const round = (id: string, phase: 'sealed' | 'open', opensAt: number) => ({
  id,
  number: 1,
  title: id,
  opensAt,
  closesAt: opensAt + 1,
  phase,
  questionCount: 1,
  minutes: 1,
  practice: false,
  daily: null,
  attemptsPerDay: null,
  attemptsPerRound: 1,
  maxScore: 1,
  asksPrediction: false,
  scoresOnBoards: false,
  atClose: 'clipped' as const,
  my: null,
})
const contest = (slug: string, rounds: ContestPage['rounds']): ContestPage => ({
  contest: {
    id: slug,
    slug,
    title: slug,
    organiser: '',
    timeZone: 'Asia/Ho_Chi_Minh',
    opensAt: 0,
    closesAt: 9,
    phase: 'open',
    state: 'published',
    pausedAt: null,
  },
  introHtml: '',
  rules: [],
  consent: { version: '1', text: { vi: '', en: '' } },
  rounds,
  barrier: null,
  overall: 'sum',
  counts: { people: 0, attempts: 0 },
  now: 0,
  rehearsal: false,
})
const contests = [contest('mot', [round('a', 'sealed', 1), round('b', 'open', 2)]), contest('hai', [round('c', 'sealed', 1)])]

it.each([
  ['no name: the first contest and its open round', {}, 'mot', 'b', true],
  ['a round of another contest', { roundId: 'c' }, 'hai', 'c', true],
  ['a contest', { slug: 'hai' }, 'hai', 'c', true],
  ['a round that does not exist: the menu still leads somewhere', { roundId: 'x' }, 'mot', 'b', false],
  ['a contest that does not exist', { slug: 'x' }, 'mot', 'b', false],
] as const)('an address with %s', (_, params, slug, roundId, known) => {
  const place = placeOf(contests, params)
  expect([place.contest?.contest.slug, place.round?.id, place.known]).toEqual([slug, roundId, known])
})

it('a server without contests has no place', () => {
  expect(placeOf([], {})).toEqual({ contest: null, round: null, known: true })
})
