/** Where a stored text cannot be read, so that nothing can be checked that needs it. */
export class Unreadable extends Error {
  readonly place: { table: string; key: string; field: string; found: string }

  constructor(place: Unreadable['place']) {
    super(`${place.table} ${place.key}: ${place.field} cannot be read`)
    this.place = place
  }
}
