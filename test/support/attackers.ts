import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, Person } from '../../engine/runtime/changes/types.ts';
import { createAccessToken } from '../../server/auth/access-tokens.ts';
import { createLoginToken } from '../../server/auth/login-links.ts';
import { savePerson } from '../../server/auth/people.ts';
import { scopes } from '../../server/auth/scopes.ts';
import { cookieOf, startServer, type TestServer } from '../server.ts';
import type { Asked, Known } from './requests.ts';

type Headers = Record<string, string>;

const minuteMs = 60_000;

/** A server under attack by everybody who may not approve. What they get hold of is theirs for what follows. */
export interface Attack {
  server: TestServer;
  approver: { person: Person; cookie: string };
  marketer: Person;
  /** The owner's token: a program that can read the data folder. */
  bearer: Headers;
  /** By what they are, with what they send to say who they are. */
  attackers: Readonly<Record<string, Headers>>;
  /** Sessions that answers to them have opened. */
  looted: readonly Headers[];
  /** With a change that is open. */
  known(): Promise<Known>;
  /** Sends it as this attacker, and keeps what the answer gives away. */
  send(method: string, asked: Asked, headers: Headers): Promise<{ status: number; text: string }>;
  /** A minute, after which the worker does what is due. */
  timePasses(): Promise<void>;
  /** Every version of content that is approved: equal as long as nobody approved any. */
  approved(): Promise<string>;
  /** Every version of the program as it stands: equal as long as nobody changed the program. */
  programs(): Promise<string>;
}

