import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fileSchemas } from '../engine/program/files/file-schemas.ts';
import type { Edit } from '../engine/program/schema.ts';
import { demoProgramItems } from '../engine/program/templates/enterprise-smb.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

let server: TestServer;
let files: string;
beforeAll(async () => {
  server = await startServer();
  files = mkdtempSync(join(tmpdir(), 'trellis-program-'));
  await server.installation.library.add([item('guide', 'Guide')], { mayApprove: true, now: Date.now() });
  await inForce([
    segment('known', 'phone IS KNOWN'),
    segment('small', 'company_size = "smb"'),
    await welcome(),
  ]);
});
afterAll(() => rmSync(files, { recursive: true, force: true }));

/** A folder as it is exported now, for each test its own. */
let dir: string;
let made = 0;
beforeEach(async () => {
  dir = `program-${++made}`;
  expect(await trellis('program', 'export', dir)).toMatchObject({ code: 0, stderr: '' });
});

const trellis = (...args: string[]) => runCli(server.env, args, files);
function item(id: string, title: string, approval: object = { approvedBy: 'Ada' }) {
  const cta = { label: 'Read on', url: 'https://example.com/read' };
  return { id, title, kind: 'guide', stages: ['awareness'], summary: title, cta, body: 'Text.', ...approval };
}
function segment(id: string, when: string): Edit {
  return { op: 'put', path: `segments/${id}`, value: { title: id, when } };
}
async function welcome(): Promise<Edit> {
  const content = await server.installation.library.pin('guide');
  const steps = [
    { id: 'mail', kind: 'email', content },
    { id: 'pause', kind: 'wait', for: '3 days' },
    { id: 'end', kind: 'exit' },
  ];
  const value = {
    title: 'Welcome',
    stage: 'awareness',
    entry: { when: 'IN SEGMENT small' },
    steps: z.json().parse(steps),
  };
  return { op: 'put', path: 'tracks/welcome', value };
}
/** A change of somebody else, approved. */
async function inForce(edits: Edit[]): Promise<void> {
  const { changes, localAdmin } = server.installation;
  const change = await changes.propose({ title: 'Another', edits, author: localAdmin, via: 'console' });
  await changes.approve(change.id, localAdmin, change);
}
const path = (name: string) => join(files, dir, name);
const read = (name: string) => readFileSync(path(name), 'utf8');
const write = (name: string, text: string) => writeFileSync(path(name), text);
function replace(name: string, from: string, to: string): void {
  expect(read(name)).toContain(from);
  write(name, read(name).replace(from, to));
}
const open = () => server.installation.changes.list({ status: 'proposed' });

describe('trellis program export', () => {
  it('writes one file a part, schemas for editors, and what it was made from', async () => {
    const { version, hash } = await server.installation.engine.program();
    expect(read('program.yaml')).toBe(
      `# yaml-language-server: $schema=.schema/folder.json\nschema: 1\nbase: ${version}\nhash: ${hash}\n`,
    );
    expect(read('segments/small.yaml')).toBe(
      '# yaml-language-server: $schema=../.schema/segments.json\ntitle: small\nwhen: company_size = "smb"\n',
    );
    expect(JSON.parse(read('.schema/tracks.json'))).toEqual(JSON.parse(JSON.stringify(fileSchemas().tracks)));
    expect(await trellis('program', 'plan', dir)).toMatchObject({
      code: 0,
      stdout: `Nothing to do: version ${version}, in force, says all that the folder changes.\n`,
    });
  });

  it('leaves files that say the same as they are, and takes out what is gone', async () => {
    write('segments/small.yaml', `# Ours.\n${read('segments/small.yaml')}`);
    await inForce([segment('gone', 'lead_score > 5')]);
    await trellis('program', 'export', dir);
    expect(existsSync(path('segments/gone.yaml'))).toBe(true);
    await inForce([{ op: 'remove', path: 'segments/gone' }]);
    expect((await trellis('program', 'export', dir)).stdout).toMatch(/1 file written, 1 removed/);
    expect(existsSync(path('segments/gone.yaml'))).toBe(false);
    expect(read('segments/small.yaml')).toMatch(/^# Ours\./);
  });

  it('does not write over changed files unless it is told to', async () => {
    replace('segments/small.yaml', 'smb', 'enterprise');
    const ran = await trellis('program', 'export', dir);
    expect([ran.code, ran.stderr]).toEqual([1, expect.stringMatching(/^program\.folder_edited: /)]);
    expect(read('segments/small.yaml')).toContain('enterprise');
    expect((await trellis('program', 'export', dir, '--force')).code).toBe(0);
    expect(read('segments/small.yaml')).toContain('smb');
  });

  it('writes through no link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'trellis-outside-'));
    rmSync(path('segments'), { recursive: true });
    symlinkSync(outside, path('segments'));
    expect((await trellis('program', 'export', dir, '--force')).stderr).toMatch(/^program\.link: /);
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });
});

