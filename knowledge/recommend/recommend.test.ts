import { describe, expect, it } from 'vitest';
import type { ContentFigures } from './evidence.ts';
import { smoothed, weighFigures } from './evidence.ts';
import { recommend, type Wanted } from './recommend.ts';
import type { ShelfItem } from './shelf.ts';

const now = Date.UTC(2026, 2, 18);

function item(id: string, rest: Partial<ShelfItem> = {}): ShelfItem {
  return {
    id,
    title: `About ${id}`,
    kind: 'guide',
    stages: ['decision'],
    topics: [],
    industries: [],
    roles: [],
    companySizes: [],
    regions: [],
    language: 'en',
    summary: '',
    version: 1,
    hash: 'a'.repeat(64),
    approved: true,
    regulated: false,
    excerpt: id,
    ...rest,
  };
}

const nobody = { industries: [], companySizes: [], roles: [], regions: [] };
const wanted = (rest: Partial<Wanted> = {}): Wanted => ({
  audience: { ...nobody, industries: ['healthcare'] },
  mixed: true,
  stage: 'decision',
  strictStage: true,
  regulated: false,
  had: new Set(),
  now,
  count: 10,
  interests: new Map(),
  figures: [],
  ...rest,
});
const ids = (shelf: ShelfItem[], rest: Partial<Wanted> = {}) =>
  recommend(shelf, wanted(rest)).recommended.map((one) => one.item.id);
const figure = (of: string, rest: Partial<ContentFigures> = {}): ContentFigures => ({
  item: of,
  stage: 'decision',
  inside: true,
  sent: rest.delivered ?? 0,
  delivered: 0,
  clicked: 0,
  progressed: 0,
  taken: 0,
  takenProgressed: 0,
  ...rest,
});

describe('what may be recommended', () => {
  it.each<[string, Partial<ShelfItem>, Partial<Wanted>, string]>([
    ['a draft', { approved: false }, {}, 'draft'],
    ['what is no longer valid', { validTo: '2026-03-17' }, {}, 'expired'],
    ['what is not valid yet', { validFrom: '2026-03-19' }, {}, 'not_yet'],
    ['what they had', {}, { had: new Set(['x']) }, 'had'],
    ['what is for another industry', { industries: ['fintech'] }, {}, 'others'],
    [
      'what is for a region they are not in',
      { regions: ['europe'] },
      { audience: { ...nobody, regions: ['asia'] } },
      'others',
    ],
    ['what is for a region nobody knows them to be in', { regions: ['europe'] }, { mixed: false }, 'others'],
    ['another language', { language: 'de-AT' }, { language: 'en' }, 'language'],
    ['what is regulated', { regulated: true }, {}, 'regulated'],
    ['another stage', { stages: ['awareness'] }, {}, 'stage'],
    ['another kind', {}, { kinds: ['webinar'] }, 'kind'],
    ['the guide to the brand', { kind: 'brand-guide' }, {}, 'kind'],
  ])('is not %s, and that is said', (_, rest, asked, reason) => {
    const found = recommend([item('x', rest), item('other', { kind: 'webinar' })], wanted(asked));
    expect(found.recommended.map((one) => one.item.id)).not.toContain('x');
    expect(found.leftOut).toContainEqual({ reason, count: 1 });
  });

  it('is an item on its first and last day, and of the language whatever its region', () => {
    expect(
      ids([item('x', { validFrom: '2026-03-18', validTo: '2026-03-18', language: 'en-GB' })], {
        language: 'en-US',
      }),
    ).toEqual(['x']);
  });

  it('is the main language only where the library has nothing in theirs, and says so', () => {
    const german = item('german', { language: 'de', stages: ['awareness'] });
    expect(recommend([item('x')], wanted({ language: 'fr' }))).toMatchObject({
      insteadIn: 'en',
      recommended: [{ item: { id: 'x' } }],
    });
    expect(ids([item('x'), german], { language: 'de' })).toEqual([]);
  });

  it('serves one lead whose role is not known, but not one whose industry is not', () => {
    const shelf = [
      item('for-role', { roles: ['technical'] }),
      item('for-industry', { industries: ['fintech'] }),
    ];
    expect(ids(shelf, { mixed: false, audience: nobody })).toEqual(['for-role']);
  });
});

