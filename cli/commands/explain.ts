import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import type { LeadExplanation } from '../../engine/backtest/explain/lead.ts';
import type { RuleHits } from '../../engine/backtest/explain/rule-hits.ts';
import type { Timeline } from '../../engine/backtest/explain/timeline.ts';
import type { Explained } from '../../engine/backtest/explain/types.ts';
import type { Client } from '../client.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';
import { showLead } from '../show-lead.ts';

interface Options {
  email?: string | true;
  track?: string;
  score?: boolean;
  timeline?: boolean;
  before?: string;
  limit?: string;
  rule?: string;
  did?: string;
  since?: string;
  json?: boolean;
}

/** `trellis explain LEAD`: why, why not, why not yet; `trellis explain --rule RULE`: for whom a rule did something. */
export function addExplain(program: Command, session: Session): void {
  program
    .command('explain')
    .description('why a lead stands where it stands, got an email, is (not) on a track; or what a rule did')
    .argument('[lead]', 'id or email')
    .option(
      '--email [which]',
      'why it got an email, or not (yet): an item, TRACK/STEP, SEQ:ORDINAL; the newest by default',
    )
    .option('--track <track>', 'why it is on a track, or not, and what comes next')
    .option('--score', 'why it has its score')
    .option('--timeline', 'everything that happened and what was decided, newest first')
    .option('--before <place>', 'the next page of a timeline, or of what a rule did')
    .option('--limit <n>', 'entries of a page, at most 200', '50')
    .option(
      '--rule <rule>',
      'which leads got something because of it: trigger:ID, entry:TRACK, threshold:ID, a scoring rule',
    )
    .option(
      '--did <what>',
      'only this: email:ITEM, enrol:TRACK, points, task, notify, webhook, journey:STAGE, lifecycle:STAGE',
    )
    .option('--since <time>', 'how far back, as 2026-01-31; 30 days by default')
    .option('--json', 'print the data')
    .action(async (lead: string | undefined, options: Options) =>
      session.withClient((client) =>
        options.rule === undefined ? explainLead(client, lead, options) : explainRule(client, options),
      ),
    );
}

async function explainLead(client: Client, lead: string | undefined, options: Options): Promise<void> {
  if (lead === undefined)
    throw new TrellisError('explain.what', 'Name a lead by its id or email, or a rule with --rule.');
  const path = `/api/leads/${encodeURIComponent(lead)}`;
  const { email, track, score, timeline, json } = options;
  if (timeline) {
    const page = await client.get<Timeline>(
      `${path}/timeline?${query({ before: options.before, limit: options.limit })}`,
    );
    if (json) printJson(page);
    else showTimeline(page);
    return;
  }
  if (email !== undefined || track !== undefined || score) {
    const asked =
      track !== undefined ? { track } : score ? { score: 'true' } : { email: email === true ? '' : email };
    const why = await client.get<Explained<object>>(`${path}/why?${query(asked)}`);
    if (json) printJson(why);
    else showWhy(why);
    return;
  }
  const answer = await client.get<LeadExplanation>(path);
  if (json) printJson(answer);
  else showLead(answer);
}

async function explainRule(
  client: Client,
  { rule, did, since, before, limit, json }: Options,
): Promise<void> {
  const answer = await client.get<RuleHits & { next: string | null }>(
    `/api/explain?${query({ rule, did, since, before, limit })}`,
  );
  if (json) {
    printJson(answer);
    return;
  }
  const { hits, next, lookedBackTo } = answer;
  if (hits.length > 0) {
    printTable(
      ['at', 'lead', 'id', 'what and why'],
      hits.map(({ at, name, lead, words }) => [when(at), name, lead, words]),
      160,
    );
  } else {
    print(`Nothing by ${answer.rule}${did === undefined ? '' : ` of ${did}`} since ${when(lookedBackTo)}.`);
  }
  if (next !== null) print(`Looked back to ${when(lookedBackTo)}; go on with --before '${next}'`);
}

function showWhy({ sentences, details }: Explained<object>): void {
  print(sentences.join(' '));
  for (const { heading, lines } of details) {
    print(`\n${heading}`);
    for (const line of lines) print(`  ${line}`);
  }
}

function showTimeline({ entries, before }: Timeline): void {
  for (const { at, seq, words, lines } of entries) {
    print(`${when(at)}  ${words}  (input ${seq})`);
    for (const line of lines) print(`    ${line}`);
  }
  if (entries.length === 0) print('Nothing is on record.');
  if (before !== null) print(`Older: --before ${before}`);
}

function query(values: Readonly<Record<string, string | undefined>>): string {
  return new URLSearchParams(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString();
}
