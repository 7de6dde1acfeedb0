import type { WorkKind } from '@hoithi/shared/contracts/works'

/** What is typed into the form of a work, as typed. */
export type WorkForm = {
  title: string
  kind: WorkKind
  quantity: string
  measure: string
  value: string
  carriedOutBy: string
  plannedFrom: string
  plannedTo: string
}
export type ResultForm = { doneOn: string; result: string; valueReached: string }
export type WorkFault = 'title' | 'union' | 'quantity' | 'value' | 'days' | 'result' | 'doneOn'

type Facts = Omit<WorkForm, 'quantity' | 'value'> & { quantity: number | null; value: number | null }
type Checked<Body> = { body: Body; faults: null } | { body: null; faults: WorkFault[] }

const MOST_MONEY = 1_000_000_000_000_000
const MOST_QUANTITY = 1_000_000_000
const LEAST = 5

export const blankWork = (): WorkForm => ({
  title: '',
  kind: 'project',
  quantity: '',
  measure: '',
  value: '',
  carriedOutBy: '',
  plannedFrom: '',
  plannedTo: '',
})

/** Đồng with dots between thousands, as people write it. */
export const moneyText = (value: number | null): string => (value === null ? '' : String(value).replace(/\B(?=(\d{3})+$)/g, '.'))

/** Đồng as typed, with or without marks between thousands: null for nothing, undefined for what is no amount. */
export function moneyOf(typed: string): number | null | undefined {
  const plain = typed.trim().replace(/\s*(?:đồng|đ|vnđ|vnd)$/i, '')
  if (plain === '') return null
  if (!/^\d+$|^\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*$/.test(plain)) return undefined
  const value = Number(plain.replace(/[., ]/g, ''))
  return value <= MOST_MONEY ? value : undefined
}

/** A quantity as typed, with a comma or a dot before its fraction. */
export function quantityOf(typed: string): number | null | undefined {
  const plain = typed.trim().replace(',', '.')
  if (plain === '') return null
  const value = /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
  return value <= MOST_QUANTITY ? value : undefined
}

export const formOf = ({ title, kind, quantity, measure, value, carriedOutBy, plannedFrom, plannedTo }: Facts): WorkForm => ({
  ...{ title, kind, measure, carriedOutBy, plannedFrom, plannedTo },
  quantity: quantity === null ? '' : String(quantity).replace('.', ','),
  value: moneyText(value),
})

/** What is sent, or what is still to be mended. */
export function checkWork(form: WorkForm): Checked<Facts> {
  const [quantity, value] = [quantityOf(form.quantity), moneyOf(form.value)]
  const faults: WorkFault[] = []
  if (form.title.trim().length < LEAST) faults.push('title')
  if (quantity === undefined) faults.push('quantity')
  if (value === undefined) faults.push('value')
  if (form.plannedFrom === '' || form.plannedTo === '' || form.plannedTo < form.plannedFrom) faults.push('days')
  if (faults.length > 0 || quantity === undefined || value === undefined) return { body: null, faults }
  return { body: { ...form, quantity, value }, faults: null }
}

export function checkResult(form: ResultForm, today: string): Checked<{ doneOn: string; result: string; valueReached: number | null }> {
  const valueReached = moneyOf(form.valueReached)
  const faults: WorkFault[] = []
  if (form.doneOn === '' || form.doneOn > today) faults.push('doneOn')
  if (form.result.trim().length < LEAST) faults.push('result')
  if (valueReached === undefined) faults.push('value')
  if (faults.length > 0 || valueReached === undefined) return { body: null, faults }
  return { body: { doneOn: form.doneOn, result: form.result, valueReached }, faults: null }
}

/** A day of the calendar as people read it. */
export const dayWords = (isoDay: string): string => isoDay.split('-').reverse().join('/')
