/** How much of its id a person types to settle a change. */
const length = 4;

/** What a person must type to settle the change of this id: enough of it to have looked at it. */
export function toType(id: string): string {
  return id.slice(0, length);
}

/** Whether they typed exactly that. A bare Enter, a "yes" or more of the id is something else. */
export function isTyped(id: string, given: string): boolean {
  return given !== '' && given === toType(id);
}
