import type { QuestionDraft } from '../../domain/question.ts'
import { cleanDraft } from '../clean-draft.ts'
import { asDecimal } from './moodle-xml-kinds.ts'
import { gradeOf, isMoodleTrueFalse, nameOf, refusalOf, weightsOf } from './moodle-xml-limits.ts'
import { escapeXml, plainText, richText } from './moodle-xml-markup.ts'
import { noteTags } from './moodle-xml-notes.ts'
import type { PictureOf, WrittenFile } from '../read-questions.ts'
import { feedbackOf, tagsOf } from '../side-notes.ts'

/**
 * Questions as a Moodle XML file that Moodle 3.5 and later import (ordering: 4.4 and later, or its plugin): a category for each topic,
 * pictures inside. What Moodle would refuse is left out with the reason, because one refused question stops its whole import.
 */
export function writeMoodleXml(drafts: readonly QuestionDraft[], pictureOf: PictureOf): WrittenFile {
  const parts: string[] = []
  const leftOut: WrittenFile['leftOut'] = []
  let topic: string | null = null
  for (const draft of drafts.map(cleanDraft)) {
    const reason = refusalOf(draft, pictureOf)
    if (reason !== null) {
      leftOut.push({ code: draft.code, reason })
      continue
    }
    if (draft.topic !== topic) parts.push(category(draft.topic))
    topic = draft.topic
    parts.push(question(draft, pictureOf))
  }
  return { bytes: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${parts.join('')}</quiz>\n`, 'utf8'), leftOut }
}

/** A slash in a name is doubled; a space keeps one at its edge apart from the slashes of the path. */
function category(topic: string): string {
  const name = topic.replaceAll('/', '//').replace(/^\//, ' /').replace(/\/$/, '/ ')
  return `<question type="category">\n<category>${plainText(`$course$/top/${name}`)}</category>\n</question>\n`
}

type Written = { type: string; shuffles: boolean; body: string[] }
type Rich = (tag: string, text: string, attributes?: string) => string

function question(draft: QuestionDraft, pictureOf: PictureOf): string {
  const rich: Rich = (tag, text, attributes = '') => {
    const { format, inner } = richText(text, pictureOf)
    return `<${tag}${attributes} format="${format}">${inner}</${tag}>`
  }
  const { type, shuffles, body } = writers[draft.kind](draft, rich)
  const asChoice = draft.kind === 'trueFalse' && type !== 'truefalse'
  const tags = [...tagsOf(draft), ...noteTags(draft, { shuffles, asChoice })]
  const lines = [
    `<question type="${type}">`,
    `<name>${plainText(nameOf(draft))}</name>`,
    rich('questiontext', draft.stem),
    rich('generalfeedback', feedbackOf(draft)),
    '<defaultgrade>1</defaultgrade>',
    '<penalty>0.3333333</penalty>',
    '<hidden>0</hidden>',
    `<idnumber>${escapeXml(draft.code)}</idnumber>`,
    ...body,
    `<tags>${tags.map((tag) => `<tag>${plainText(tag)}</tag>`).join('')}</tags>`,
    '</question>',
  ]
  return `${lines.join('\n')}\n`
}

const fraction = (percent: number): string => ` fraction="${gradeOf(percent) ?? 0}"`
const NO_FEEDBACK = '<feedback format="html"><text></text></feedback>'
/** A typed answer: the format keeps our own reader from looking for HTML in it; Moodle takes it as plain anyway. */
const typed = (text: string, credit: number, extra = ''): string =>
  `<answer${fraction(credit)} format="plain_text">${plainText(text)}${extra}${NO_FEEDBACK}</answer>`

const shuffle = ({ keepOrder, keepLast }: QuestionDraft): string => `<shuffleanswers>${!keepOrder && keepLast.length === 0}</shuffleanswers>`

function choice(draft: QuestionDraft, rich: Rich): Written {
  const weights = weightsOf(draft)
  const answers = draft.options.map((option, index) => rich('answer', option, fraction(weights[index] ?? 0)))
  const settings = [`<single>${draft.kind !== 'multiple'}</single>`, shuffle(draft), '<answernumbering>abc</answernumbering>']
  return { type: 'multichoice', shuffles: true, body: [...settings, ...answers] }
}

function trueFalse(draft: QuestionDraft, rich: Rich): Written {
  if (!isMoodleTrueFalse(draft)) return choice(draft, rich)
  const side = (name: string, index: number): string =>
    `<answer${fraction(draft.correct.includes(index) ? 100 : 0)} format="moodle_auto_format">${plainText(name)}${NO_FEEDBACK}</answer>`
  return { type: 'truefalse', shuffles: false, body: [side('true', 0), side('false', 1)] }
}

const writers: Record<QuestionDraft['kind'], (draft: QuestionDraft, rich: Rich) => Written> = {
  single: choice,
  multiple: choice,
  trueFalse,
  shortText: ({ answers, caseMatters }) => ({
    type: 'shortanswer',
    shuffles: false,
    body: [`<usecase>${caseMatters ? 1 : 0}</usecase>`, ...answers.map(({ text, credit }) => typed(text, credit))],
  }),
  number: ({ answers }) => ({
    type: 'numerical',
    shuffles: false,
    body: [
      ...answers.map(({ text, tolerance, credit }) => typed(asDecimal(text), credit, `<tolerance>${tolerance}</tolerance>`)),
      '<unitgradingtype>0</unitgradingtype>',
      '<unitpenalty>0.1</unitpenalty>',
      '<showunits>3</showunits>',
      '<unitsleft>0</unitsleft>',
    ],
  }),
  ordering: ({ options }, rich) => ({
    type: 'ordering',
    shuffles: false,
    body: [
      '<layouttype>VERTICAL</layouttype>',
      '<selecttype>ALL</selecttype>',
      `<selectcount>${options.length}</selectcount>`,
      '<gradingtype>ABSOLUTE_POSITION</gradingtype>',
      '<showgrading>SHOW</showgrading>',
      '<numberingstyle>none</numberingstyle>',
      ...options.map((option, index) => rich('answer', option, ` fraction="${index + 1}"`)),
    ],
  }),
  matching: (draft, rich) => ({ type: 'matching', shuffles: true, body: [shuffle(draft), ...pairs(draft, rich)] }),
}

/** A row for each pair; an option that no row has named in its turn gets one without a prompt, which is how Moodle keeps extra ones. */
function pairs({ prompts, options, correct }: QuestionDraft, rich: Rich): string[] {
  const row = (prompt: string, option: number): string =>
    `${rich('subquestion', prompt).replace(/<\/subquestion>$/, '')}<answer format="plain_text">${plainText(options[option] ?? '')}</answer></subquestion>`
  const rows: string[] = []
  let named = 0
  const nameUpTo = (end: number): void => {
    for (; named < end; named += 1) rows.push(row('', named))
  }
  prompts.forEach((prompt, index) => {
    const option = correct[index] ?? 0
    nameUpTo(option)
    rows.push(row(prompt, option))
    named = Math.max(named, option + 1)
  })
  nameUpTo(options.length)
  return rows
}