/** Installs a company with people of every role, a lead, a demo lead and an open change. */
export async function startAttack(): Promise<Attack> {
  let passed = 0;
  const server = await startServer(
    { TRELLIS_REQUESTS_PER_MINUTE: '1000000' },
    { clock: () => Date.now() + passed },
  );
  const { db, clock, changes, engine, localAdmin } = server.installation;
  const owner = JSON.parse(readFileSync(join(server.home, 'owner.json'), 'utf8')) as { token: string };
  const bearer = { authorization: `Bearer ${owner.token}` };
  const terminalKey = readFileSync(join(server.home, 'terminal.key'), 'utf8').trim();
  const writeKey = readFileSync(join(server.home, 'write.key'), 'utf8').trim();
  const viewer = await server.signIn('viewer');
  const marketer = await server.signIn('marketer');
  const approver = await server.signIn('approver');
  const sessionOf = async (email: string) => {
    const person = await savePerson(db, { name: 'A', email, role: 'approver' }, clock());
    const link = `${server.url}/login/${await createLoginToken(db, person.id, clock())}`;
    return { person, link, cookie: cookieOf(await fetch(link, { redirect: 'manual' })) };
  };
  const gone = await sessionOf('gone@people.example');
  await fetch(`${server.url}/login/out`, {
    method: 'POST',
    headers: { cookie: gone.cookie },
    redirect: 'manual',
  });
  const late = await sessionOf('late@people.example');
  await db.query(`update sessions set expires_at = now() - interval '1 day' where person_id = $1`, [
    late.person.id,
  ]);
  const demoted = await sessionOf('demoted@people.example');
  await savePerson(db, { name: 'A', email: demoted.person.email, role: 'marketer' }, clock());

  const lead = { id: '', email: 'lead@attack.example' };
  const event = (email: string) => ({
    messageId: email,
    source: 'test',
    email,
    name: 'identify',
    occurredAt: clock(),
    properties: {},
    traits: { email },
  });
  await engine.ingest([event(lead.email)]);
  await engine.ingest([event('demo@attack.example')], { demo: true });
  lead.id = (await engine.findLead(lead.email)) as string;

  const { library } = server.installation;
  const item = (id: string) => ({
    id,
    title: id,
    kind: 'guide',
    stages: ['awareness'],
    summary: 'S.',
    cta: { label: 'Read', url: 'https://attack.example' },
    body: 'Text.',
    approvedBy: 'Ada',
  });
  await library.add([item('approved-item')], { mayApprove: true, now: clock() });
  const [draft] = await library.add([item('draft-item')], { mayApprove: false, now: clock() });

  // The most that an approver can give a program.
  const { token } = await createAccessToken(
    db,
    approver.person.id,
    { name: 'an editor', scopes, days: 1 },
    clock(),
  );
  const looted: Headers[] = [];
  const tokens = [gone.link.split('/').at(-1) as string, 'guessed'];
  let proposed = 0;
  let change: Change | undefined;
  const openChange = async (): Promise<Change> => {
    const [present] = await db.query<{ plan: string; status: string }>(
      'select status, plan_hash as plan from changes where id = $1',
      [change?.id ?? null],
    );
    if (change && present?.status === 'proposed') {
      if (present.plan !== change.planHash) change = await changes.get(change.id);
      return change;
    }
    const path = `scoring/rules/r${++proposed}`;
    const value = { title: `R${proposed}`, when: 'page_visit', points: 5 };
    const edits = [{ op: 'put' as const, path, value }];
    change = await changes.propose({ title: 'Points', edits, author: marketer.person, via: 'console' });
    return change;
  };

  return {
    server,
    approver,
    marketer: marketer.person,
    bearer,
    attackers: {
      nobody: {},
      viewer: { cookie: viewer.cookie },
      marketer: { cookie: marketer.cookie },
      'an approver who signed out': { cookie: gone.cookie },
      'an approver whose session expired': { cookie: late.cookie },
      'an approver of yesterday': { cookie: demoted.cookie },
      'a guessed session': { cookie: 'trellis_session=guessed' },
      'another site in an approver’s browser': {
        cookie: approver.cookie,
        origin: 'https://attack.example',
        'sec-fetch-site': 'cross-site',
      },
      'an email in an approver’s browser': { cookie: approver.cookie, origin: 'null' },
      'a program': bearer,
      'a model in an editor': { ...bearer, 'x-trellis-via': 'mcp' },
      'a program that guesses the terminal key': { ...bearer, 'x-trellis-terminal': 'guessed' },
      'a program that says it has no terminal key': { ...bearer, 'x-trellis-terminal': '' },
      'a token of an approver that claims a terminal': {
        authorization: `Bearer ${token}`,
        cookie: approver.cookie,
        'x-trellis-terminal': terminalKey,
      },
      'a guessed token': { authorization: 'Bearer guessed' },
      'a write key': { authorization: `Basic ${btoa(`${writeKey}:`)}` },
    },
    looted,
    async known() {
      const people = [marketer, approver].map(({ person }) => person.email);
      const open = await openChange();
      return {
        change: open,
        people: [...people, localAdmin.email],
        lead,
        tokens,
        edits: open.edits,
        draft: { item: 'draft-item', version: 1, hash: draft?.hash as string },
        soon: new Date(clock() + minuteMs / 2).toISOString(),
      };
    },
    async send(method, { path, body, form, headers: wanted }, headers) {
      const response = await fetch(server.url + path, {
        method,
        redirect: 'manual',
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...wanted, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(form && { body: new URLSearchParams(form) }),
      });
      const text = await response.text();
      const cookie = cookieOf(response);
      if (/^trellis_session=./.test(cookie)) looted.push({ cookie });
      const made = /trellis_pat_[\w-]{43}/.exec(text)?.[0];
      if (made) looted.push({ authorization: `Bearer ${made}` });
      const link = /\/login\/([\w-]{20,})"/.exec(text)?.[1];
      if (link) tokens.splice(0, tokens.length, link, ...tokens.slice(0, 5));
      return { status: response.status, text };
    },
    async timePasses() {
      passed += minuteMs;
      await engine.runDue();
      await changes.runDue();
    },
    async approved() {
      const rows = await db.query(
        'select id, version, approved_by, approved_at from content_items where approved order by id, version',
      );
      return JSON.stringify(rows);
    },
    async programs() {
      const rows = await db.query(
        'select version, hash, md5(document), change_id from programs order by version',
      );
      return JSON.stringify(rows);
    },
  };
}
