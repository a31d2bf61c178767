import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { TrellisError } from '../../../db/errors.ts';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

export function addAdd(library: Command, session: Session): void {
  library
    .command('add')
    .description('add Markdown files with front matter, all of them or none')
    .argument('<paths...>', 'files, or folders of .md files')
    .option('--json', 'print {items}')
    .action(async (paths: string[], { json }: { json?: boolean }) => {
      const files = paths
        .flatMap((path) => markdownFiles(session.path(path)))
        .map((path) => ({ name: basename(path), text: readFileSync(path, 'utf8') }));
      const answer = await session.withClient((client) =>
        client.post<{ items: { id: string; version: number; outcome: string }[] }>('/api/library', { files }),
      );
      if (json) return printJson(answer);
      for (const item of answer.items)
        print(`${item.id} version ${item.version}: ${item.outcome.replaceAll('_', ' ')}`);
    });
}

function markdownFiles(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) return [path];
  const found = stat?.isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md'))
        .sort()
        .map((name) => join(path, name))
    : [];
  if (found.length === 0)
    throw new TrellisError('content.unreadable', `There is no Markdown file at ${path}.`);
  return found;
}
