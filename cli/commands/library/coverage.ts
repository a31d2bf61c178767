import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { TrellisError } from '../../../db/errors.ts';
import type { Client } from '../../client.ts';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

interface Answer {
  groups: { title: string; cells: { own: number; general: number; part: number }[] }[];
  gaps: { words: string }[];
}
interface Options {
  by: string;
  limit: string;
  chart?: string;
  json?: boolean;
}

/** `trellis library coverage`: which stage lacks what for whom. */
export function addCoverage(library: Command, session: Session): void {
  library
    .command('coverage')
    .description('what content each stage has and lacks, most leads first')
    .option('--by <what>', 'segment, industry, company-size, role or region', 'segment')
    .option('--limit <n>', 'how many gaps', '30')
    .option('--chart <file>', 'write the heat map to a .svg or .png file')
    .option('--json', 'print {by, groups, gaps}')
    .action(async ({ by, limit, chart, json }: Options) => {
      const format = chart === undefined ? undefined : formatOf(chart);
      const query = new URLSearchParams({ by });
      const answer = await session.withClient(async (client) => {
        if (chart !== undefined && format !== undefined) {
          query.set('format', format);
          writeFileSync(session.path(chart), await drawn(client, query));
          query.delete('format');
        }
        return client.get<Answer>(`/api/library/coverage?${query}`);
      });
      if (json) return printJson(answer);
      const shown = answer.gaps.slice(0, Number(limit));
      if (answer.gaps.length === 0) print('No gaps: every kind that a stage calls for is there.');
      for (const { words } of shown) print(words);
      if (shown.length < answer.gaps.length)
        print(`${answer.gaps.length - shown.length} more; --limit shows them.`);
      if (chart !== undefined) print(`The heat map is in ${chart}.`);
    });
}

function formatOf(file: string): 'svg' | 'png' {
  const format = extname(file).slice(1).toLowerCase();
  if (format === 'svg' || format === 'png') return format;
  throw new TrellisError('chart.format', `A chart is written to a .svg or .png file, not to ${file}.`);
}

async function drawn(client: Client, query: URLSearchParams): Promise<Uint8Array> {
  const response = await client.request(`/api/library/coverage/chart?${query}`);
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  throw new TrellisError(error.code, error.message);
}
