import { expect, test } from 'vitest'
import { placesIn } from '../../server/src/features/commendation/places.ts'

const union = (id: string, parentId: string | null) => ({ id, code: id, name: `Đơn vị ${id}`, parentId, path: '', mergedInto: null })
const target = (unionId: string, peerGroup: string) => ({ unionId, peerGroup, initiatives: 1, benefit: null, works: null })

test('a cụm, khối is one however it is typed', () => {
  const placeOf = placesIn([union('t', null), union('a', 't'), union('b', 't')], [target('a', 'Cụm số 1'), target('b', 'cụm  số 1')])
  const [one, other] = ['a', 'b'].map((id) => placeOf(id).groups.peerGroup)
  expect(one!.key).toBe(other!.key)
  expect([one!.name, other!.name]).toEqual(['Cụm số 1', 'cụm  số 1'])
})
