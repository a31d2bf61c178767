import type { Command } from 'commander';
import type { ShownReading } from '../../../server/api/experiments/shown-reading.ts';
import { print, printJson, printTable, when } from '../../output.ts';
import type { Session } from '../../session.ts';

type Arm = ShownReading['arms'][number];

/** `trellis experiments show ID`: the figures by arm, what they say, and what to do. */
export function addShow(experiments: Command, session: Session): void {
  experiments
    .command('show')
    .description('how an experiment stands, arm by arm, and what to do')
    .argument('<id>', 'of an experiment, TRACK/STEP of a split, or holdout')
    .option('--metric <metric>', 'judge by it what nobody declared: time-to-sql of the hold-out …')
    .option('--json', 'print the reading')
    .action(async (id: string, { metric, json }: { metric?: string; json?: boolean }) => {
      const query = metric === undefined ? '' : `?${new URLSearchParams({ metric })}`;
      const reading = await session.withClient((client) =>
        client.get<ShownReading>(`/api/experiments/${encodeURIComponent(id)}${query}`),
      );
      if (json) return printJson(reading);
      showReading(reading);
    });
}

function showReading({
  experiment,
  arms,
  verdict,
  ratio,
  until,
  lookedAt,
  decidedAt,
  notes,
}: ShownReading): void {
  const days = Math.round(experiment.windowMs / 86_400_000);
  print(`${experiment.title} (${experiment.id})`);
  if (experiment.hypothesis !== '') print(experiment.hypothesis);
  print(`By ${experiment.metric} within ${days} days; counted until ${when(until)} UTC`);
  if (decidedAt) print(`Decided for ${experiment.decided} on ${when(decidedAt)} UTC; nothing after counts`);
  print(`\nVerdict: ${verdict.words}.`);
  if (!decidedAt) print(verdict.next);
  print('');
  const isAboutTime = experiment.metric === 'time-to-sql';
  printTable(
    [
      'arm',
      'leads',
      'counted',
      isAboutTime ? 'median days' : 'did it',
      'against control',
      'one look',
      'every day',
    ],
    arms.map((arm) => [
      arm.control ? `${arm.id} (control)` : arm.id,
      arm.exposed,
      arm.outcome.denominator,
      isAboutTime ? daysOf(arm) : shareOf(arm.outcome),
      arm.against ? differenceOf(arm.against) : '',
      arm.against ? pOf(arm.against.p, 'not yet') : '',
      arm.against ? pOf(arm.against.alwaysValid?.p ?? null, '-') : '',
    ]),
  );
  for (const arm of arms)
    for (const { guardrail, numerator, denominator, alarm } of arm.guardrails)
      print(`${arm.id}: ${guardrail} ${numerator} of ${denominator}${alarm ? '  ALARM' : ''}`);
  print(`Sharing out: ${pOf(ratio.p, '-')}${ratio.mismatch ? ', not as planned' : ', as planned'}`);
  if (lookedAt) print(`The one look was planned for ${when(lookedAt)} UTC.`);
  for (const note of notes) print(note);
}

function shareOf({ rate, low, high, numerator, denominator }: Arm['outcome']): string {
  if (rate === null || low === null || high === null) return `${numerator} of ${denominator}`;
  return `${points(rate)} % (${points(low)} to ${points(high)})`;
}

function differenceOf({ difference, low, high }: NonNullable<Arm['against']>): string {
  if (difference === null || low === null || high === null) return '';
  return `${difference > 0 ? '+' : ''}${points(difference)} points (${points(low)} to ${points(high)})`;
}

function daysOf({ days }: Arm): string {
  const text = (of: number | null) => (of === null ? 'open' : of.toFixed(1));
  if (!days || days.median === null) return 'fewer than half are there';
  return `${text(days.median)} (${text(days.low)} to ${text(days.high)})`;
}

function pOf(p: number | null, none: string): string {
  if (p === null) return none;
  return p < 0.001 ? 'p < 0.001' : `p ${p.toFixed(3)}`;
}

const points = (share: number) => (share * 100).toFixed(1);
