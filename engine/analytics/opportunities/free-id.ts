/** The id wanted, with a number behind it where something has it already. */
export function freeId(wanted: string, taken: Readonly<Record<string, unknown>>): string {
  for (let n = 1; ; n++) {
    const id = n === 1 ? wanted : `${wanted}-${n}`;
    if (!Object.hasOwn(taken, id)) return id;
  }
}
