import { evaluate } from '../program/condition/evaluate.ts';
import type { Draft } from './draft.ts';
import { saw } from './watch.ts';

/**
 * The lead joins and parts. A segment comes after those it is made of, so one pass is enough, and none is needed while
 * nothing that conditions see changed since the last: every change after the input is applied raises the revision.
 */
export function updateSegments(draft: Draft): void {
  if (draft.segmentsAt === draft.revision) return;
  draft.segmentsAt = draft.revision;
  const { lead, trace } = draft;
  for (const { id, when } of draft.program.segments) {
    const holds = evaluate(when, draft.view);
    if (holds === lead.segments.includes(id)) continue;
    if (holds) saw(draft, `segment:${id}`, when);
    lead.segments = holds ? [...lead.segments, id].sort() : lead.segments.filter((other) => other !== id);
    trace.push({ did: holds ? 'join' : 'part', segment: id });
  }
}
