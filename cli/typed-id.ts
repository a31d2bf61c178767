/** How much of its id a person types to settle a change. */
const length = 4;

/** What a person must type to settle the change of this id: enough of it to have looked at it. */
export function toType(id: string): string {
  return id.slice(0, length);
}

/** Undefined when they typed that or more of the id; else what is wrong. A bare Enter or a "yes" is nothing of it. */
export function whyNotTyped(id: string, given: string): string | undefined {
  if (given === '' || id === '') return 'nothing was typed';
  if (!id.startsWith(given)) return `the id does not begin with "${given}"`;
  return given.length < length
    ? `"${given}" is less than the first ${length} characters of the id`
    : undefined;
}
