/**
 * A reply with one list that is text already: what thousands of people are sent alike is checked by its contract and written once. `rest` is the reply
 * with that list empty, and goes through the contract as every reply does.
 */
export class Written<Reply extends object> {
  readonly rest: Reply
  readonly #list: string
  readonly #text: string

  constructor(rest: Reply, list: keyof Reply & string, text: string) {
    this.rest = rest
    this.#list = `"${list}":[`
    this.#text = text
  }

  /** The whole as JSON, from the rest as JSON. A quote inside a text of it is escaped, so what is found is the key. */
  into(json: string): string {
    const at = json.indexOf(this.#list) + this.#list.length
    return `${json.slice(0, at)}${this.#text}${json.slice(at)}`
  }
}
