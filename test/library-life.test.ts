import { beforeAll, expect, it } from 'vitest';
import type { Edit } from '../engine/program/schema.ts';
import type { Change, Person } from '../engine/runtime/changes/types.ts';
import { noticeProblems, problemsInForce } from '../server/content-problems.ts';
import { listNotifications } from '../server/notifications.ts';
import { startServer, type TestServer } from './server.ts';

const dayMs = 86_400_000;
let now = Date.parse('2026-03-01T09:00:00Z');
let server: TestServer;
let mo: { person: Person; cookie: string };
let ada: { person: Person; cookie: string };
beforeAll(async () => {
  server = await startServer({}, { clock: () => now });
  mo = await server.signIn('marketer');
  ada = await server.signIn('approver');
});

/** On a busy machine the server may close an idle connection just when it is used again. */
const again = <T>(work: () => Promise<T>): Promise<T> => work().catch(work);
const ask = (...given: Parameters<typeof fetch>) => again(() => fetch(...given));

const item = (id: string, more: object = {}) => ({
  id,
  title: `Title of ${id}`,
  kind: 'guide',
  stages: ['awareness'],
  summary: 'A summary.',
  cta: { label: 'Read', url: `https://library.example/${id}` },
  body: `The words of ${id}.`,
  ...more,
});
const add = async (id: string, more: object = {}) => {
  const { library, clock } = server.installation;
  const [added] = await library.add([item(id, more)], { mayApprove: true, now: clock() });
  return { item: id, version: added?.version ?? 0, hash: added?.hash ?? '' };
};
const track = (id: string, ...content: { item: string; version: number; hash: string }[]): Edit => ({
  op: 'put',
  path: `tracks/${id}`,
  value: {
    title: `Track ${id}`,
    stage: 'awareness',
    entry: { when: 'country = "US"' },
    steps: content.map((ref, n) => ({ id: `mail-${n}`, kind: 'email', content: ref, purpose: 'marketing' })),
  },
});
const propose = (...edits: Edit[]): Promise<Change> =>
  server.installation.changes.propose({ title: 'T', edits, author: mo.person, via: 'console' });
const approve = ({ id, editHash, planHash }: Change) =>
  server.installation.changes.approve(id, ada.person, { editHash, planHash });
