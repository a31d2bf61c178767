import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PostContent } from '../agent/digests/content.ts';
import { digestsPage, postPage, type ShownPost } from './digests.ts';

const signedIn = { person: { name: 'Ada', role: 'admin' }, halts: [] } as unknown as Parameters<
  typeof postPage
>[0];
const post: ShownPost = {
  key: 'digest:1:x',
  title: 'Weekly digest',
  where: 'by email to you',
  status: 'sent',
  reason: null,
  at: 0,
  isWritten: true,
};
const kept = { ...post, reason: 'kept here, for no mail server is set (SMTP_URL)' };
const content: PostContent = {
  kind: 'digest',
  title: 'Weekly digest',
  period: '16 Nov 2026 to 22 Nov 2026',
  sentences: [],
  table: { columns: ['Figure'], rows: [['Click rate']] },
  waiting: [],
  more: 0,
  notes: [],
  url: '/performance',
};

it('what did not leave is not said to be sent', async () => {
  const list = (one: ShownPost) =>
    String(digestsPage({ ...signedIn, digests: [], alerts: [], posts: [one], smtp: false }));
  expect(await list(post)).toContain('<span class="status">sent</span>');
  expect(await list(kept)).toContain('<span class="status">kept</span>');
  expect(String(await postPage({ ...signedIn, content, post: kept }))).toContain('kept, by email to you');
});

it('its figures stand in a table that has a look', async () => {
  const style = readFileSync(join(import.meta.dirname, 'static/base.css'), 'utf8');
  const shown = String(await postPage({ ...signedIn, content, post }));
  expect(shown).toContain('<div class="scrolled"><table class="figures">');
  expect(style).toContain('.figures');
  expect(style).toContain('.scrolled');
});
