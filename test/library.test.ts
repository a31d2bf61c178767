import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { mean, ndcg10 } from '../bench/library/ndcg.ts';
import type { Database } from '../db/connection.ts';
import { checkAnswer } from '../knowledge/grounding/check.ts';
import { bestQuote } from '../knowledge/grounding/quote.ts';
import { loadItems } from '../knowledge/ingest/load.ts';
import { createLibrary, type Library, type StoredItem } from '../knowledge/library.ts';
import { testDatabase } from './database.ts';
import { libraryQueries } from './support/library-queries.ts';

let db: Database;
let library: Library;
beforeAll(async () => {
  db = await testDatabase();
  library = createLibrary(db);
  const items = await loadItems(fileURLToPath(new URL('../knowledge/demo-library', import.meta.url)));
  await library.add(items, { mayApprove: true, now: 1_767_614_400_000, demo: true });
});

const found = async (...search: Parameters<Library['search']>) =>
  [...new Set((await library.search(...search)).map((hit) => hit.item.id))][0];

test.each([
  ['reconstruct a decision for an examiner years later', 'fintech-audit-trail-guide'],
  ['referral intake privacy checks', 'healthcare-compliance-checklist'],
  ['outgrown the shared inbox', 'five-signs-infographic'],
  ['engineering change approvals in a plant', 'manufacturing-change-control-guide'],
  ['implementation plan with stop points by week', 'implementation-90-day-plan'],
  ['message to forward to a colleague after our results', 'advocacy-referral-kit'],
])('"%s" finds %s', async (words, id) => {
  expect(await found(words)).toBe(id);
});

test('what was found is told from an answer, and its best sentence is a quotation that holds', async () => {
  const asked = {
    good: [
      'audit trail retention',
      'cycle time of an approval in healthcare',
      'hidden cost of rework',
      'merchant onboarding fintech',
      'handover from sales to delivery',
      'helthcare complience',
    ],
    weak: ['parental leave policy', 'API rate limits', 'GDPR fines in Brazil', 'insurance claims handling'],
    none: ['quantum computing'],
  };
  for (const [evidence, questions] of Object.entries(asked)) {
    for (const words of questions) {
      const hits = await library.search(words, { limit: 5 });
      const told = await library.weigh(words, hits);
      expect([words, evidence === 'good' ? told : told !== 'good']).toEqual([
        words,
        evidence === 'good' ? 'good' : true,
      ]);
      const passages = new Map(
        hits.map(({ item, passage }, i) => [
          i + 1,
          { title: item.title, heading: passage.heading, text: passage.text },
        ]),
      );
      const text = hits.map(({ passage }, i) => `“${bestQuote(words, passage.text)}” [${i + 1}]`).join('\n');
      expect(checkAnswer(text, { passages }).findings).toEqual([]);
    }
  }
});

test('what is asked for stands high: nDCG@10 of 0.75 over written queries, typos among them', async () => {
  const gains = [];
  for (const { words, judged } of libraryQueries) {
    const hits = await library.search(words, { limit: 40 });
    gains.push(ndcg10([...new Set(hits.map((hit) => hit.item.id))], judged));
  }
  expect(mean(gains)).toBeGreaterThan(0.75);
});

test('a filter narrows to a stage, an industry and a kind', async () => {
  const where = { stage: 'decision', industry: 'healthcare', kind: 'case-study', approved: true } as const;
  expect(await found('case study', { where })).toBe('healthcare-intake-case-study');
  expect(await library.count(where)).toBe(1);
});

test('an offset leads to the passage in the pinned version, and adding the same again changes nothing', async () => {
  const [hit] = await library.search('override reason second person');
  const item = await library.get(hit?.item.id as string, hit?.item.version);
  expect([...(item?.body ?? '')].slice(hit?.passage.start, hit?.passage.end).join('')).toBe(
    hit?.passage.text,
  );
  const { version, hash, approved, approvedBy, approvedAt, retired, demo, createdAt, ...given } =
    item as StoredItem;
  expect(await library.add([given], { mayApprove: true, now: 1 })).toMatchObject([
    { version: 1, hash, outcome: 'unchanged', approved: true },
  ]);
});

test('two additions at once keep the index whole', async () => {
  const own = (id: string, body: string) => ({
    id,
    title: id,
    kind: 'blog',
    stages: ['awareness'],
    summary: 'x',
    cta: { label: 'x', url: 'https://a.example' },
    body,
  });
  await Promise.all([
    library.add([own('first-post', 'The quokka process.')], { mayApprove: true, now: 1 }),
    library.add([own('second-post', 'The quokka and the numbat.')], { mayApprove: true, now: 1 }),
  ]);
  expect(await library.search('quokka')).toHaveLength(2);
  const [counted] = await db.query<{ agree: boolean }>(
    `select (select sum(passages) from index_generations) = (select count(*) from passages)
       and (select count(*) from index_entries) = (select count(*) from passages) as agree`,
  );
  expect(counted?.agree).toBe(true);
  expect(await library.removeDemo()).toBeGreaterThan(40);
  expect(await library.count()).toBe(2);
  expect(await library.search('quokka')).toHaveLength(2);
});
