import type { ImportIssue } from '@hoithi/shared/contracts/imports'

/** What the server takes before encoding. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024

export const tooLarge = (bytes: number, largest = MAX_FILE_BYTES): boolean => bytes > largest

export type Severity = 'error' | 'warning'
export type ListedIssue = ImportIssue & { severity: Severity }

/** Errors before warnings, each by line; what concerns the whole file comes first. */
export function listIssues(errors: readonly ImportIssue[], warnings: readonly ImportIssue[]): ListedIssue[] {
  const listed = (issues: readonly ImportIssue[], severity: Severity) =>
    issues.map((issue) => ({ ...issue, severity })).sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return [...listed(errors, 'error'), ...listed(warnings, 'warning')]
}

/** The issues that came with a refused import; anything else gives none. */
export function refusedIssues(details: unknown): ImportIssue[] {
  return Array.isArray(details) ? details.filter(isIssue) : []
}

function isIssue(value: unknown): value is ImportIssue {
  return typeof value === 'object' && value !== null && 'message' in value && 'line' in value && 'field' in value
}
