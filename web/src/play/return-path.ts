/** Where to go after logging in: only a path of this site, never another address. */
export function safeReturnPath(wanted: string): string {
  return /^\/(?![/\\])/.test(wanted) ? wanted : '/'
}
