import type { Command } from 'commander';
import type { ShownPlan } from '../../../server/api/experiments/plan.ts';
import { print, printJson, printTable } from '../../output.ts';
import type { Session } from '../../session.ts';

interface Options {
  metric: string;
  track?: string;
  segment?: string;
  effect?: string;
  arms?: string;
  json?: boolean;
}

/** `trellis experiments plan`: how large an experiment must be and how long it takes, by the company's own numbers. */
export function addPlan(experiments: Command, session: Session): void {
  experiments
    .command('plan')
    .description(
      'how many leads and days an experiment needs, by the rate and the traffic of the last months',
    )
    .requiredOption('--metric <metric>', 'what it is judged by: click, progression, sql …')
    .option('--track <track>', 'for leads that come to this track, by id or title')
    .option('--segment <segment>', 'for leads that are in this segment, by id or title')
    .option('--effect <effect>', 'what is to be found: 2pt (points), or 20% (of the present rate)')
    .option('--arms <n>', 'how many arms, the control among them', '2')
    .option('--json', 'print the plan')
    .action(async ({ json, ...options }: Options) => {
      const query = new URLSearchParams({ ...options });
      const plan = await session.withClient((client) =>
        client.get<ShownPlan>(`/api/experiment-plan?${query}`),
      );
      if (json) return printJson(plan);
      showPlan(plan);
    });
}

function showPlan(plan: ShownPlan): void {
  const { metric, rate, leadsPerWeek, windowDays, forEffect, within, notes } = plan;
  const share = rate.rate === null ? 'too few to say' : `${points(rate.rate)} %`;
  print(`${metric} within ${windowDays} days: ${share} (${rate.numerator} of ${rate.denominator} leads)`);
  print(`${leadsPerWeek.toFixed(1)} leads a week`);
  if (forEffect) {
    const days = forEffect.days === null ? 'nobody can say how long' : `${forEffect.days} days`;
    print(`To find ${points(forEffect.effect)} points: ${forEffect.perArm} leads an arm, ${days}`);
  }
  print('');
  printTable(
    ['read after', 'leads an arm', 'smallest effect it can show'],
    within.map(({ days, perArm, effect }) => [
      `${days} days`,
      perArm,
      effect === null ? 'none: too few leads' : `${points(effect)} points`,
    ]),
  );
  for (const note of notes) print(note);
  if (rate.rate === null && plan.track === undefined)
    print('A track has a shorter cycle than all of them together: name one with --track.');
}

const points = (share: number) => (share * 100).toFixed(1);
