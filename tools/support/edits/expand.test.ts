import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../../engine/program/edits.ts';
import type { Edit } from '../../../engine/program/schema.ts';
import { demoProgram } from '../../../engine/program/templates/enterprise-smb.ts';
import { expandEdits } from './expand.ts';
import { mergePatch } from './merge-patch.ts';
import type { WishedEdit } from './wished.ts';

const refOf = (item: string) => ({ item, version: 2, hash: 'b'.repeat(64) });
const program = demoProgram(refOf);
const pin = async (item: string) => ({ ref: refOf(item), title: `The ${item}` });
const expanded = (...wished: WishedEdit[]) => expandEdits(program, wished, pin) as Promise<Edit[]>;
const faultsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error) => error.faults,
  );

describe('edits that are said to the tool', () => {
  it('patch only the fields that they give, and take out what is null', async () => {
    const path = 'tracks/smb-fast-track/steps/until-day-7';
    const edits = await expanded({ op: 'patch', path, value: { untilDay: null, for: '5 days' } });
    expect(edits).toEqual([{ op: 'put', path, value: { id: 'until-day-7', kind: 'wait', for: '5 days' } }]);
    expect(applyEdits(program, edits).tracks['smb-fast-track']?.steps[3]).toMatchObject({ for: '5 days' });
  });

  it('patch what the edits before them made', async () => {
    const edits = await expanded(
      { op: 'patch', path: 'tracks/smb-fast-track/steps/until-day-7', value: { untilDay: 8 } },
      { op: 'patch', path: 'tracks/smb-fast-track', value: { title: 'Faster', goal: null } },
    );
    const track = applyEdits(program, edits).tracks['smb-fast-track'];
    expect(track).toMatchObject({ title: 'Faster', steps: { 3: { untilDay: 8 } } });
    expect(track).not.toHaveProperty('goal');
  });

  it('copy a thing under another id', async () => {
    const value = { title: 'Mid-market fast track', entry: { when: 'IN SEGMENT mid-market' } };
    const edits = await expanded({ op: 'patch', path: 'tracks/mid', from: 'smb-fast-track', value });
    const { tracks } = applyEdits(program, edits);
    expect(tracks.mid).toEqual({ ...tracks['smb-fast-track'], ...value });
  });

  it('pin items that they name, wherever a step is', async () => {
    const step = { kind: 'email', content: 'roi-guide', title: 'Old' };
    const put = await expanded(
      { op: 'put', path: 'tracks/smb-fast-track/steps/more', value: step, after: 'email-2' },
      {
        op: 'patch',
        path: 'tracks/smb-decision',
        value: { steps: [{ id: 'one', kind: 'email', content: 'roi-guide' }] },
      },
    );
    expect(put[0]).toMatchObject({
      value: { content: refOf('roi-guide'), title: 'The roi-guide' },
      after: 'email-2',
    });
    expect(put[1]).toMatchObject({ value: { steps: [{ content: refOf('roi-guide') }] } });
    expect(JSON.stringify(put[1])).not.toContain('The roi-guide');
  });

  it('say which of them patches what is not there', async () => {
    const remove: WishedEdit = { op: 'remove', path: 'tracks/smb-fast-track/steps/email-2' };
    const patched = (path: string): WishedEdit => ({ op: 'patch', path, value: {} });
    expect(
      await faultsOf(
        expanded(
          remove,
          patched(remove.path),
          patched('tracks/none/steps/a'),
          patched('policies/dropAfter'),
          patched('tracks/__proto__/steps/a'),
        ),
      ),
    ).toEqual([1, 2, 3, 4].map((place) => expect.objectContaining({ path: `edits/${place}/path` })));
  });
});

it('a merge patch is that of RFC 7396, and a member called __proto__ is a member', () => {
  expect(mergePatch({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null }, d: [2], e: { f: null, g: 1 } })).toEqual(
    {
      a: { c: 2 },
      d: [2],
      e: { g: 1 },
    },
  );
  const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}')) as object;
  expect(Object.keys(merged)).toEqual(['__proto__']);
  expect('polluted' in {}).toBe(false);
});
