import type { CampaignTarget } from '../../domain/campaign.ts'
import type { Group, Groups } from '../../domain/commendation.ts'
import { sameName } from '../../domain/names.ts'

/** A union of a tree. */
type Placed = { id: string; code: string; name: string; parentId: string | null; path: string; mergedInto: string | null }
/** `home`: where the people of a union are now, which a merged one is not. */
export type Place = { home: Group; path: string; groups: Groups }
export type PlaceOf = (unionId: string) => Place

const everybody: Group = { key: '', name: '', above: '', code: '' }

/** Where unions of a tree stand; each belongs to the peer group that the nearest target above it, or its own, names. */
export function placesIn(tree: readonly Placed[], targets: readonly CampaignTarget[]): PlaceOf {
  const byId = new Map(tree.map((union) => [union.id, union]))
  const peerGroups = new Map(targets.map(({ unionId, peerGroup }) => [unionId, peerGroup]))
  const upper = (union: Placed | undefined): Placed | undefined => byId.get(union?.parentId ?? '')
  const groupOf = (union: Placed | undefined): Group =>
    union === undefined ? everybody : { key: union.id, name: union.name, above: upper(union)?.name ?? '', code: union.code }
  const find = (unionId: string): Place => {
    const union = byId.get(unionId)
    const home = byId.get(union?.mergedInto ?? '') ?? union
    let name = union && peerGroups.get(union.id)
    for (let at = home; name === undefined && at !== undefined; at = upper(at)) name = peerGroups.get(at.id)
    const peerGroup = { ...everybody, key: sameName(name ?? ''), name: name ?? '' }
    const groups = { all: everybody, peerGroup, upperUnion: groupOf(upper(home)), union: groupOf(home) }
    return { home: groups.union, path: home?.path ?? '', groups }
  }
  const known = new Map<string, Place>()
  return (unionId) => {
    const place = known.get(unionId) ?? find(unionId)
    known.set(unionId, place)
    return place
  }
}
