import type { Command } from 'commander';
import { TrellisError } from '../../../db/errors.ts';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

interface Answer {
  audience: string;
  stage: string | null;
  items: { item: string; title: string; kind: string; reasons: string[]; evidence: { words: string } }[];
  left_out?: { reason: string; count: number }[];
  notes: string[];
}
interface Options {
  lead?: string;
  segment?: string;
  where?: string;
  stage?: string;
  goal?: string;
  kind?: string;
  best?: boolean;
  limit: string;
  json?: boolean;
}

/** `trellis library recommend`: what to send somebody next, or what worked best. */
export function addRecommend(library: Command, session: Session): void {
  library
    .command('recommend')
    .description('what to send a lead or a segment next, with reasons and evidence')
    .option('--lead <lead>', 'id, email address or whole name')
    .option('--segment <id>', 'a segment of the program')
    .option('--where <condition>', 'leads of a condition')
    .option('--stage <stage>', 'of the journey; default: where the lead stands')
    .option('--goal <words>', 'what it is to be about')
    .option('--kind <kind>', 'case-study, guide, email …')
    .option('--best', 'what worked best for them instead')
    .option('--limit <n>', 'how many, at most 20', '5')
    .option('--json', 'print {audience, stage, items, left_out, notes}')
    .action(async (options: Options) => {
      const answer = await session.withClient((client) =>
        client.get<Answer>(`/api/library/recommend?${queryOf(options)}`),
      );
      if (options.json) return printJson(answer);
      const { audience, stage, items, left_out = [], notes } = answer;
      print(`For ${audience}${stage === null ? '' : `, ${stage} stage`}:`);
      if (items.length === 0) print('Nothing.');
      for (const [index, { item, title, kind, reasons, evidence }] of items.entries()) {
        print(`${index + 1}. ${title} (${kind}, ${item})`);
        for (const line of [...reasons, evidence.words]) print(`   ${line}`);
      }
      if (left_out.length > 0)
        print(`Left out: ${left_out.map(({ reason, count }) => `${count} ${reason}`).join(', ')}.`);
      for (const note of notes) print(note);
    });
}

function queryOf({ segment, where, best, json, ...rest }: Options): URLSearchParams {
  if (segment !== undefined && where !== undefined)
    throw new TrellisError('recommend.both', 'Name a segment or a condition, not both.');
  const group = segment === undefined ? where : `IN SEGMENT ${segment}`;
  return new URLSearchParams({
    ...rest,
    ...(group !== undefined && { where: group }),
    ...(best && { show: 'best' }),
  });
}
