import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rollUp } from '../engine/analytics/facts/roll-up.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';
import { type Ran, runCli } from './support/run-cli.ts';

let server: TestServer;
let files: string;
beforeAll(async () => {
  server = await startServer();
  files = mkdtempSync(join(tmpdir(), 'trellis-files-'));
});
afterAll(() => rmSync(files, { recursive: true, force: true }));

const trellis = (args: readonly string[], env: Record<string, string> = server.env): Promise<Ran> =>
  runCli(env, args, files);
/** Runs it with --json and gives what is the only thing on standard output. */
async function json<T>(...args: string[]): Promise<T> {
  const ran = await trellis([...args, '--json']);
  expect([ran.code, ran.stderr]).toEqual([0, '']);
  return JSON.parse(ran.stdout) as T;
}
function file(name: string, text: string): string {
  writeFileSync(join(files, name), text);
  return name;
}

describe('trellis import', () => {
  const leads = (basis: string) =>
    file(
      `${basis}.csv`,
      [
        'email,first_name,company,industry,employees',
        `ada@${basis}.example,Ada,Example Works,Healthcare,5000`,
        'nobody,Bob,Example Works,Healthcare,5000',
        `cy@${basis}.example,Cy,Example Works,Healthcare,lots`,
        `di@${basis}.example,Di`,
        `eve@${basis}.example,Eve,"Example, Inc",Fintech,20`,
      ].join('\n'),
    );

  it('takes the good rows, refuses the bad ones by line and path, and holds leads without consent', async () => {
    const ran = await trellis(['import', leads('none')]);
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain('line 3/email is not an email address');
    expect(ran.stdout).toContain('line 4/employees is not a number');
    expect(ran.stdout).toContain('line 5 has another number of columns than the first line');
    expect(ran.stdout).toContain('Imported 2 leads; refused 3.');
    expect(ran.stdout).toContain('2 leads held with reason no_consent');
    expect(ran.stdout).toContain('Nobody enters a track by this import; the same command with --enrol');
    expect(await json('query', 'email ENDS WITH "none.example"')).toMatchObject({ count: 2 });
  });

  it('takes none of them with --all-or-nothing, and says so', async () => {
    const ran = await trellis(['import', leads('all'), '--all-or-nothing']);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('Nothing was imported: 3 bad records');
    expect(await json('query', 'email ENDS WITH "all.example"')).toMatchObject({ count: 0, leads: [] });
  });

  it('records the ground it is told, and knows what it has imported', async () => {
    const args = ['import', leads('basis'), '--consent-basis', 'legitimate_interest', '--list', 'fair-2026'];
    expect(await json(...args)).toMatchObject({
      imported: 2,
      duplicates: 0,
      held: 0,
      refused: 3,
      written: true,
    });
    expect(await json(...args)).toMatchObject({ imported: 0, duplicates: 2, held: 0, written: true });
    const explained = await json<{
      consent: object;
      lists: string[];
      score: { total: number; ledgerSum: number };
    }>('explain', 'ada@basis.example');
    expect(explained.consent).toMatchObject({ marketing: { basis: 'legitimate_interest' } });
    expect(explained.lists).toEqual(['fair-2026']);
    expect(explained.score.total).toBe(explained.score.ledgerSum);
  });

  it('lets leads enter tracks when told to, those who were imported without it before too', async () => {
    const { changes, localAdmin, engine } = server.installation;
    const steps = [{ id: 'pause', kind: 'wait' as const, for: '7 days' }];
    const value = { title: 'Guests', stage: 'awareness' as const, entry: { when: 'IN LIST guests' }, steps };
    const track = await changes.propose({
      title: 'Guests',
      edits: [{ op: 'put', path: 'tracks/guests', value }],
      author: localAdmin,
      via: 'cli',
    });
    await changes.approve(track.id, localAdmin, track);
    const path = file('guests.csv', 'email\nada@guests.example\n');
    const tracks = async () =>
      (await json<{ enrolments: { track: string }[] }>('explain', 'ada@guests.example')).enrolments;
    await json('import', path, '--list', 'guests');
    expect(await tracks()).toEqual([]);
    await json('import', path, '--list', 'guests', '--enrol');
    expect(await tracks()).toMatchObject([{ track: 'guests' }]);
    expect((await engine.program()).program.tracks).toHaveProperty('guests');
  });

  it('counts leads, not rows, and a bad line once, and names the line of every fault', async () => {
    const path = file(
      'counted.csv',
      [
        'email,first_name,employees',
        'ann@counted.example,Ann,5',
        'ann@counted.example,Anne,5',
        'nobody,Bob,lots',
        'imp@counted.example,Imp "Two",5',
        'zoe@counted.example,Zoe,5',
      ].join('\n'),
    );
    const report = await json<{ faults: { line: number }[] }>('import', path);
    expect(report).toMatchObject({ imported: 2, duplicates: 0, refused: 2 });
    expect(report.faults.map(({ line }) => line)).toEqual([4, 4, 5]);
  });

  it('fails when there is nothing good in the file, or nothing at all', async () => {
    const bad = await trellis(['import', file('bad.csv', 'email\nnobody\n')]);
    expect([bad.code, bad.stdout]).toEqual([
      1,
      expect.stringContaining('Nothing was imported: 1 bad record and no good one.'),
    ]);
    const none = await trellis(['import', file('none-at-all.csv', 'email\n')]);
    expect([none.code, none.stdout]).toEqual([1, 'Nothing was imported: the file has no records.\n']);
  });

  it('says which option is not a word', async () => {
    const ran = await trellis(['import', leads('word'), '--consent-basis', 'because I can']);
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toMatch(/^import\.bad_option: --consent-basis is “because I can”: give one word/);
  });

  it('takes past events as records of the Segment protocol', async () => {
    const path = file(
      'events.ndjson',
      [
        JSON.stringify({ type: 'identify', userId: 'n-1', traits: { email: 'nia@events.example' } }),
        JSON.stringify({ event: 'Content Downloaded', userId: 'n-1', timestamp: '2026-01-02T03:04:05.000Z' }),
        '{"event": ',
        JSON.stringify({ event: 'Content Downloaded' }),
      ].join('\n'),
    );
    const report = await json<{ imported: number; faults: { path: string }[] }>('import', path);
    expect(report.imported).toBe(2);
    expect(report.faults.map((fault) => fault.path).sort()).toEqual(['line 3', 'line 4/userId']);
    expect(await json('query', 'email = "nia@events.example" AND content_downloads = 1')).toMatchObject({
      count: 1,
    });
  });
});

