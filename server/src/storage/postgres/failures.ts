/** The connection is gone, or nobody answered in time: whether the last statement was carried out is not known, and whoever asked may ask again. */
class DatabaseGone extends Error {
  readonly code = 'DATABASE_GONE'
}
// The driver says these without a code.
const gone =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error)/

/** The code that PostgreSQL or the system gave, also under the mapper's own error. */
export function sqlState(error: unknown): string {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
  if (typeof code === 'string') return code
  return cause === undefined ? '' : sqlState(cause)
}

/** What PostgreSQL said, without the statement and its values, which the mapper would write into the log. */
export function plain(error: unknown): unknown {
  const { cause } = (error ?? {}) as { cause?: unknown }
  const said = cause instanceof Error ? cause : error
  if (!(said instanceof Error)) return error
  return sqlState(said) === '' && gone.test(said.message) ? new DatabaseGone(said.message) : said
}

/** Whether nobody listens on that connection any more: it broke, kept silent, or was ended by the database, which has undone what was under way. */
export function lineIsLost(error: unknown): boolean {
  const said = plain(error)
  return said instanceof DatabaseGone || /^(E[A-Z]+|57P0\d|25P03|08\w{3})$/.test(sqlState(said))
}
