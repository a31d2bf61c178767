/** Where a passage is read and marked: a path of the console. */
export function passagePath(at: { item: string; version: number; start: number; end: number }): string {
  return `/library/${at.item}?version=${at.version}#${at.start}-${at.end}`;
}
