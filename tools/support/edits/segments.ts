import type { Program } from '../../../engine/program/schema.ts';
import { freeSlug } from '../slug.ts';
import { type Made, patched, put, removed } from './made.ts';

/** A new segment of leads that satisfy a condition. */
export function createSegment({ segments }: Pick<Program, 'segments'>, title: string, when: string): Made {
  const known = Object.values(segments).find((one) => one.title.toLowerCase() === title.toLowerCase());
  if (known)
    return {
      problem: `There is a segment ${known.title} already (${known.when}); say “change the segment …” for that.`,
    };
  return put(`New segment: ${title}`, `segments/${freeSlug(title, segments)}`, { title, when });
}

export function changeSegment(segment: { id: string; title: string; when: string }, when: string): Made {
  if (segment.when === when) return { problem: `The segment ${segment.title} is that already.` };
  return patched(`Segment ${segment.title}: ${when}`, `segments/${segment.id}`, { when });
}

export function renameSegment({ id, title }: { id: string; title: string }, to: string): Made {
  return patched(`Rename the segment ${title} to ${to}`, `segments/${id}`, { title: to });
}

export function removeSegment({ id, title }: { id: string; title: string }): Made {
  return removed(`Remove the segment ${title}`, `segments/${id}`);
}
