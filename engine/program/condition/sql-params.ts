/** Collects the values of a statement, each once. All are text: the SQL casts them, so no driver has to guess. */
export class SqlParams {
  readonly values: string[] = [];
  readonly #first: number;
  readonly #known = new Map<string, string>();

  constructor(first: number) {
    this.#first = first;
  }

  /** The placeholder of a value; write the cast behind it. */
  add(value: string): string {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const placeholder = `$${this.#first + this.values.length}`;
    this.values.push(value);
    this.#known.set(value, placeholder);
    return placeholder;
  }
}
