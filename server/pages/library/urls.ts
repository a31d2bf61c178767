/** The page of a passage, where it is marked. */
export function passageUrl(at: { item: string; version: number; start: number; end: number }): string {
  return `/library/${at.item}?version=${at.version}#${at.start}-${at.end}`;
}