describe('trellis lists', () => {
  it('puts leads on a list and takes them off', async () => {
    const added = await trellis(['lists', 'add', 'vip 2026', 'ada@none.example', 'nobody@none.example']);
    expect(added.stdout).toBe(
      '1 lead is now on vip 2026.\nNot known: nobody@none.example. An import makes leads: trellis import FILE --list "vip 2026".\n',
    );
    const found = () => json<{ count: number }>('query', 'IN LIST "vip 2026"');
    expect(await found()).toMatchObject({ count: 1 });
    expect((await json<{ lists: { list: string; leads: number }[] }>('lists')).lists).toContainEqual({
      list: 'vip 2026',
      leads: 1,
    });
    expect(await json('lists', 'remove', 'vip 2026', 'ada@none.example')).toEqual({
      list: 'vip 2026',
      changed: 1,
      unknown: [],
    });
    expect(await found()).toMatchObject({ count: 0 });
  });
});

describe('trellis query', () => {
  it('counts and lists', async () => {
    const answer = await json<{ count: number; leads: { email: string; account: string }[] }>(
      'query',
      'industry = "healthcare" AND company_size = "enterprise" AND email ENDS WITH "none.example"',
    );
    expect(answer.count).toBe(1);
    expect(answer.leads).toMatchObject([{ email: 'ada@none.example', account: 'Example Works' }]);
  });

  it('fails with one line that says what is wrong', async () => {
    const ran = await trellis(['query', '--json', 'shoe_size > 3']);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toMatch(/^condition\.unknown_name: .+\n$/);
  });
});

