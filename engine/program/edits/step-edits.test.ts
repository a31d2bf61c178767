import { describe, expect, it } from 'vitest';
import { TrellisError } from '../../../db/errors.ts';
import { applyEdits } from '../edits.ts';
import { parseProgram } from '../parse.ts';
import { type Edit, editSchema, type Program } from '../schema.ts';
import { conflicts, touchedBetween } from './conflicts.ts';

const wait = (id: string, more: object = {}) => ({ id, kind: 'wait', for: '1 day', ...more });
const programOf = (...steps: object[]): Program =>
  parseProgram({ schema: 1, tracks: { t: { title: 'T', stage: 'awareness', steps } } });
const put = (step: string, after?: string | null, value: object = { kind: 'wait', for: '2 days' }): Edit => ({
  op: 'put',
  path: `tracks/t/steps/${step}`,
  value: value as never,
  ...(after !== undefined && { after }),
});
const remove = (step: string): Edit => ({ op: 'remove', path: `tracks/t/steps/${step}` });
const order = (program: Program) => program.tracks.t?.steps.map(({ id }) => id).join('');
const program = programOf(wait('a'), wait('b'), wait('c'));
const faults = (of: Program, ...edits: Edit[]) => {
  try {
    applyEdits(of, edits);
  } catch (error) {
    if (error instanceof TrellisError)
      return error.faults.map(({ code, path, message }) => [code, path, message]);
  }
  return [];
};

describe('a step', () => {
  it('is put after another, first, or in the place it has', () => {
    expect(order(applyEdits(program, [put('n', 'a')]))).toBe('anbc');
    expect(order(applyEdits(program, [put('n', null)]))).toBe('nabc');
    expect(order(applyEdits(program, [put('n', 'c')]))).toBe('abcn');
    const replaced = applyEdits(program, [put('b')]);
    expect([order(replaced), replaced.tracks.t?.steps[1]]).toEqual([
      'abc',
      { id: 'b', kind: 'wait', for: '2 days' },
    ]);
  });

  it('is moved by putting it after another, forward and backward', () => {
    expect(order(applyEdits(program, [put('a', 'b')]))).toBe('bac');
    expect(order(applyEdits(program, [put('a', 'c')]))).toBe('bca');
    expect(order(applyEdits(program, [put('c', 'a')]))).toBe('acb');
    expect(order(applyEdits(program, [put('c', null)]))).toBe('cab');
    expect(order(applyEdits(program, [put('b', 'a')]))).toBe('abc');
  });

  it('that is new and says no place is refused with the places there are', () => {
    expect(faults(program, put('n'))).toEqual([
      [
        'edit.place',
        'tracks/t/steps/n',
        '"after" is missing: say which step it comes after (a, b, c), or null to be the first',
      ],
    ]);
    expect(faults(program, put('n', 'x'))[0]?.[2]).toContain('there is no step "x"');
    expect(faults(program, put('a', 'a'))[0]?.[0]).toBe('edit.place');
  });

  it('is refused where two steps have the id that is meant', () => {
    const twice: Edit = {
      op: 'put',
      path: 'tracks/t',
      value: { title: 'T', stage: 'awareness', steps: [wait('a'), wait('a'), wait('b')] } as never,
    };
    for (const edit of [put('a'), put('n', 'a'), remove('a')])
      expect(faults(program, twice, edit).map(([code]) => code)).toEqual(['step.same_id']);
  });

  it('is refused under another id than its path has, in a track that is not there, and gone already', () => {
    expect(faults(program, put('n', 'a', wait('m'))).map(([code]) => code)).toEqual(['edit.step_id']);
    const elsewhere: Edit = { op: 'remove', path: 'tracks/ghost/steps/a' };
    expect(faults(program, elsewhere).map(([code]) => code)).toEqual(['edit.nothing']);
    expect(faults(program, remove('x')).map(([code]) => code)).toEqual(['edit.nothing']);
    expect(faults(program, { op: 'put', path: 'segments/s', value: {}, after: 'a' })[0]?.[0]).toBe(
      'edit.place',
    );
  });

  it('that another leads to is only removed together with what leads to it', () => {
    const branch = { id: 'ask', kind: 'branch', cases: [{ when: 'lead_score >= 5', goto: 'c' }] };
    const branching = programOf(branch, wait('b'), wait('c'));
    expect(faults(branching, remove('c'))).toEqual([
      [
        'edit.step_in_use',
        'tracks/t/steps/c',
        '"ask" leads to it; have that step lead elsewhere in the same change',
      ],
    ]);
    const elsewhere = { kind: 'branch', cases: [{ when: 'lead_score >= 5', goto: 'b' }] };
    expect(order(applyEdits(branching, [remove('c'), put('ask', undefined, elsewhere)]))).toBe('askb');
    expect(order(applyEdits(branching, [remove('ask'), remove('c')]))).toBe('b');
  });

  it('that is the last of its track is only removed with the track, or for another', () => {
    const one = programOf(wait('a'));
    expect(faults(one, remove('a')).map(([code, path]) => [code, path])).toEqual([
      ['edit.last_step', 'tracks/t/steps/a'],
    ]);
    expect(order(applyEdits(one, [remove('a'), put('n', null)]))).toBe('n');
    expect(applyEdits(one, [remove('a'), { op: 'remove', path: 'tracks/t' }]).tracks).toEqual({});
  });

  it('comes with a form that is checked, at its place in the document', () => {
    expect(faults(program, put('n', 'a', { kind: 'wait', for: 'soon' }))[0]?.slice(0, 2)).toEqual([
      'form.invalid',
      'tracks/t/steps/1/for',
    ]);
    expect(faults(program, put('n', 'a', [] as never))[0]?.[0]).toBe('form.invalid');
  });
});

