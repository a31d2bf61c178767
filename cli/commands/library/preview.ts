import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

interface Preview {
  item: { id: string; version: number; approved: boolean };
  subject: string;
  html: string;
  text: string;
  /** Which blocks were chosen and which variables fell back. */
  words: string[];
}

export function addPreview(library: Command, session: Session): void {
  library
    .command('preview')
    .description('an item as a lead would get it; sent to nobody')
    .argument('<item>', 'its id, with @VERSION for an older one')
    .option('--as <lead>', 'email address, name or id of a lead')
    .option('--with <fields>', 'fields of somebody made up: industry=healthcare,role=economic')
    .option('--html <file>', 'write the HTML there')
    .option('--json', 'print {item, subject, html, text, blocks, fallbacks}')
    .action(async (given: string, options: { as?: string; with?: string; html?: string; json?: boolean }) => {
      const [id = '', version] = given.split('@');
      const query = new URLSearchParams({
        ...(version !== undefined && { version }),
        ...(options.as !== undefined && { as: options.as }),
        ...(options.with !== undefined && { with: options.with }),
      });
      const shown = await session.withClient((client) =>
        client.get<Preview>(`/api/library/${encodeURIComponent(id)}/preview?${query}`),
      );
      if (options.html !== undefined) writeFileSync(session.path(options.html), shown.html);
      if (options.json) return printJson(shown);
      const draft = shown.item.approved ? '' : ', a draft: nothing sends it';
      print(`${shown.item.id} version ${shown.item.version}${draft}`);
      for (const line of shown.words) print(line);
      print(`\nSubject: ${shown.subject}\n\n${shown.text}`);
    });
}
