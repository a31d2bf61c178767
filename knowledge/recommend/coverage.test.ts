import { expect, it } from 'vitest';
import { coverage } from './coverage.ts';
import type { ShelfItem } from './shelf.ts';

const now = Date.UTC(2026, 2, 18);
const nobody = { industries: [], companySizes: [], roles: [], regions: [] };

function item(id: string, rest: Partial<ShelfItem>): ShelfItem {
  return {
    ...{ id, title: id, topics: [], language: 'en', summary: '', version: 1, hash: '', excerpt: '' },
    ...nobody,
    ...{ kind: 'case-study', stages: ['decision'], approved: true, regulated: false },
    ...rest,
  } as ShelfItem;
}
const group = (id: string, leads: object, audience: object = { industries: [id] }) => ({
  id,
  title: id,
  audience: { ...nobody, ...audience },
  leads,
});
const decision = (shelf: ShelfItem[], groups = [group('healthcare', { decision: 412 })]) =>
  coverage(shelf, { groups, everybody: { decision: 1000 }, now }).gaps.filter(
    ({ kind }) => kind === 'case-study',
  );

it('says which stage lacks what for whom, and how many leads stand there', () => {
  const fintech = item('for-fintech', { industries: ['fintech'] });
  const groups = [group('healthcare', { decision: 412 }), group('fintech', { decision: 9 })];
  expect(decision([fintech], groups)).toEqual([
    {
      group: 'healthcare',
      stage: 'decision',
      kind: 'case-study',
      gap: 'missing',
      leads: 412,
      words: 'No decision-stage case study for healthcare: 412 leads',
    },
  ]);
  expect(decision([item('early', { stages: ['awareness'] })], groups).map(({ words }) => words)).toEqual([
    'No decision-stage case study at all: 1,000 leads',
  ]);
});

it('tells what is missing from what is there only for a part of them or only for everybody', () => {
  const two = [
    group('healthcare', { decision: 412 }),
    group('retail', { decision: 500 }),
    group('nobody', {}),
  ];
  const forAll = item('all', {});
  expect(decision([forAll], two).map(({ gap, words }) => [gap, words])).toEqual([
    ['general', 'Only a general decision-stage case study for retail: 500 leads'],
    ['general', 'Only a general decision-stage case study for healthcare: 412 leads'],
  ]);
  const big = item('big', { industries: ['healthcare'], companySizes: ['enterprise'] });
  expect(decision([big, item('fin', { industries: ['fintech'] }), forAll], two)[0]).toMatchObject({
    group: 'retail',
  });
  expect(
    decision([item('h', { industries: ['healthcare'] }), forAll], two).map(({ group: of }) => of),
  ).toEqual(['retail']);
});

it('counts neither drafts nor what has expired, and says what waits for approval', () => {
  const shelf = [
    item('draft', { approved: false, industries: ['healthcare'] }),
    item('old', { validTo: '2026-03-01', industries: ['healthcare'] }),
    item('all', { companySizes: ['smb'] }),
  ];
  expect(decision(shelf)[0]?.words).toBe(
    'A decision-stage case study only for a part of healthcare: 412 leads; 1 waiting for approval',
  );
  const cells = coverage(shelf, { groups: [group('healthcare', { decision: 3 })], everybody: {}, now })
    .groups[0]?.cells;
  expect(cells?.find(({ stage, kind }) => stage === 'decision' && kind === 'case-study')).toEqual({
    stage: 'decision',
    kind: 'case-study',
    own: 0,
    general: 0,
    part: 1,
    drafts: 1,
    gap: 'part',
  });
});
