import type { PathEntry } from './path-entry.ts';

/** The place of the first entry at which two paths differ; undefined when they are the same. */
export function partingOf(a: readonly PathEntry[], b: readonly PathEntry[]): number | undefined {
  const length = Math.max(a.length, b.length);
  for (let n = 0; n < length; n++) if (!sameEntry(a[n], b[n])) return n;
  return undefined;
}

function sameEntry(a: PathEntry | undefined, b: PathEntry | undefined): boolean {
  return (
    a !== undefined &&
    b !== undefined &&
    a.at === b.at &&
    a.did === b.did &&
    a.what === b.what &&
    a.detail === b.detail
  );
}
