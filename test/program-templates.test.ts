import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './server.ts';
import { runCli } from './support/run-cli.ts';

const root = join(import.meta.dirname, '..');
let empty: TestServer;
let running: TestServer;
let files: string;
beforeAll(async () => {
  empty = await startServer();
  running = await startServer();
  files = mkdtempSync(join(tmpdir(), 'trellis-templates-'));
});
afterAll(() => rmSync(files, { recursive: true, force: true }));

const on = (server: TestServer, ...args: string[]) => runCli(server.env, args, files);
/** A command may not approve; a person does. */
async function addItems(server: TestServer) {
  const ran = await on(server, 'library', 'add', join(root, 'knowledge/demo-library'));
  const { library, localAdmin, clock } = server.installation;
  for (const { id, version, hash } of await library.list()) {
    await library.approve({ item: id, version, hash }, { by: localAdmin.id, at: clock() });
  }
  return ran;
}

/** Proposes the folder, has it approved, and applies it again. */
async function intoForce(server: TestServer, dir: string) {
  const { change } = JSON.parse((await on(server, 'program', 'apply', dir, '--json')).stdout);
  const { changes, localAdmin } = server.installation;
  await changes.approve(change.id, localAdmin, change);
  return on(server, 'program', 'apply', dir);
}

describe('a template', () => {
  it('is left as it is by a second export', async () => {
    const first = await on(empty, 'program', 'export', 'behaviours', '--template', 'behavioural-triggers');
    expect([first.code, first.stderr]).toEqual([0, '']);
    const second = await on(empty, 'program', 'export', 'behaviours', '--template', 'behavioural-triggers');
    expect([second.code, second.stdout, second.stderr]).toEqual([
      0,
      expect.stringMatching(/: 0 files written, 0 removed, \d+ as they were\.\n$/),
      '',
    ]);
  });

  it('names the items that an empty library lacks in one fault, and is in force once they are added', async () => {
    const missing = await on(empty, 'program', 'plan', 'behaviours');
    expect([missing.code, missing.stdout]).toEqual([
      1,
      expect.stringMatching(
        /^tracks\/\S+: content\.unknown: the library has none of these \d+ items: "[^\n]*trellis library add[^\n]*\n\n1 fault; nothing was planned\.\n$/,
      ),
    ]);
    expect(await addItems(empty)).toMatchObject({ code: 0, stderr: '' });
    const plan = await on(empty, 'program', 'plan', 'behaviours');
    expect([plan.code, plan.stderr]).toEqual([2, '']);
    expect(plan.stdout).not.toContain('stays as it is');
    expect(await intoForce(empty, 'behaviours')).toMatchObject({ code: 0, stderr: '' });
  });

  it('only adds: what is in force under the same id stays as it is, and is listed', async () => {
    await addItems(running);
    await on(running, 'program', 'export', 'start', '--template', 'enterprise-smb');
    expect(await intoForce(running, 'start')).toMatchObject({ code: 0 });
    const before = (await running.installation.engine.program()).program;

    await on(running, 'program', 'export', 'more', '--template', 'behavioural-triggers');
    const plan = await on(running, 'program', 'plan', 'more');
    expect([plan.code, plan.stdout]).toEqual([
      2,
      expect.stringContaining(
        'stays as it is:\n  policies/cap\n  scoring/rules/demo-request\n  triggers/proposal-sent\nA folder without a base only adds',
      ),
    ]);
    expect(await intoForce(running, 'more')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('in force, has all that the folder adds.'),
    });
    const after = (await running.installation.engine.program()).program;
    expect(after).toMatchObject({ policies: before.policies, tracks: before.tracks });
    expect(after.triggers['proposal-sent']).toEqual(before.triggers['proposal-sent']);
    expect(after.triggers).toHaveProperty('pricing-objection');
  });
});
