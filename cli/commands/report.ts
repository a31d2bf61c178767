import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';
import { addressOf, type Filters, withFilters } from './performance/filters.ts';

interface Made {
  file: string;
  asOf: string;
  summary: string[];
  html: string;
}
interface Options extends Filters {
  out?: string;
  company?: string;
  dark?: boolean;
  json?: boolean;
}

/** `trellis report`: the figures of a period as one file to forward. */
export function addReport(program: Command, session: Session): void {
  const report = program
    .command('report')
    .description(
      'the figures of a period as one HTML file to forward: charts within it, no script, no request',
    )
    .option('--out <file>', 'where to write it; without it nothing is written')
    .option('--track <track>', 'only this track, by id or title');
  withFilters(report)
    .option('--company <name>', 'whose report it is, for its title')
    .option('--dark', 'dark for every reader; else as their device says')
    .option('--json', 'print {file, kilobytes, asOf, summary}')
    .action(async ({ out, company, dark, json, ...filters }: Options) => {
      const query = addressOf(filters);
      query.set('format', 'json');
      if (company !== undefined) query.set('company', company);
      if (dark) query.set('dark', 'true');
      const { html, file, asOf, summary } = await session.withClient((client) =>
        client.get<Made>(`/api/report?${query}`),
      );
      const kilobytes = Math.ceil(Buffer.byteLength(html) / 1_000);
      if (out !== undefined) await writeFile(session.path(out), html);
      if (json) return printJson({ file: out ?? null, kilobytes, asOf, summary });
      for (const sentence of summary) print(sentence);
      print(
        out === undefined
          ? `Nothing was written (${kilobytes} kB). To write it: trellis report --out ${file}`
          : `Written to ${out} (${kilobytes} kB).`,
      );
    });
}
