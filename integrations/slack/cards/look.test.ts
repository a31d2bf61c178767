import { expect, test } from 'vitest';
import type { InboxItem } from '../inbox/item.ts';
import type { SlackContext } from '../options.ts';
import { diffPageHandler } from './look.ts';

const person = { id: 'p', name: 'Vera', email: 'vera@example.com', role: 'viewer' };
const lines = Array.from({ length: 200 }, (_, n) => `Line ${n}. ${'x'.repeat(80)}`);
const change = {
  id: '01987a3e-6b1f-4c1d-9a59-0c8f6c1f2a10',
  title: 'Scoring',
  plan: {
    diff: lines,
    population: { entering: {}, inFlight: {}, leaving: 0, leads: 1 },
    risk: { level: 'low', reasons: [] },
  },
};

/** What the modal shows after a click on “Next”. */
async function turned(email: string): Promise<{ view_id: string; view: object }[]> {
  const updated: { view_id: string; view: object }[] = [];
  const user = { team_id: 'T1', profile: { email }, is_email_confirmed: true };
  const context = {
    teamId: 'T1',
    client: {
      users: { info: async () => ({ user }) },
      views: { update: async (update: never) => void updated.push(update) },
    },
    people: { findByEmail: async (of: string) => (of === person.email ? person : undefined) },
    changes: { get: async () => change },
    changeUrl: (id: string) => `https://trellis.example/changes/${id}`,
  } as unknown as SlackContext;
  const actions = [{ action_id: 'change_diff_page:1', value: `${change.id}:1` }];
  const body = { type: 'block_actions', user: { id: 'U1' }, view: { id: 'V1' }, actions };
  await diffPageHandler(context, { body } as InboxItem);
  return updated;
}

test('a page of the difference is turned in the modal in which it was clicked', async () => {
  const [update, ...more] = await turned(person.email);
  expect(more).toEqual([]);
  expect(update?.view_id).toBe('V1');
  expect(JSON.stringify(update?.view)).toMatch(/Page 2 of \d/);
});

test('somebody who is not known any more turns none', async () => {
  expect(await turned('gone@example.com')).toEqual([]);
});