describe('trellis program plan', () => {
  it('shows what a change would show, files nothing, and ends with 2', async () => {
    replace('tracks/welcome.yaml', 'for: 3 days', 'for: 4 days');
    const ran = await trellis('program', 'plan', dir);
    expect([ran.code, ran.stderr]).toEqual([2, '']);
    expect(ran.stdout).toContain('Track “Welcome”: the wait “pause”: waits for 4 days (was for 3 days)');
    expect(ran.stdout).toMatch(/1 change to version \d+\.\n$/);
    expect(await open()).toEqual([]);
    const json = JSON.parse((await trellis('program', 'plan', dir, '--json')).stdout);
    expect(json).toMatchObject({ status: 'changes', edits: [{ op: 'put', path: 'tracks/welcome' }] });
  });

  it('names every fault by file, line and column, and ends with 1', async () => {
    replace('segments/small.yaml', 'company_size = "smb"', 'company_size = "smb" AND lead_scor >= 5');
    replace('tracks/welcome.yaml', 'IN SEGMENT small', 'IN SEGMENT smal');
    replace('tracks/welcome.yaml', 'kind: exit', 'kind: leap');
    write('tracks/notes.txt', 'hello');
    const ran = await trellis('program', 'plan', dir);
    expect(ran.code).toBe(1);
    expect(ran.stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^segments\/small\.yaml:3:32: condition\.unknown_name: .*Did you mean/),
      expect.stringMatching(/^tracks\/notes\.txt:1:1: file\.unknown: /),
      expect.stringMatching(/^tracks\/welcome\.yaml:\d+:11: form\.invalid: /),
      '',
      '3 faults; nothing was planned.',
    ]);
    rmSync(path('tracks/notes.txt'));
    replace('tracks/welcome.yaml', 'kind: leap', 'kind: exit');
    const json = JSON.parse((await trellis('program', 'plan', dir, '--json')).stdout);
    expect(json.faults).toMatchObject([
      { file: 'segments/small.yaml', line: 3, column: 32, code: 'condition.unknown_name', mender: 'user' },
      { file: 'tracks/welcome.yaml', line: 5, column: 9, code: 'condition.unknown_segment', mender: 'user' },
    ]);
  });

  it('does not tell what follows from a file that cannot be read', async () => {
    write('segments/small.yaml', 'title: "small\nwhen: x\n');
    const ran = await trellis('program', 'plan', dir);
    expect([ran.code, ran.stdout]).toEqual([
      1,
      expect.stringMatching(
        /^segments\/small\.yaml:\d+:\d+: file\.syntax: Missing closing " quote; correct the YAML\n\n1 fault; nothing was planned\.\n$/,
      ),
    ]);
  });

  it('warns, at the place, of what may be meant otherwise', async () => {
    replace('tracks/welcome.yaml', 'entry:\n  when: IN SEGMENT small\n', '');
    const ran = await trellis('program', 'plan', dir);
    expect([ran.code, ran.stdout]).toEqual([
      2,
      expect.stringMatching(/^ {2}warning: tracks\/welcome\.yaml:2:1: track\.nobody_enters: /m),
    ]);
  });

  it('reads no links, folders in folders, or more than a program can be', async () => {
    symlinkSync('/etc/passwd', path('segments/passwd.yaml'));
    symlinkSync('/etc', path('cadences'));
    mkdirSync(path('tracks/more'));
    write('segments/large.yaml', `title: ${'x'.repeat(300_000)}\n`);
    const ran = await trellis('program', 'plan', dir);
    expect(ran.code).toBe(1);
    expect(ran.stdout).not.toContain('root:');
    expect(
      ran.stdout
        .split('\n')
        .map((line) => line.split(': ').slice(0, 2).join(' '))
        .slice(0, 4),
    ).toEqual([
      'cadences:1:1 file.link',
      'segments/large.yaml:1:1 file.too_large',
      'segments/passwd.yaml:1:1 file.link',
      'tracks/more:1:1 file.unknown',
    ]);
    expect((await trellis('program', 'plan', 'nowhere')).stderr).toMatch(/^program\.no_folder: /);
  });

  it('pins content that is named by its item, says which version that is, and keeps to approved ones', async () => {
    const pinned = /content: \{.*\}/;
    write('tracks/welcome.yaml', read('tracks/welcome.yaml').replace(pinned, 'content: guide'));
    const { library, engine } = server.installation;
    expect((await trellis('program', 'plan', dir)).stdout).toMatch(
      /welcome\.yaml:\d+: "guide" is its version 1/,
    );
    await library.add([item('guide', 'Guide, second edition')], { mayApprove: true, now: Date.now() });
    const newer = await trellis('program', 'plan', dir);
    expect([newer.code, newer.stdout]).toEqual([2, expect.stringContaining('sends “guide” version 2')]);
    await library.add([item('guide', 'Guide, third edition', {})], { mayApprove: true, now: Date.now() });
    const draft = await trellis('program', 'plan', dir);
    expect([draft.code, draft.stdout]).toEqual([
      1,
      expect.stringMatching(/^tracks\/welcome\.yaml:\d+:14: content\.unapproved: version 3 /),
    ]);
    write(
      'tracks/welcome.yaml',
      read('tracks/welcome.yaml').replace('content: guide', 'content: { item: guide, version: 1 }'),
    );
    expect((await trellis('program', 'plan', dir)).code).toBe(0);
    expect((await engine.program()).program.tracks.welcome?.steps[0]).toMatchObject({
      content: { version: 1 },
    });
  });
});