describe('a change', () => {
  it('is proposed in words, shown, and never approved through a pipe', async () => {
    const answer = await json<{
      text: string;
      model: string;
      toolCalls: { name: string }[];
      changes: string[];
    }>('chat', 'give 25 points for a pricing page visit');
    expect(answer.model).toBe('trellis:interpreter');
    expect(answer.toolCalls.map((call) => call.name)).toContain('propose_change');
    const [id] = answer.changes;
    expect(id).toBeDefined();
    const { changes } = await json<{ changes: { id: string; status: string; via: string }[] }>(
      'changes',
      '--status',
      'proposed',
    );
    expect(changes).toMatchObject([{ id, status: 'proposed', via: 'cli' }]);
    expect((await trellis(['changes', 'show', String(id).slice(0, 8)])).stdout).toContain('25');
    for (const verb of ['approve', 'reject']) {
      const ran = await trellis(['changes', verb, String(id)]);
      expect([ran.code, ran.stdout]).toEqual([1, '']);
      expect(ran.stderr).toContain('auth.terminal_needed');
      expect(ran.stderr).toContain(`${server.url}/changes/${id}`);
      const unknown = await trellis(['changes', verb, 'ffffffff']);
      expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/^change\.unknown: /)]);
    }
    expect(await json(`changes`, 'show', String(id))).toMatchObject({ status: 'proposed' });
  });
});

