import { fold } from '../../domain/names.ts'
import { attribute, children, qtiName } from './qti-names.ts'
import type { Scoring } from './qti-scoring.ts'
import { descendants, type XmlElement, type XmlNode } from '../xml.ts'

const NAMED_RIGHT = /(?:^|[^a-z])(?:correct|right|solution|explanation|general)/i
/** Feedback that only says that the answer was right. */
const EMPTY_WORDS = new Set([
  '',
  'correct',
  'right',
  'yes',
  'true',
  'true answer',
  'right answer',
  'correct answer',
  'dung',
  'chinh xac',
  'dung roi',
  'ban tra loi dung',
])

/** What an item tells after a right answer, for the explanation; `isRest` when it has feedback besides. */
export function rightFeedback(
  item: XmlElement,
  scoring: Scoring,
  key: readonly string[],
  text: (nodes: readonly XmlNode[]) => string,
): { explanation: string; isRest: boolean } {
  const shown = rightOutcomes(scoring, key)
  const modals = children(item, 'modalFeedback')
  const right = modals.filter((modal) => {
    const identifier = attribute(modal, 'identifier')
    const isNamed = NAMED_RIGHT.test(identifier.replace(/in-?correct|not-?correct/gi, 'wrong'))
    return attribute(modal, 'showHide') !== 'hide' && (shown.has(`${attribute(modal, 'outcomeIdentifier')}=${identifier}`) || isNamed)
  })
  const texts = [...new Set(right.map((modal) => text(modal.children)))].filter((words) => !EMPTY_WORDS.has(fold(words)))
  const isInside = [...descendants(item)].some((one) => /^feedback(?:Inline|Block)$/.test(qtiName(one)))
  return { explanation: texts.join('\n'), isRest: isInside || right.length < modals.length }
}

/** Outcomes, as "FEEDBACK=right", that a right answer sets: at once, by other outcomes, or by being the answer. */
function rightOutcomes({ branches, echoes }: Scoring, key: readonly string[]): Set<string> {
  const isKey = (values: readonly string[]): boolean => values.length === key.length && values.every((value) => key.includes(value))
  const right = new Set(key.length === 1 ? echoes.map((outcome) => `${outcome}=${key[0]}`) : [])
  for (const { taken, sets } of branches) {
    if (taken.some((one) => one.kind === 'correct' || (one.kind === 'values' && isKey(one.values)))) for (const set of sets) right.add(set)
  }
  // An outcome may decide about another one; a few rounds reach all that real items use.
  for (let round = 0; round < 3; round += 1) {
    for (const { needs, sets } of branches) if (needs.some((need) => right.has(need))) for (const set of sets) right.add(set)
  }
  return right
}
