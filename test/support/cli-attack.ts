import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, CommanderError } from 'commander';
import { createProgram } from '../../cli/program.ts';
import type { Attack } from './attackers.ts';
import type { Known } from './requests.ts';

/**
 * They are the installation itself, not a way to it; `mcp` serves the tools, which are tried by themselves, and `eval`
 * makes an installation of its own.
 */
export const notClients: readonly string[] = ['start', 'worker', 'migrate', 'mcp', 'eval'];

/** How every command is called, by name; one that is not here fails the test. */
export const calls: Readonly<Record<string, (known: Known & { files: string }) => string[][]>> = {
  chat: () => [
    ['approve', 'it'],
    ['roll', 'back', 'to', 'version', '1'],
  ],
  'memory list': () => [[]],
  'memory forget': () => [['1']],
  'digests list': () => [[]],
  'digests add': () => [['--every', 'week']],
  'digests stop': () => [['1']],
  'alerts list': () => [[]],
  'alerts add': () => [['stuck']],
  'alerts stop': () => [['1']],
  query: () => [['lead_score >= 0']],
  audit: () => [[], ['--verify']],
  'changes list': () => [[]],
  'changes show': ({ change }) => [[change.id]],
  'changes backtest': ({ change }) => [[change.id]],
  'changes simulate': ({ change }) => [[change.id]],
  'changes migration': ({ change }) => [[change.id]],
  'changes propose': ({ files }) => [[join(files, 'edits.json'), '--title', 'X']],
  'changes approve': ({ change, soon }) => [[change.id], [change.id, '--at', soon]],
  'changes cancel': ({ change }) => [[change.id]],
  'changes comment': ({ change }) => [[change.id, 'Approved.']],
  'changes reject': ({ change }) => [[change.id, '--reason', 'x']],
  'program show': () => [[]],
  'program export': ({ files }) => [[join(files, 'program'), '--force']],
  'program plan': ({ files }) => [[join(files, 'program')]],
  'program apply': ({ files }) => [[join(files, 'program')]],
  'program schema': () => [[]],
  'program history': () => [[]],
  'program rollback': () => [['1']],
  halt: () => [['--reason', 'x']],
  usage: () => [['--days', '3']],
  suppress: ({ lead }) => [[lead.email]],
  'suppressions list': () => [[]],
  'suppressions lift': ({ lead }) => [[lead.email]],
  'test-send': ({ lead }) => [['none', '1', '--as', lead.id]],
  mailbox: () => [[]],
  'notifications list': () => [[]],
  'notifications routes': () => [[]],
  'notifications route': () => [['sales', 'C0001']],
  'notifications unroute': () => [['sales', 'C0001']],
  import: ({ files }) => [[join(files, 'leads.csv'), '--enrol']],
  'lists show': () => [[]],
  'lists add': ({ lead }) => [['l', lead.id]],
  'lists remove': ({ lead }) => [['l', lead.id]],
  'library list': () => [[]],
  'library index': () => [['--rebuild']],
  'library search': () => [['points']],
  'library preview': () => [['none']],
  'library recommend': ({ lead }) => [['--lead', lead.id]],
  'library coverage': () => [[]],
  'library draft': () => [['--words', 'points']],
  'library add': ({ files }) => [[join(files, 'item.md')]],
  'library show': ({ draft }) => [[draft.item]],
  'library problems': () => [[]],
  'library set': ({ draft }) => [
    [draft.item, 'approvedBy=me'],
    [draft.item, 'owner=me'],
  ],
  'library approve': ({ draft }) => [[draft.item]],
  'library withdraw': () => [['approved-item']],
  'library retire': () => [['none']],
  'library restore': () => [['none']],
  performance: () => [[]],
  report: () => [[]],
  'performance leads': () => [['progression']],
  'performance facts': () => [['--rebuild']],
  'experiments list': () => [[]],
  'experiments show': () => [['none']],
  'experiments plan': () => [['--metric', 'click']],
  'experiments decide': () => [['none', 'a']],
  'performance attribution': () => [[]],
  'opportunities list': () => [[]],
  'opportunities propose': () => [['1'], ['none']],
  replay: () => [['--verify']],
  'history show': () => [[]],
  'history snapshot': () => [['--accept-older']],
  explain: ({ lead }) => [[lead.id]],
  'leads merge': ({ lead }) => [[lead.id, lead.email]],
  'leads erase': ({ lead }) => [[lead.id]],
  'leads erased': () => [[]],
  'leads export': ({ lead }) => [[lead.id]],
  'outbox list': () => [[]],
  'outbox retry': ({ lead }) => [[`${lead.id}:1:0`]],
  'outbox drop': ({ lead }) => [[`${lead.id}:1:0`]],
  'people list': () => [[]],
  'people add': ({ people }) => people.map((email) => [email, '--name', 'N', '--role', 'admin']),
  'people link': ({ people }) => people.map((email) => [email]),
  'tokens list': () => [[]],
  'tokens create': ({ people }) => [
    ['x', '--propose', '--personal'],
    ...people.map((email) => ['x', '--propose', '--personal', '--for', email]),
  ],
  'tokens revoke': () => [['00000000']],
  'keys list': () => [[]],
  'keys add': () => [['app']],
  'keys remove': () => [['app']],
  'webhooks list': () => [[]],
  'webhooks add': () => [['w', 'https://hooks.example.com/x']],
  'webhooks remove': () => [['w']],
  'demo remove': () => [[], ['--yes']],
  doctor: () => [[], ['slack']],
  'feedback export': () => [[], ['--bad']],
  'slack manifest': () => [[], ['--url', 'https://trellis.example']],
};

/** The names of all commands that do something. */
export function commandNames(command: Command, prefix = ''): string[] {
  return command.commands.flatMap((child) => {
    const name = prefix + child.name();
    // One that takes arguments is a command besides those below it.
    const itself = child.commands.length === 0 || child.registeredArguments.length > 0;
    return [...(itself ? [name] : []), ...commandNames(child, `${name} `)];
  });
}

/** What commands are given to read. */
export function writeFiles({ server }: Attack): string {
  const files = join(server.home, 'files');
  mkdirSync(files);
  const edits = [{ op: 'put', path: 'policies/timeZone', value: 'Asia/Tokyo' }];
  writeFileSync(join(files, 'edits.json'), JSON.stringify(edits));
  writeFileSync(join(files, 'leads.csv'), 'email\nc@attack.example\n');
  writeFileSync(join(files, 'item.md'), '---\nid: b\ntitle: B\n---\n\nB.');
  return files;
}

/** Runs a command in this process, which has no terminal; what it prints and throws is for nobody. */
export async function runCommand({ server }: Attack, args: readonly string[]): Promise<void> {
  const program = createProgram(server.env);
  const quiet = { writeOut() {}, writeErr() {} };
  for (const command of [program, ...program.commands]) command.configureOutput(quiet);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // What it was not given is a mistake of the table, not a refusal.
    if (error instanceof CommanderError) throw new Error(`${args.join(' ')}: ${error.message}`);
  } finally {
    process.exitCode = 0;
  }
}