describe('going back', () => {
  it('proposes what makes the earlier version of the present one; approved, it stands again', async () => {
    const { changes, engine, localAdmin } = server.installation;
    const before = await engine.program();
    const edits = [{ op: 'put' as const, path: 'policies/cap', value: { count: 2, days: 7 } }];
    const away = await changes.propose({ title: 'A cap', edits, author: localAdmin, via: 'cli' });
    await changes.approve(away.id, localAdmin, away);
    const back = await json<Change>('program', 'rollback', String(before.version));
    expect(back.title).toBe(`Roll back to version ${before.version}`);
    await changes.approve(back.id, localAdmin, back);
    expect((await engine.program()).hash).toBe(before.hash);

    const unknown = await trellis(['program', 'rollback', '999']);
    expect([unknown.code, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toContain('999');
  });
});

describe('the other commands', () => {
  it('replay the log and find no difference', async () => {
    const result = await json<{ inputs: number; leads: number; mismatches: object[] }>('replay', '--verify');
    expect(result.mismatches).toEqual([]);
    expect(result.leads).toBeGreaterThan(4);
    expect(result.inputs).toBeGreaterThanOrEqual(result.leads);
  });

  it('show where the log first differs from what it gives, with both sides', async () => {
    const { db } = server.installation;
    const [row] = await db.query<{ lane: number; lead_id: string; seq: number }>(
      `select lane, lead_id, seq from inputs where decision like '%"trace":[{%' order by lane, lead_id, seq limit 1`,
    );
    const spoil = (from: string, to: string) =>
      db.query(
        'update inputs set decision = replace(decision, $4, $5) where lane = $1 and lead_id = $2 and seq = $3',
        [row?.lane, row?.lead_id, row?.seq, from, to],
      );
    await spoil('"trace":[{', '"trace":[{"by":"nobody"},{');
    const { code, stdout } = await trellis(['replay', '--verify']);
    await spoil('"trace":[{"by":"nobody"},{', '"trace":[{');
    expect(code).toBe(1);
    expect(stdout).toMatch(/decided again, 1 differ\./);
    expect(stdout).toContain(`The first difference: lead ${row?.lead_id}, input ${row?.seq}, at trace.0.`);
    expect(stdout).toMatch(/recorded: +("nobody"|nothing)\n +decided again: +\S/);
    expect((await trellis(['replay', '--verify'])).code).toBe(0);
  });

  it('manage people and keys, and make nobody an approver without a terminal', async () => {
    const person = ['--name', 'Mo', '--role', 'marketer'];
    expect(await json('people', 'add', 'mo@people.example', ...person)).toMatchObject({ role: 'marketer' });
    expect(await json('people', 'link', 'mo@people.example')).toMatchObject({
      link: expect.stringContaining(`${server.url}/login/`),
    });
    const approver = await trellis([
      'people',
      'add',
      'al@people.example',
      '--name',
      'Al',
      '--role',
      'approver',
    ]);
    expect([approver.code, approver.stderr]).toEqual([1, expect.stringContaining('auth.person_needed')]);
    expect(await json('keys', 'add', 'shop')).toMatchObject({ key: expect.stringMatching(/^wk_/) });
    const { keys } = await json<{ keys: { source: string; key?: string }[] }>('keys');
    expect(keys.map((key) => [key.source, key.key !== undefined])).toEqual([
      ['shop', false],
      ['website', true],
    ]);
  });

  it('add a folder to the library, pass over what is broken, and retire what is gone', async () => {
    const text = (more: string) =>
      `---\ntitle: Shorter hand-offs\nkind: guide\nstages: [awareness]\nsummary: How to shorten them.\ncta: {label: Read, url: https://www.example.com/guide}\n${more}---\nBegin with the handover form.\n`;
    mkdirSync(join(files, 'library'));
    file('library/hand-offs.md', text(''));
    file('library/old.txt', 'Nobody signs twice.');
    file('library/old.yaml', text('').split('---')[1] as string);
    file('library/bad.md', text('stages: [somewhere]\n'));
    file('library/notes.json', '{}');
    file('library/signs.txt', 'Five signs that your approvals need a plan\n\nNobody knows who signs next.');
    const first = await trellis(['library', 'add', 'library', '--json']);
    expect([first.code, JSON.parse(first.stdout)]).toMatchObject([
      1,
      {
        collection: 'library',
        items: [
          { id: 'hand-offs', outcome: 'added' },
          { id: 'old', outcome: 'added' },
          { id: 'signs', suggested: expect.arrayContaining(['kind', 'stages', 'summary', 'title']) },
        ],
        skipped: [{ source: 'bad.md', code: 'content.invalid', message: expect.stringContaining('line 7') }],
        notes: ['1 other file of the folder is no document.'],
      },
    ]);
    expect(await json('library', 'search', 'handover')).toMatchObject({
      hits: [{ item: { id: 'hand-offs' } }],
    });
    const where = (condition: string) => ['search', 'hand', '--where', condition, '--limit', '3'];
    expect(await json('library', ...where('kind = "guide" AND NOT id = "old"'))).toMatchObject({
      hits: [{ item: { id: 'hand-offs' }, score: 1, parts: { words: expect.any(Number), meaning: 0 } }],
    });
    const wrong = await trellis(['library', ...where('kindd = "guide"')]);
    expect([wrong.code, wrong.stderr]).toEqual([
      1,
      expect.stringMatching(/^condition\.unknown_name: .*column 1: .*Did you mean kind/),
    ]);
    for (const name of ['bad.md', 'old.txt', 'old.yaml']) rmSync(join(files, 'library', name));
    const second = await trellis(['library', 'add', 'library']);
    expect([second.code, second.stdout]).toEqual([
      0,
      'hand-offs version 1: unchanged\nsigns version 1: unchanged\nold: retired, for old.txt is gone\n1 other file of the folder is no document.\n',
    ]);
    expect(await json('library')).toMatchObject({ items: [{ id: 'hand-offs' }, { id: 'signs' }] });
  });

  it('draw what the library lacks', async () => {
    const chart = join(files, 'coverage.svg');
    expect(await json('library', 'coverage', '--chart', chart)).toMatchObject({ by: 'segment' });
    expect(readFileSync(chart, 'utf8')).toMatch(/^<svg/);
  });

  it('take no demo company away: that is for a person at a terminal', async () => {
    const ran = await trellis(['demo', 'remove', '--json']);
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toMatch(/^demo\.not_removed: .*terminal/);
    const sure = await trellis(['demo', 'remove', '--yes', '--json']);
    expect([sure.code, sure.stdout]).toEqual([1, '']);
    expect(sure.stderr).toMatch(/^auth\.person_needed: .*terminal/);
  });

  it('say in the message which setting of a request is wrong', async () => {
    const ran = await trellis(['mailbox', '--limit', '100000']);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringMatching(/^request\.invalid: .*limit: .*200/)]);
  });

  it('tell instants as ISO 8601 in data', async () => {
    const { keys } = await json<{ keys: { createdAt: string }[] }>('keys');
    expect(keys[0]?.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it('halt all sending at once', async () => {
    expect(await json('halt', '--reason', 'wrong price')).toMatchObject({ already_halted: false });
    expect(await json('program')).toMatchObject({ halts: [{ target: '*', reason: 'wrong price' }] });
  });

  it('print nothing but data, in each command that prints data', async () => {
    // This server has no worker, which the doctor would say.
    await rollUp(server.installation.db, { now: Date.now() });
    for (const command of [
      ['mailbox'],
      ['notifications'],
      ['performance'],
      ['performance', 'facts'],
      ['performance', 'leads', 'progression'],
      ['program', 'export'],
      ['people'],
      ['doctor'],
    ]) {
      expect(await json<object>(...command)).toBeTypeOf('object');
    }
  });
});

describe('trellis performance', () => {
  it('says little at first, and everything when asked', async () => {
    const text = async (...args: string[]) => (await runCli(server.env, ['performance', ...args])).stdout;
    const [short, all] = [await text(), await text('--all')];
    expect(short).toContain('`performance leads METRIC`');
    expect(short).not.toContain('Bounces for good');
    expect(all).toContain('Bounces for good');
    expect(all).not.toContain('(0 of 0)');
  });
});

describe('trellis experiments', () => {
  it('shows, plans, and files the change that decides one', async () => {
    const { db, engine } = server.installation;
    const { program } = await engine.program();
    const experiments = {
      'early-call': {
        title: 'Call early',
        hypothesis: 'Who is called early buys.',
        element: 'hand-off' as const,
        arms: { late: { title: 'As it was', weight: 1 }, early: { title: 'At 60 points', weight: 1 } },
        control: 'late',
        population: 'lead_score >= 10',
        metric: 'sql' as const,
        guardrails: [],
        leadsPerArm: 500,
      },
    };
    await db.transaction((tx) => engine.activate(tx, { ...program, experiments }, { changeId: null }));
    const listed = await json<{ experiments: { verdict: object }[] }>('experiments');
    expect(listed.experiments).toMatchObject([{ verdict: { kind: 'empty', words: 'nobody is in it yet' } }]);
    const shown = await trellis(['experiments', 'show', 'early-call']);
    expect(shown.stdout).toMatch(/^By sql within \d+ days/m);
    expect(shown.stdout).toMatch(/^late \(control\) +0 +0 +0 of 0/m);
    const plan = ['experiments', 'plan', '--metric', 'sql', '--effect', '2pt', '--arms', '3'];
    expect((await trellis(plan)).stdout).toContain('There is no rate to plan by');
    const nowhere = await trellis([...plan, '--track', 'No such track']);
    expect(nowhere.stderr).toContain('There is no track with that id or title');
    expect((await trellis(['experiments', 'show', 'holdout'])).stderr).toContain('Nobody is held out');
    const filed = await trellis(['experiments', 'decide', 'early-call', 'early']);
    expect(filed.stdout).toContain('Promote "At 60 points" of the experiment "Call early"');
    expect(filed.stdout).toMatch(/proposed {2}\w+ risk/);
  });
});

describe('a data folder', () => {
  it('has one server: a second start says where the first one is', async () => {
    const ran = await trellis(['start'], { ...server.env, DATABASE_URL: '' });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toMatch(/^home\.owned: .*process \d+/);
    expect(ran.stderr).toContain(server.url);
  });

  it('whose server runs was brought up to date by it', async () => {
    const ran = await trellis(['migrate'], { ...server.env, DATABASE_URL: '' });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain(`the server at ${server.url} did it when it started`);
  });

  it('whose server runs is looked at as that server sees it', async () => {
    const env = { ...server.env, TRELLIS_MODEL: 'openai:other', OPENAI_API_KEY: 'none' };
    const { stdout } = await trellis(['doctor', '--json'], env);
    const { findings } = JSON.parse(stdout) as { findings: { check: string; found: string }[] };
    const model = findings.find(({ check }) => check === 'model');
    expect(model?.found).toBe('the embedded interpreter: no key, no network');
  });

  it('that is empty is told how to be filled', async () => {
    const ran = await trellis(['query', 'lead_score > 1'], { TRELLIS_HOME: join(files, 'nowhere') });
    expect([ran.code, ran.stdout]).toEqual([1, '']);
    expect(ran.stderr).toMatch(/^home\.empty: .*npm start/);
  });

  it('is not looked at with settings that cannot be', async () => {
    const ran = await trellis(['query', 'lead_score > 1'], { ...server.env, PORT: 'many' });
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringMatching(/^config\.invalid: PORT/)]);
  });
});