describe('trellis program apply', () => {
  it('proposes once, ends with 2 until a person has approved it, and then says that it is in force', async () => {
    replace('segments/known.yaml', 'phone IS KNOWN', 'phone IS KNOWN OR email IS KNOWN');
    const first = await trellis('program', 'apply', dir, '--title', 'Count emails');
    expect([first.code, first.stderr]).toEqual([2, '']);
    const [change, ...others] = (await open()) as [Change, ...Change[]];
    expect(others).toEqual([]);
    expect(change).toMatchObject({ title: 'Count emails', via: 'cli' });
    expect(first.stdout).toContain(`${server.url}/changes/${change.id}`);
    const second = JSON.parse((await trellis('program', 'apply', dir, '--json')).stdout);
    expect([second.status, second.change.id]).toEqual(['proposed', change.id]);
    expect(await open()).toHaveLength(1);

    await server.installation.changes.approve(change.id, server.installation.localAdmin, change);
    const { version } = await server.installation.engine.program();
    const last = await trellis('program', 'apply', dir);
    expect([last.code, last.stdout]).toEqual([
      0,
      expect.stringContaining(`version ${version}, in force, says all`),
    ]);
    expect(read('program.yaml')).toContain(`base: ${version}`);
    expect((await trellis('program', 'plan', dir)).code).toBe(0);
  });

  it('keeps what others changed since the export, and refuses what both changed', async () => {
    await inForce([segment('others', 'employees > 10')]);
    replace('segments/small.yaml', '"smb"', '"mid-market"');
    const plan = await trellis('program', 'plan', dir);
    expect([plan.code, plan.stdout]).toEqual([
      2,
      expect.stringContaining('stays as it is:\n  segments/others\n'),
    ]);
    expect(plan.stdout).not.toContain('removed');
    await inForce([segment('small', 'employees < 10')]);
    const both = await trellis('program', 'apply', dir);
    expect([both.code, both.stdout]).toEqual([
      1,
      expect.stringMatching(
        /^segments\/small\.yaml:2:1: folder\.conflict: the folder and the program in force both/,
      ),
    ]);
    expect(await open()).toEqual([]);
  });

  it('knows a folder of another installation', async () => {
    write('program.yaml', 'schema: 1\nbase: 999\n');
    expect(await trellis('program', 'plan', dir)).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^program\.yaml:2:7: folder\.base: there is no version 999 here/),
    });
    write('program.yaml', `schema: 1\nbase: 1\nhash: ${'a'.repeat(64)}\n`);
    expect((await trellis('program', 'plan', dir)).stdout).toMatch(
      /^program\.yaml:2:7: folder\.base: version 1 is another/,
    );
  });

  it('proposes a template, whose content the library has to have, on top of what is in force', async () => {
    dir = 'template';
    expect((await trellis('program', 'export', dir, '--template', 'enterprise-smb')).code).toBe(0);
    const missing = await trellis('program', 'plan', dir);
    expect(missing.code).toBe(1);
    expect(missing.stdout).toMatch(
      /^tracks\/[a-z0-9-]+\.yaml:\d+:14: content\.unknown: the library has none of these \d+ items: "/m,
    );
    await server.installation.library.add(
      demoProgramItems().map((id) => item(id, id)),
      { mayApprove: true, now: Date.now() },
    );
    const plan = JSON.parse((await trellis('program', 'plan', dir, '--json')).stdout);
    expect([plan.status, plan.faults]).toEqual(['changes', undefined]);
    expect(plan.edits.filter(({ op }: Edit) => op === 'remove')).toEqual([]);
    const proposed = JSON.parse((await trellis('program', 'apply', dir, '--json')).stdout);
    const { changes, localAdmin } = server.installation;
    await changes.approve(proposed.change.id, localAdmin, proposed.change);
    expect((await trellis('program', 'apply', dir)).code).toBe(0);
  });
});

describe('the schemas of program files', () => {
  it('are served to everybody, and printed', async () => {
    const served = await fetch(`${server.url}/schema/tracks.json`);
    expect(served.headers.get('content-type')).toContain('application/schema+json');
    const schema = await served.json();
    expect(schema).toEqual(JSON.parse((await trellis('program', 'schema', 'tracks')).stdout));
    expect(schema).toMatchObject({ type: 'object', properties: { steps: { type: 'array' } } });
    expect((await fetch(`${server.url}/schema/__proto__.json`)).status).toBe(404);
  });
});
