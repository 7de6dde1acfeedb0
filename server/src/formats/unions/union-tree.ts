import type { ImportIssue } from '@hoithi/shared/contracts/imports'
import { issueAt } from '../import-issues.ts'

type Node = { line: number | null; code: string; parentCode: string | null }

/**
 * Parents that are nowhere to be found, and unions that would stand above themselves (each circle named once, at its first line).
 * `known` holds the unions that exist already: code → parent code.
 */
export function treeErrors(unions: readonly (Node & { line: number })[], known: ReadonlyMap<string, string | null>): ImportIssue[] {
  const inFile = new Map<string, Node>()
  for (const union of unions) if (!inFile.has(union.code)) inFile.set(union.code, union)
  const byCode = new Map(inFile)
  for (const [code, parentCode] of known) if (!byCode.has(code)) byCode.set(code, { line: null, code, parentCode })
  const orphans = unions.filter(({ parentCode }) => parentCode !== null && !byCode.has(parentCode))
  return [
    ...orphans.map(({ line, parentCode }) =>
      issueAt(
        line,
        'parentCode',
        'parent-unknown',
        `Không tìm thấy đơn vị cấp trên có mã “${parentCode ?? ''}” trong tệp và trong hệ thống. Hãy sửa mã hoặc thêm đơn vị cấp trên.`,
      ),
    ),
    ...circles(byCode).map((circle) =>
      issueAt(
        circle.find(({ line }) => line !== null)?.line ?? null,
        'parentCode',
        'parent-circle',
        `Các đơn vị là cấp trên của nhau thành vòng: ${nameOf(circle)}. Hãy sửa mã cấp trên của một đơn vị trong vòng.`,
      ),
    ),
  ]
}

/** Each circle of parents, starting with its first line; every union is walked once. */
function circles(byCode: ReadonlyMap<string, Node>): Node[][] {
  const walkOf = new Map<Node, number>()
  const found: Node[][] = []
  for (const [walk, start] of [...byCode.values()].entries()) {
    const path: Node[] = []
    let node: Node | undefined = start
    while (node !== undefined && !walkOf.has(node)) {
      walkOf.set(node, walk)
      path.push(node)
      node = node.parentCode === null ? undefined : byCode.get(node.parentCode)
    }
    if (node !== undefined && walkOf.get(node) === walk) found.push(path.slice(path.indexOf(node)))
  }
  return found
}

function nameOf(circle: readonly Node[]): string {
  const codes = circle.map(({ code }) => code)
  const shown = codes.length > 6 ? [...codes.slice(0, 5), '…'] : codes
  return [...shown, codes[0] ?? ''].join(' → ')
}

/** Unions that are known and not active, by code: a list neither changes them nor hangs others from them. */
export type Shut = ReadonlyMap<string, { state: 'pending' | 'closed'; mergedInto: string | null }>

export function shutErrors(unions: readonly (Node & { line: number })[], shut: Shut): ImportIssue[] {
  return unions.flatMap(({ line, code, parentCode }): ImportIssue[] => {
    const own = shut.get(code)
    if (own !== undefined) return [shutIssue(line, code, own)]
    if (parentCode === null || !shut.has(parentCode)) return []
    const message = `Đơn vị cấp trên có mã “${parentCode}” không còn hoạt động hoặc đang chờ xếp. Hãy ghi mã của đơn vị cấp trên hiện nay.`
    return [issueAt(line, 'parentCode', 'parent-not-active', message)]
  })
}

function shutIssue(line: number, code: string, { state, mergedInto }: { state: string; mergedInto: string | null }): ImportIssue {
  if (mergedInto !== null)
    return issueAt(line, 'code', 'union-merged-away', `Đơn vị mã “${code}” đã sáp nhập vào đơn vị mã “${mergedInto}”. Hãy bỏ dòng này.`)
  if (state === 'pending')
    return issueAt(
      line,
      'code',
      'union-waiting',
      `Mã “${code}” là của một đơn vị chờ xếp. Hãy xếp đơn vị ấy ở trang Đơn vị, rồi bỏ dòng này hoặc đổi mã.`,
    )
  return issueAt(line, 'code', 'union-closed', `Đơn vị mã “${code}” đang đóng. Hãy mở lại ở trang của đơn vị trước khi nạp, hoặc bỏ dòng này.`)
}
