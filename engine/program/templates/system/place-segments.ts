import { parseCondition } from '../../condition/parse.ts';
import { printCondition } from '../../condition/print.ts';
import type { Program } from '../../schema.ts';
import { vocabularyOf } from '../../score-models.ts';
import { audiencesOf } from './audiences.ts';
import type { SystemBrief } from './brief.ts';
import { type InSegment, type SegmentFamily, segmentsOf } from './segments.ts';

/** A segment with its id in the program. */
export interface PlacedSegment {
  id: string;
  family: SegmentFamily;
  title: string;
  when: string;
  /** One of the program says the same, and stands for it. */
  reused: boolean;
}

/** Gives each segment its id: that of one of the program that says the same, else one of the system's own. */
export function placeSegments(
  brief: SystemBrief,
  program: Program,
): { segments: PlacedSegment[]; inSegment: InSegment } {
  const vocabulary = vocabularyOf(program);
  const existing = new Map(
    Object.entries(program.segments).map(([id, { when }]) => [
      printCondition(parseCondition(when, vocabulary), vocabulary),
      id,
    ]),
  );
  const idOf = new Map<string, string>();
  const inSegment = (role: string) => `IN SEGMENT ${idOf.get(role)}`;
  const segments = segmentsOf(brief, audiencesOf(brief), program.tracks).map((segment) => {
    const { role, family } = segment;
    const when = typeof segment.when === 'string' ? segment.when : segment.when(inSegment);
    const same = existing.get(when);
    const id = same ?? `${brief.name}-${role}`;
    idOf.set(role, id);
    const title = program.segments[same ?? '']?.title ?? segment.title;
    return { id, family, title, when, reused: same !== undefined };
  });
  return { segments, inSegment };
}
