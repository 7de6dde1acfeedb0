type Statement<Row, Rows, Done> = {
  get: (values?: Record<string, unknown>) => Row
  all: (values?: Record<string, unknown>) => Rows
  run: (values?: Record<string, unknown>) => Done
}

/**
 * A statement that is prepared when it is first used: to prepare all that a server might ever say costs its start a tenth of a second,
 * and most commands and tests say few.
 */
export function prepared<Row, Rows, Done>(query: { prepare: () => Statement<Row, Rows, Done> }): Statement<Row, Rows, Done> {
  let made: Statement<Row, Rows, Done> | undefined
  const statement = (): Statement<Row, Rows, Done> => (made ??= query.prepare())
  return {
    get: (values) => statement().get(values),
    all: (values) => statement().all(values),
    run: (values) => statement().run(values),
  }
}