describe('the order', () => {
  it('prefers what names them to what is for everybody, and the asked-for words to both', () => {
    const shelf = [
      item('all', { kind: 'report' }),
      item('theirs', { kind: 'webinar', industries: ['healthcare'] }),
    ];
    expect(ids(shelf)).toEqual(['theirs', 'all']);
    expect(ids(shelf, { goal: new Map([['all', 1]]) })).toEqual(['all', 'theirs']);
  });

  it('puts what the others of the segment click and move on with first', () => {
    const figures = [
      figure('a', { delivered: 300, clicked: 15, progressed: 6 }),
      figure('b', { delivered: 300, clicked: 60, progressed: 30 }),
    ];
    expect(ids([item('a', { kind: 'report' }), item('b', { kind: 'webinar' })], { figures })).toEqual([
      'b',
      'a',
    ]);
  });

  it('does not let three lucky clicks win over a proven item', () => {
    const figures = [
      figure('lucky', { delivered: 3, clicked: 3, progressed: 3 }),
      figure('proven', { delivered: 300, clicked: 60, progressed: 45 }),
      figure('usual', { delivered: 3000, clicked: 150, progressed: 90 }),
    ];
    const worked = weighFigures(figures, 'decision');
    expect(worked('lucky').worked).toBeLessThan(worked('proven').worked);
    expect(worked('lucky').worked).toBeGreaterThan(worked('usual').worked);
    expect(worked('never-sent').worked).toBe(0.5);
  });

  it('learns from other segments as long as there is little of their own', () => {
    const figures = [
      figure('good', { inside: false, delivered: 1000, clicked: 300, progressed: 100 }),
      figure('bad', { inside: false, delivered: 1000, clicked: 20, progressed: 10 }),
    ];
    const worked = weighFigures([...figures, figure('other', { delivered: 200, clicked: 10 })], 'decision');
    expect(worked('good').worked).toBeGreaterThan(worked('bad').worked);
    const theirs = [
      ...figures,
      figure('good', { delivered: 2000, clicked: 20 }),
      figure('bad', { delivered: 2000, clicked: 400, progressed: 100 }),
    ];
    const own = weighFigures(theirs, 'decision');
    expect(own('bad').worked).toBeGreaterThan(own('good').worked);
    expect(weighFigures(figures, 'awareness')('good').worked).toBe(0.5);
  });

  it('follows one kind by another where both are about as good', () => {
    const shelf = [
      item('guide-1', { topics: ['roi'] }),
      item('guide-2', { topics: ['roi'] }),
      item('webinar', { kind: 'webinar', topics: ['roi', 'risk'], stages: ['consideration', 'decision'] }),
    ];
    expect(ids(shelf)).toEqual(['guide-1', 'webinar', 'guide-2']);
    // The third is held against both, not only against the one before it.
    const report = item('report', {
      kind: 'report',
      topics: ['scale'],
      stages: ['consideration', 'decision'],
    });
    expect(ids([...shelf, report])).toEqual(['guide-1', 'report', 'webinar', 'guide-2']);
  });

  it('brings what reads like what they read, and gives the reason', () => {
    const shelf = [item('a', { topics: ['cost'] }), item('b', { topics: ['security', 'audit'] })];
    const [first] = recommend(
      shelf,
      wanted({ mixed: false, interests: new Map([['security', 3]]) }),
    ).recommended;
    expect(first).toMatchObject({
      item: { id: 'b' },
      reasons: expect.arrayContaining(['about security, which this lead read before']),
    });
  });

  it('is the same whatever the order of the shelf', () => {
    const shelf = Array.from({ length: 20 }, (_, n) =>
      item(`i${n}`, { kind: n % 2 ? 'guide' : 'report', topics: [`t${n % 3}`] }),
    );
    expect(ids(shelf.toReversed())).toEqual(ids(shelf));
  });
});

it('a rate is drawn towards what is expected by fifty emails of it', () => {
  expect(smoothed(3, 3, 0.1)).toBeCloseTo(8 / 53);
  expect(smoothed(0, 0, 0.1)).toBe(0.1);
});
