import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import { print, printJson, printTable } from '../output.ts';
import type { Session } from '../session.ts';

interface Item {
  id: string;
  version: number;
  title: string;
  kind: string;
  stages: string[];
  approved: boolean;
}
interface Hit {
  item: Item;
  passage: { heading: string; text: string };
}

/** `trellis library list|search|add`. */
export function addLibrary(program: Command, session: Session): void {
  const library = program.command('library').description('the content library');
  library
    .command('list', { isDefault: true })
    .option('--stage <stage>', 'awareness, consideration, decision, implementation or advocacy')
    .option('--json', 'print {items}')
    .action(async ({ stage, json }: { stage?: string; json?: boolean }) => {
      const query = stage ? `?stage=${encodeURIComponent(stage)}` : '';
      const answer = await session.withClient((client) =>
        client.get<{ items: Item[] }>(`/api/library${query}`),
      );
      if (json) return printJson(answer);
      printTable(
        ['id', 'version', 'kind', 'stages', 'approved', 'title'],
        answer.items.map((item) => [
          item.id,
          item.version,
          item.kind,
          item.stages.join(', '),
          item.approved ? 'yes' : 'no',
          item.title,
        ]),
      );
    });
  library
    .command('search')
    .argument('<words...>')
    .option('--limit <n>', 'how many passages', '10')
    .option('--json', 'print {hits}')
    .action(async (words: string[], { limit, json }: { limit: string; json?: boolean }) => {
      const query = new URLSearchParams({ q: words.join(' '), limit });
      const answer = await session.withClient((client) =>
        client.get<{ hits: Hit[] }>(`/api/library/search?${query}`),
      );
      if (json) return printJson(answer);
      if (answer.hits.length === 0) return print('Nothing was found.');
      printTable(
        ['item', 'title', 'heading', 'passage'],
        answer.hits.map(({ item, passage }) => [item.id, item.title, passage.heading, passage.text]),
      );
    });
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
