import { workKinds as kindsOfContract, workStates as statesOfContract } from '../../shared/src/contracts/works.ts'
import { describe, expect, test } from 'vitest'
import { workKinds, workStates } from '../../web/src/desk/rules/work-codes.ts'
import { blankWork, checkResult, checkWork, formOf, moneyOf, moneyText, quantityOf } from '../../web/src/desk/rules/work-form.ts'

test('the desk’s codes are those of the contract', () => {
  expect([workKinds, workStates]).toEqual([kindsOfContract, statesOfContract])
})

test.each<[string, number | null | undefined]>([
  ['', null],
  ['150000000', 150_000_000],
  ['150.000.000', 150_000_000],
  ['150 000 000 đồng', 150_000_000],
  ['1,5', undefined],
  ['1.500', 1_500],
  ['150.00', undefined],
  ['1.000,000', undefined],
  ['nhiều', undefined],
  ['1000000000000001', undefined],
])('money “%s” is %s', (typed, value) => {
  expect(moneyOf(typed)).toBe(value)
})

test.each<[string, number | null | undefined]>([
  ['', null],
  ['2,5', 2.5],
  ['2.5', 2.5],
  ['40', 40],
  ['-1', undefined],
  ['1e3', undefined],
  ['9999999999', undefined],
])('quantity “%s” is %s', (typed, value) => {
  expect(quantityOf(typed)).toBe(value)
})

describe('the form', () => {
  const whole = { ...blankWork(), title: 'Làm đường', plannedFrom: '2021-04-26', plannedTo: '2021-05-20' }
  test.each<[object, string[] | null]>([
    [{}, null],
    [{ title: 'Nhà ' }, ['title']],
    [{ plannedTo: '2021-04-26' }, null],
    [{ plannedTo: '2021-04-25' }, ['days']],
    [{ plannedFrom: '' }, ['days']],
    [{ quantity: 'hai', value: 'nhiều' }, ['quantity', 'value']],
  ])('%j', (patch, faults) => {
    expect(checkWork({ ...whole, ...patch }).faults).toEqual(faults)
  })

  test('shows what was stored, and gives the same back', () => {
    const facts = { ...whole, quantity: 2.5, value: 150_000_000 }
    expect(formOf(facts)).toMatchObject({ quantity: '2,5', value: '150.000.000' })
    expect(checkWork(formOf(facts)).body).toEqual(facts)
    expect([moneyText(null), moneyText(0), moneyText(1_000)]).toEqual(['', '0', '1.000'])
  })

  test.each<[string, string, string, string[] | null]>([
    ['2021-05-10', 'Đã xong', '', null],
    ['2021-05-11', 'Đã xong', '', ['doneOn']],
    ['', 'xong', 'x', ['doneOn', 'result', 'value']],
  ])('a result of %s, “%s”, “%s”', (doneOn, result, valueReached, faults) => {
    expect(checkResult({ doneOn, result, valueReached }, '2021-05-10').faults).toEqual(faults)
  })
})