describe('edits of steps conflict', () => {
  const between = (...others: Edit[]) => touchedBetween(program, applyEdits(program, others));

  it('with edits of the same step and of the whole track, not with those of another step', () => {
    expect(conflicts([put('a')], between(put('b')))).toEqual([]);
    expect(conflicts([put('a')], between(put('a', undefined, { kind: 'wait', for: '9 days' })))).toEqual([
      'tracks/t/steps/a',
    ]);
    const renamed: Edit = {
      op: 'put',
      path: 'tracks/t',
      value: { ...program.tracks.t, title: 'New' } as never,
    };
    expect(conflicts([put('a')], between(renamed))).toEqual(['tracks/t/steps/a']);
    expect(conflicts([renamed], between(put('a')))).toEqual(['tracks/t']);
    expect(conflicts([put('a')], ['tracks/tt', 'tracks/t/steps/aa', 'segments/t'])).toEqual([]);
  });

  it('where both put something at one place, or the step that one comes after is gone or moved', () => {
    expect(conflicts([put('n', 'a')], between(put('m', 'a')))).toEqual(['tracks/t/steps/a']);
    expect(conflicts([put('n', null)], between(put('m', null)))).toEqual(['tracks/t/steps']);
    expect(conflicts([put('n', 'a')], between(remove('a')))).toEqual(['tracks/t/steps/a']);
    expect(conflicts([put('n', 'a')], between(put('a', 'b', wait('a'))))).toEqual(['tracks/t/steps/a']);
    expect(conflicts([put('n', 'a')], between(put('m', 'b')))).toEqual([]);
    expect(conflicts([put('n', 'a')], between(put('a')))).toEqual([]);
  });

  it('when leads are to enter a track that has become another', () => {
    const enrol: Edit = { op: 'enrol', path: 'enrolments/t', leads: [] };
    expect(conflicts([enrol], between(put('a')))).toEqual(['tracks/t']);
    expect(conflicts([enrol], ['tracks/u'])).toEqual([]);
  });
});

describe('what no program holds', () => {
  const lead = '11111111-1111-4111-8111-111111111111';
  const enrol = (...leads: string[]): Edit => ({ op: 'enrol', path: 'enrolments/t', leads });

  it('leaves the program as it is', () => {
    const pause: Edit = { op: 'put', path: 'halts/t', value: { reason: 'a wrong link' } };
    expect(applyEdits(program, [pause, enrol(lead)])).toEqual(program);
  });

  it('is refused with what is wrong: no reason, no such track, both at once, a lead twice', () => {
    const codes = (...edits: Edit[]) => faults(program, ...edits).map(([code, path]) => [code, path]);
    expect(codes({ op: 'put', path: 'halts/t', value: { reason: ' ' } })).toEqual([['edit.halt', 'halts/t']]);
    expect(codes({ op: 'put', path: 'halts/u', value: { reason: 'x' } })).toEqual([['edit.halt', 'halts/u']]);
    expect(
      codes({ op: 'put', path: 'halts/t', value: { reason: 'x' } }, { op: 'remove', path: 'halts/t' }),
    ).toEqual([['edit.halt', 'halts/t']]);
    expect(codes({ op: 'enrol', path: 'enrolments/u', leads: [lead] })).toEqual([
      ['enrol.track', 'enrolments/u'],
    ]);
    expect(codes(enrol(lead), enrol(lead))).toEqual([['enrol.twice', 'enrolments/t/leads/0']]);
  });

  it('enrols at most 1,000 leads, in one edit or several, and names what to do instead', () => {
    const leads = Array.from({ length: 1001 }, (_, n) => lead.replace(/.{4}$/, String(n).padStart(4, '0')));
    expect(editSchema.safeParse(enrol(...leads)).error?.issues[0]?.message).toContain('trellis lists add');
    expect(editSchema.safeParse(enrol(...leads.slice(1))).success).toBe(true);
    expect(editSchema.safeParse(enrol('me@lead.example')).success).toBe(false);
    const [fault] = faults(program, enrol(...leads.slice(0, 600)), enrol(...leads.slice(600)));
    expect(fault?.[0]).toBe('enrol.too_many');
    expect(fault?.[2]).toContain('IN LIST');
  });
});