const post = async (path: string, body: object, who = ada) => {
  const response = await ask(`${server.url}/api/library/items/${path}`, {
    method: 'POST',
    headers: { cookie: who.cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, never> };
};

it('a change carries a draft: its approver reads so, and approving it approves just that version', async () => {
  const { library, db } = server.installation;
  const draft = await add('draft', { suggested: ['kind', 'topics'] });
  const shown = await ask(`${server.url}/library/draft`, { headers: { cookie: ada.cookie } });
  expect(await shown.text()).toContain(
    '2 fields were suggested from the text, and confirmed by nobody yet: kind, topics.',
  );
  const change = await propose(track('first', draft));
  expect(change.plan.drafts).toMatchObject([{ ...draft, title: 'Title of draft', kind: 'guide' }]);
  const page = await (
    await ask(`${server.url}/changes/${change.id}`, { headers: { cookie: ada.cookie } })
  ).text();
  expect(page).toContain('Approving also approves “Title of draft” for sending (guide, draft version 1)');
  expect(page).toContain('href="/library/draft?version=1"');
  expect(page).toContain('Suggested, and confirmed by nobody: kind, topics');
  expect(await library.get('draft')).toMatchObject({ approved: false });

  await add('draft', { body: 'Other words.' });
  expect(await approve(change)).toMatchObject({ status: 'applied' });
  expect(await library.get('draft', 1)).toMatchObject({ approved: true, approvedBy: ada.person.name });
  expect(await library.get('draft', 2)).toMatchObject({ approved: false });
  const [recorded] = await db.query<{ by: string; details: unknown }>(
    `select by, details from audit where action = 'content_approved' order by n desc limit 1`,
  );
  expect(recorded).toMatchObject({ by: ada.person.id, details: { ...draft, change: change.id } });
});

it('a change whose approver never comes approves nothing, nor does one that came to carry more', async () => {
  const { library, changes } = server.installation;
  const one = await add('one', { approvedBy: 'Ada' });
  const change = await propose(track('second', one));
  expect(change.plan.drafts).toBeUndefined();
  await library.withdraw({ item: 'one' }, now);
  await expect(approve(change)).rejects.toMatchObject({ code: 'change.stale' });
  expect(await library.get('one')).toMatchObject({ approved: false });
  // Looked at again, it says what it approves.
  const again = await changes.get(change.id);
  expect(again.plan.drafts).toMatchObject([one]);
  await changes.reject(change.id, ada.person, 'no');
  expect(await library.get('one')).toMatchObject({ approved: false });
});

it('what is retired, out of date, early or a brand guide cannot come to be sent, each for its reason', async () => {
  const { library } = server.installation;
  const gone = await add('gone', { approvedBy: 'Ada' });
  await library.retire('gone');
  const old = await add('old', { validTo: '2026-02-28' });
  const early = await add('early', { validFrom: '2026-04-01', approvedBy: 'Ada' });
  const voice = await add('voice', { kind: 'brand-guide', approvedBy: 'Ada' });
  const wrong = await propose(track('third', gone, old, early, voice)).catch((error) => error);
  expect(wrong.faults.map(({ code }: { code: string }) => code)).toEqual([
    'content.retired',
    'content.expired',
    'content.not_yet',
    'content.not_sendable',
  ]);
});

it('a track in force whose content ends is told of, once, and lets other changes pass', async () => {
  const { library, db } = server.installation;
  const ending = await add('ending', { validTo: '2026-04-15', approvedBy: 'Ada' });
  await approve(await propose(track('fourth', ending)));
  const problems = async () =>
    (await problemsInForce(server.installation))
      .filter((one) => one.item === 'ending')
      .map(({ problem }) => problem);
  const notices = async () =>
    (await listNotifications(db, { limit: 50 }))
      .map(({ text }) => text)
      .filter((text) => /ending/.test(text));
  expect(await problems()).toEqual([]);
  const told = await ask(`${server.url}/api/library/problems`, { headers: { cookie: mo.cookie } });
  expect(await told.json()).toEqual({ problems: [] });
  expect(await noticeProblems(server.installation)).toBe(0);

  now += 20 * dayMs;
  expect(await problems()).toEqual(['expires_soon']);
  expect(await noticeProblems(server.installation)).toBe(1);
  expect(await noticeProblems(server.installation)).toBe(0);
  now += 30 * dayMs;
  await library.retire('ending');
  expect(await problems()).toEqual(['retired', 'expired']);
  expect(await noticeProblems(server.installation)).toBe(2);
  expect(await notices()).toHaveLength(3);
  await library.restore('ending');
  await noticeProblems(server.installation);
  await library.retire('ending');
  expect(await noticeProblems(server.installation)).toBe(1);

  const other: Edit = { op: 'put', path: 'policies/timeZone', value: 'Europe/Rome' };
  expect(await approve(await propose(other))).toMatchObject({ status: 'applied' });
  const shown = await (
    await ask(`${server.url}/library/ending`, {
      headers: { cookie: (await again(() => server.signIn('viewer'))).cookie },
    })
  ).text();
  expect(shown).toContain('which is retired');
});

it('what a track in force sends keeps its approval, and everything else is settled over HTTP by an approver', async () => {
  mo = await again(() => server.signIn('marketer'));
  ada = await again(() => server.signIn('approver'));
  const used = await post('ending/withdraw', {});
  expect([used.status, used.answer]).toMatchObject([409, { error: { code: 'content.in_use' } }]);
  const { version, hash } = await add('free');
  expect((await post('free/approve', { version, hash }, mo)).status).toBe(403);
  expect(await post('free/approve', { version, hash })).toMatchObject({ answer: { approved: true } });
  expect(await post('free/withdraw', {})).toMatchObject({ answer: { approved: false } });
  const set = await post('free/set', { fields: { owner: 'Content team' } }, mo);
  expect(set).toMatchObject({ status: 200, answer: { version: 2, outcome: 'new_version', approved: false } });
  expect(await post('free/retire', {}, mo)).toMatchObject({ answer: { retired: true } });
  expect(await post('free/restore', {}, mo)).toMatchObject({ answer: { retired: false } });
  const recorded = await server.installation.db.query<{ action: string }>(
    `select action from audit where details::text like '%free%' order by n`,
  );
  expect(recorded.map(({ action }) => action)).toEqual([
    'content_approved',
    'content_withdrawn',
    'content_set',
    'content_retired',
    'content_restored',
  ]);
});
