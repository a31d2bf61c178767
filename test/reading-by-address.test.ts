import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { programSchema } from '../engine/program/schema.ts';
import { createAccessToken, revokeAccessToken } from '../server/auth/access-tokens.ts';
import { createFeed } from '../server/feed/feed.ts';
import { startServer, type TestServer } from './server.ts';
import { inSession } from './support/in-session.ts';

describe('what is read by its address', () => {
  let server: TestServer;
  let viewer: Awaited<ReturnType<typeof inSession>>;
  let marketer: typeof viewer;
  const item = (id: string, rest: object = {}) => ({
    id,
    title: `About ${id}`,
    kind: 'guide',
    stages: ['awareness'],
    summary: 'S.',
    cta: { label: 'Read', url: 'https://example.com' },
    body: '## One\n\nFirst\u200b words.\n\n## Two\n\nSecond words.\n\n## Three\n\nThird words.',
    approvedBy: 'Ada',
    ...rest,
  });
  beforeAll(async () => {
    server = await startServer();
    const { db, engine, library } = server.installation;
    await library.add([item('a-guide'), item('b-guide')], { mayApprove: true, now: Date.now() });
    const program = programSchema.parse({
      schema: 1,
      scoring: { rules: { visit: { title: 'A visit', when: 'page_visit', points: 5 } }, thresholds: {} },
      tracks: {
        welcome: {
          title: 'Welcome',
          stage: 'awareness',
          steps: [{ id: 'hello', kind: 'email', content: await library.pin('a-guide') }],
        },
      },
    });
    await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));
    await library.add([item('draft')], { mayApprove: false, now: Date.now() });
    viewer = await inSession(server, 'viewer');
    marketer = await inSession(server, 'marketer');
  });
  const wish = (title: string) => ({
    title,
    edits: [{ op: 'put', path: 'segments/keen', value: { title: 'Keen', when: 'lead_score >= 10' } }],
  });

  describe('the program as files', () => {
    it('names every file by its title, and shows each as an export writes it', async () => {
      const { version, files } = (await viewer.get('/api/program/files')).body;
      expect(version).toBe(2);
      expect(files).toContainEqual({ path: 'tracks/welcome.yaml', title: 'Welcome' });
      const { text } = (await viewer.get('/api/program/files/tracks/welcome.yaml')).body;
      expect(text).toMatch(/^# yaml-language-server.*\ntitle: Welcome\n/);
      const scoring = files.find(({ path }: { path: string }) => path.startsWith('scoring/'));
      expect((await viewer.get(`/api/program/files/${scoring.path}`)).status).toBe(200);
    });

    it('says what there is where there is no such file or track', async () => {
      for (const path of ['tracks/none.yaml', 'constructor', '../secrets', 'tracks/welcome.yaml/more'])
        expect((await viewer.get(`/api/program/files/${path}`)).status).toBe(404);
      expect((await viewer.get('/api/program/diagrams/none')).body.error.code).toBe('track.unknown');
    });

    it('draws a track', async () => {
      expect((await viewer.get('/api/program/diagrams/welcome')).body.text).toMatch(/^flowchart TD\n/);
    });
  });

  describe('passages', () => {
    it('come page by page, without what nobody sees, and mark who reads them', async () => {
      const first = (await viewer.get('/api/library/items/a-guide/passages?limit=2')).body;
      expect(first).toMatchObject({
        item: { id: 'a-guide', version: 1, approved: true },
        total: 3,
        next: 2,
        passages: [
          { ordinal: 0, heading: 'One' },
          { ordinal: 1, heading: 'Two' },
        ],
      });
      expect(first.passages[0].text.trim()).toBe('First words.');
      expect(first.item).not.toHaveProperty('body');
      const rest = (await viewer.get('/api/library/items/a-guide/passages?from=2')).body;
      expect(rest.passages).toMatchObject([{ ordinal: 2, heading: 'Three' }]);
      expect(rest).not.toHaveProperty('next');
      const { recentTaint } = server.installation;
      expect(recentTaint.of({ proof: 'session', person: viewer.person })).toEqual(['content:a-guide@1']);
    });

    it('are of a version that is there', async () => {
      expect((await viewer.get('/api/library/items/none/passages')).status).toBe(404);
      expect((await viewer.get('/api/library/items/a-guide/passages?version=7')).status).toBe(404);
    });
  });

  describe('the catalogue', () => {
    it('goes through everything once, whatever the size of a page, and shows nothing that nobody approved', async () => {
      const mine = (await marketer.post('/api/changes', wish('Mine'))).body;
      const whole = (await marketer.get('/api/catalogue?limit=200')).body.entries;
      const pages = [];
      let after = '';
      do {
        const { entries, next } = (await marketer.get(`/api/catalogue?limit=3${after}`)).body;
        pages.push(...entries);
        after = next === undefined ? '' : `&after=${encodeURIComponent(next)}`;
      } while (after !== '');
      expect(pages).toEqual(whole);
      const kinds = (kind: string) => whole.filter((entry: { kind: string }) => entry.kind === kind);
      expect(kinds('file').map(({ id }: { id: string }) => id)).toContain('policies.yaml');
      expect(kinds('schema').map(({ id }: { id: string }) => id)).toContain('tracks');
      expect(kinds('content').map(({ id }: { id: string }) => id)).toEqual(['a-guide', 'b-guide']);
      expect(kinds('change')).toEqual([
        { kind: 'change', id: mine.id, title: 'Mine', about: 'proposed by marketer' },
      ]);
      // What somebody else wrote is foreign text.
      const theirs = (await viewer.get('/api/catalogue?limit=200')).body.entries;
      expect(theirs.find(({ kind }: { kind: string }) => kind === 'change')).toEqual({
        kind: 'change',
        id: mine.id,
        about: 'proposed by marketer',
      });
      expect(server.installation.recentTaint.of({ proof: 'session', person: marketer.person })).toEqual([]);
    });

    it('begins a page only where an answer said so', async () => {
      for (const after of ['nothing:a', 'proposed:x', 'constructor:', "content:a' or 1"])
        expect((await viewer.get(`/api/catalogue?after=${encodeURIComponent(after)}`)).status).toBe(400);
    });
  });

  describe('the feed', () => {
    it('tells what changed since, each thing once, and from where to go on', async () => {
      const { at } = (await viewer.get('/api/feed')).body;
      expect((await viewer.get(`/api/feed?after=${at}`)).body).toEqual({ at, events: [] });
      const { id } = (await marketer.post('/api/changes', { ...wish('Keen ones') })).body;
      const proposed = (await viewer.get(`/api/feed?after=${at}`)).body;
      expect(proposed.events).toEqual([{ kind: 'change', id, listed: true }]);

      const { changes, library } = server.installation;
      const approver = await inSession(server, 'approver');
      const change = await changes.get(id);
      await changes.approve(id, approver.person, change);
      await library.retire('b-guide');
      const applied = (await viewer.get(`/api/feed?after=${proposed.at}`)).body.events;
      expect(applied).toEqual(
        expect.arrayContaining([
          { kind: 'change', id, listed: true },
          { kind: 'program', id: '', listed: false },
          { kind: 'file', id: 'segments/keen.yaml', listed: true },
          { kind: 'content', id: 'b-guide', listed: true },
        ]),
      );
      expect(applied.filter(({ kind }: { kind: string }) => kind === 'file')).toHaveLength(2);
    });

    it('tells nobody whose token was revoked while they waited', async () => {
      const { db, feed } = server.installation;
      const { at } = await feed.since(undefined);
      const asked = { name: 'waits', scopes: [], days: 1 };
      const { id, token } = await createAccessToken(db, marketer.person.id, asked, Date.now());
      const headers = { authorization: `Bearer ${token}` };
      const waiting = fetch(`${server.url}/api/feed?after=${at}&wait=50`, { headers });
      await vi.waitFor(async () => {
        const used = 'select from access_tokens where id = $1 and used_at is not null';
        expect(await db.query(used, [id])).toHaveLength(1);
      });
      await revokeAccessToken(db, id, { now: Date.now() });
      const filed = { title: 'While they waited', edits: [{ op: 'remove', path: 'segments/keen' }] };
      expect((await marketer.post('/api/changes', filed)).status).toBeLessThan(300);
      const response = await waiting;
      expect([response.status, await response.json()]).toMatchObject([
        401,
        { error: { code: 'auth.bad_token' } },
      ]);
    });

    it('lets who waits share the looks, and nobody looks when nobody waits', async () => {
      const { db } = server.installation;
      const looks = { taken: 0 };
      let next: () => void = () => {};
      const pause = () => new Promise<void>((done) => (next = done));
      const counted = {
        ...db,
        query: (...asked: Parameters<typeof db.query>) => {
          looks.taken += 1;
          return db.query(...asked);
        },
      };
      const feed = createFeed({ db: counted as typeof db, log: () => {}, pause });
      const { at } = await feed.since(undefined);
      const stop = new AbortController();
      const waiting = [feed.since(at, { looks: 2 }), feed.since(at, { looks: 9 })];
      const left = feed.since(at, { looks: 9, signal: stop.signal });
      await vi.waitFor(() => expect(looks.taken).toBe(4));
      stop.abort();
      expect(await left).toEqual({ at, events: [] });
      next();
      await vi.waitFor(() => expect(looks.taken).toBe(5));
      next();
      expect(await waiting[0]).toEqual({ at, events: [] });
      await marketer.post('/api/halt', { target: '*', reason: 'x' });
      next();
      expect((await waiting[1])?.events).toEqual([{ kind: 'program', id: '', listed: false }]);
      const { taken } = looks;
      next();
      await setImmediate();
      expect(looks.taken).toBe(taken);
      feed.close();
      await expect(feed.since(at, { looks: 9 })).rejects.toMatchObject({ code: 'feed.closed' });
    });

    it('lets nobody wait for a server that stops', async () => {
      const { db } = server.installation;
      const feed = createFeed({ db, log: () => {}, pause: () => new Promise(() => {}) });
      const { at } = await feed.since(undefined);
      const waiting = feed.since(at, { looks: 50 });
      await setImmediate();
      feed.close();
      expect(await waiting).toEqual({ at, events: [] });
    });
  });

  it('is all for who has signed in', async () => {
    for (const path of [
      '/api/program/files',
      '/api/program/files/policies.yaml',
      '/api/program/diagrams/welcome',
      '/api/library/items/a-guide/passages',
      '/api/catalogue',
      '/api/feed',
      '/api/reference/conditions',
    ]) {
      expect([path, (await fetch(server.url + path)).status]).toEqual([path, 401]);
      expect([path, (await viewer.get(path)).status]).toEqual([path, 200]);
    }
  });
});
