import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Command } from 'commander';
import { TrellisError } from '../../../db/errors.ts';
import { print } from '../../output.ts';
import type { Session } from '../../session.ts';

/** What draws the figures of a command instead of printing them. */
export interface ChartOptions {
  chart?: string;
  kind?: string;
  metric?: string;
  dark?: boolean;
}

export function withChart(command: Command): Command {
  return command
    .option('--chart <file>', 'write a chart to a .svg or .png file instead')
    .option(
      '--kind <kind>',
      'which: funnel, trend, cohorts, distribution, flow (of a track), content, items or held',
      'funnel',
    )
    .option('--metric <metric>', 'of a trend: which share; click by default')
    .option('--dark', 'the chart on a dark ground');
}

/** Writes the chart of what an address asks for. Throws `chart.format`. */
export async function writeChart(
  session: Session,
  address: URLSearchParams,
  { chart: file = '', kind = 'funnel', metric, dark }: ChartOptions,
): Promise<void> {
  const format = extname(file).slice(1).toLowerCase();
  if (format !== 'svg' && format !== 'png')
    throw new TrellisError('chart.format', `A chart is written to a .svg or .png file, not to ${file}.`);
  const query = new URLSearchParams({ ...Object.fromEntries(address), kind, format });
  if (metric !== undefined) query.set('metric', metric);
  if (dark) query.set('dark', 'true');
  const drawn = await session.withClient(async (client) => {
    const response = await client.request(`/api/performance/chart?${query}`);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    throw new TrellisError(error.code, error.message);
  });
  await writeFile(session.path(file), drawn);
  print(`The chart is in ${file}.`);
}
