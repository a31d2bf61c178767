import fc from 'fast-check';
import { editsBetween } from '../edits.ts';
import type { Edit, Program, Track } from '../schema.ts';
import { arbitraryProgram } from './arbitrary-program.ts';

/** A program, and lists of edits for it: of whole things, and of steps that are put, moved or removed one by one. */
export function arbitraryEdited(lists: number): fc.Arbitrary<{ program: Program; edits: Edit[][] }> {
  return fc.tuple(arbitraryProgram, arbitraryProgram).chain(([program, other]) => {
    const edit = fc.oneof(...areaEdits(program, other), ...stepEdits(program));
    const few = fc.array(edit, { minLength: 1, maxLength: 3 });
    return fc.record({
      program: fc.constant(program),
      edits: fc.array(few, { minLength: lists, maxLength: lists }),
    });
  });
}

function areaEdits(program: Program, other: Program): fc.Arbitrary<Edit>[] {
  const edits = editsBetween(program, other);
  return edits.length > 0 ? [fc.constantFrom(...edits)] : [];
}

function stepEdits({ tracks }: Program): { arbitrary: fc.Arbitrary<Edit>; weight: number }[] {
  return Object.entries(tracks).map(([id, track]) => ({ arbitrary: stepEdit(id, track), weight: 4 }));
}

function stepEdit(track: string, { steps }: Track): fc.Arbitrary<Edit> {
  const ids = steps.map(({ id }) => id);
  const path = (step: string) => `tracks/${track}/steps/${step}`;
  const place = fc.constantFrom(null, ...ids);
  const days = fc.integer({ min: 1, max: 9 }).map((n) => `${n} days`);
  return fc.oneof(
    fc.record({ op: fc.constant('remove' as const), path: fc.constantFrom(...ids).map(path) }),
    fc.record({
      op: fc.constant('put' as const),
      path: fc.constantFrom('new-a', 'new-b').map(path),
      value: fc.record({ kind: fc.constant('wait'), for: days }),
      after: place,
    }),
    fc
      .tuple(fc.constantFrom(...steps), place, fc.constantFrom('Other', 'Third'))
      .map(([step, after, title]): Edit => {
        const value = JSON.parse(JSON.stringify({ ...step, title }));
        return { op: 'put', path: path(step.id), value, ...(after !== step.id && { after }) };
      }),
    fc.constantFrom(...steps).map((step): Edit => {
      const { id: _, ...value } = JSON.parse(JSON.stringify({ ...step, title: 'Another' }));
      return { op: 'put', path: path(step.id), value };
    }),
  );
}
