import { expect, it } from 'vitest';
import type { Edit, Program, Track } from '../../engine/program/schema.ts';
import { demoProgram } from '../../engine/program/templates/enterprise-smb.ts';
import type { ExpectedChange } from '../task.ts';
import { changeFaults } from './change.ts';

const base: Program = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
const fast = base.tracks['smb-fast-track'] as Track;

const faultsOf = (expected: Partial<ExpectedChange>, edits: Edit[], rollbackTo?: number) =>
  changeFaults(
    { sets: {}, removes: [], ...expected },
    { edits, ...(rollbackTo !== undefined && { rollbackTo }) },
    base,
  );

const slower: Track = {
  ...fast,
  steps: fast.steps.map((step) => (step.id === 'until-day-4' ? { ...step, untilDay: 5 } : step)),
};
const putSlower: Edit[] = [{ op: 'put', path: 'tracks/smb-fast-track', value: slower }];

it('holds what the proposed program has against what is expected there, steps by id or by their place in their kind', () => {
  for (const step of ['until-day-4', 'wait#1'])
    expect(faultsOf({ sets: { [`tracks/smb-fast-track/steps/${step}/untilDay`]: 5 } }, putSlower)).toEqual(
      [],
    );
  expect(faultsOf({ sets: { 'tracks/smb-fast-track/steps/wait#2/untilDay': 5 } }, putSlower)).toEqual([
    'tracks/smb-fast-track/steps/wait#2/untilDay is 7, and should be 5',
  ]);
});

it('wants nothing touched beside what is expected, and all of that', () => {
  const cap: Edit = { op: 'put', path: 'policies/cap', value: { count: 2, days: 7 } };
  const sets = { 'tracks/smb-fast-track/steps/wait#1/untilDay': 5 };
  expect(faultsOf({ sets }, [...putSlower, cap])).toEqual(['it touches policies/cap too']);
  expect(faultsOf({ touches: ['tracks/smb-fast-track', 'policies/cap'] }, putSlower)).toEqual([
    'it leaves policies/cap as it is',
  ]);
  expect(faultsOf({ sets, touches: ['tracks/smb-fast-track', 'policies/cap'] }, [...putSlower, cap])).toEqual(
    [],
  );
});

it('lets anything be touched that is new, and nothing that is there, where all of it is to be new', () => {
  const touches = 'new' as const;
  const copy: Edit = { op: 'put', path: 'tracks/smb-copy', value: { ...fast, title: 'A copy' } };
  const halt: Edit = { op: 'put', path: 'halts/smb-decision', value: { reason: 'Legal' } };
  const gap: Edit = { op: 'put', path: 'policies/minimumGap', value: '2 days' };
  expect(faultsOf({ touches }, [copy, gap])).toEqual([]);
  expect(faultsOf({ touches }, [copy, ...putSlower, halt])).toEqual([
    'it touches tracks/smb-fast-track, which is not new',
    'it touches halts/smb-decision, which is not new',
  ]);
});

it('finds the one new id at the place of a plus', () => {
  const copy: Edit = { op: 'put', path: 'tracks/smb-copy', value: { ...fast, title: 'A copy' } };
  expect(
    faultsOf({ sets: { 'tracks/+/title': '/copy/i', 'tracks/+/steps': { count: fast.steps.length } } }, [
      copy,
    ]),
  ).toEqual([]);
  expect(faultsOf({ sets: { 'segments/+/title': '/copy/i' } }, [copy])).not.toEqual([]);
});

it('knows a removed step by its id, though another has taken its place', () => {
  const without = fast.steps.filter(({ id }) => id !== 'email-4');
  const edits: Edit[] = [{ op: 'put', path: 'tracks/smb-fast-track', value: { ...fast, steps: without } }];
  expect(faultsOf({ removes: ['tracks/smb-fast-track/steps/email#4'] }, edits)).toEqual([]);
  expect(faultsOf({ removes: ['tracks/smb-fast-track/steps/email#3'] }, edits)).toEqual([
    'tracks/smb-fast-track/steps/email#3 is still there',
  ]);
});

it('sees pauses, their end, enrolments and rollbacks, which no program holds', () => {
  const pause: Edit = { op: 'put', path: 'halts/smb-fast-track', value: { reason: 'wrong price' } };
  expect(faultsOf({ sets: { 'halts/smb-fast-track/reason': '/price/' } }, [pause])).toEqual([]);
  const resume: Edit = { op: 'remove', path: 'halts/smb-fast-track' };
  expect(faultsOf({ removes: ['halts/smb-fast-track'] }, [resume])).toEqual([]);
  expect(faultsOf({ removes: ['halts/smb-fast-track'] }, [pause])).toContain(
    'halts/smb-fast-track is not lifted',
  );
  const lead = '00000000-0000-4000-8000-000000000009';
  const enrol: Edit = { op: 'enrol', path: 'enrolments/smb-decision', leads: [lead] };
  expect(faultsOf({ enrols: { track: 'smb-decision', leads: 1 } }, [enrol])).toEqual([]);
  expect(faultsOf({ enrols: { track: 'smb-decision', leads: 2 } }, [enrol])).toHaveLength(1);
  expect(faultsOf({ sets: {} }, [enrol])).toEqual(['it touches enrolments/smb-decision too']);
  expect(faultsOf({ rolls_back_to: 1 }, putSlower, 1)).toEqual([]);
  expect(faultsOf({ rolls_back_to: 1 }, putSlower)).toHaveLength(1);
});
