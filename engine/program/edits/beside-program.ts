import { z } from 'zod';
import { MOST_ENROLLED, tooManyEnrolled } from '../schema/edits.ts';
import type { Edit, Program } from '../schema.ts';
import { type Finding, finding, unknownName } from '../validate/findings.ts';

const pauseSchema = z.strictObject({ reason: z.string().trim().min(1).max(500) });

/** What the edits pause, with the reason each names. */
export function pausesOf(edits: readonly Edit[]): { target: string; reason: string }[] {
  return edits.flatMap((edit) => {
    if (edit.op !== 'put' || !isHalt(edit)) return [];
    const parsed = pauseSchema.safeParse(edit.value);
    return parsed.success ? [{ target: targetOf(edit), reason: parsed.data.reason }] : [];
  });
}

/** What the edits resume: ids of tracks, `*` for all sending. */
export function resumesOf(edits: readonly Edit[]): string[] {
  const targets = edits.flatMap((edit) => (edit.op === 'remove' && isHalt(edit) ? [targetOf(edit)] : []));
  return [...new Set(targets)].sort();
}

/** What the edits enrol: by track the leads, in the order they are named. */
export function enrolmentsOf(edits: readonly Edit[]): { track: string; leads: readonly string[] }[] {
  const byTrack = Map.groupBy(
    edits.filter((edit) => edit.op === 'enrol'),
    trackOf,
  );
  return [...byTrack].map(([track, of]) => ({ track, leads: of.flatMap(({ leads }) => leads) }));
}

/** Of what no program holds, halts and enrolments: whatever is wrong in form, or names what `program` does not have. */
export function checkBesideProgram(edits: readonly Edit[], program: Pick<Program, 'tracks'>): Finding[] {
  return [...checkPauses(edits, program), ...checkEnrolling(edits, program)];
}

function checkPauses(edits: readonly Edit[], { tracks }: Pick<Program, 'tracks'>): Finding[] {
  const lifted = new Set(resumesOf(edits));
  return edits.flatMap((edit) => {
    if (edit.op !== 'put' || !isHalt(edit)) return [];
    const target = targetOf(edit);
    if (!pauseSchema.safeParse(edit.value).success)
      return [finding('edit.halt', edit.path, 'a pause says why: { reason: … }, of at most 500 characters')];
    if (target !== '*' && !Object.hasOwn(tracks, target))
      return [finding('edit.halt', edit.path, unknownName('track', target, tracks))];
    if (lifted.has(target))
      return [finding('edit.halt', edit.path, 'one change cannot pause and resume the same; leave one out')];
    return [];
  });
}

function checkEnrolling(edits: readonly Edit[], { tracks }: Pick<Program, 'tracks'>): Finding[] {
  const enrols = edits.filter((edit) => edit.op === 'enrol');
  if (enrols.reduce((sum, { leads }) => sum + leads.length, 0) > MOST_ENROLLED)
    return [finding('enrol.too_many', 'enrolments', tooManyEnrolled)];
  const seen = new Set<string>();
  return enrols.flatMap((edit) => {
    const track = trackOf(edit);
    if (!Object.hasOwn(tracks, track))
      return [finding('enrol.track', edit.path, unknownName('track', track, tracks))];
    return edit.leads.flatMap((lead, n) => {
      const key = `${track} ${lead}`;
      if (!seen.has(key)) {
        seen.add(key);
        return [];
      }
      return [finding('enrol.twice', `${edit.path}/leads/${n}`, 'this lead is named twice; name it once')];
    });
  });
}

function isHalt({ path }: Edit): boolean {
  return path.startsWith('halts/');
}

function targetOf({ path }: Edit): string {
  return path.slice('halts/'.length);
}

function trackOf({ path }: Edit): string {
  return path.slice('enrolments/'.length);
}
