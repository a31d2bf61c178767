import type { Command } from 'commander';
import { print, printJson, printTable } from '../../output.ts';
import type { Session } from '../../session.ts';

interface Rate {
  numerator: number;
  denominator: number;
  rate: number | null;
}
interface Report {
  track: string;
  title: string;
  period: {
    from: string;
    to: string;
    enrolled: number;
    active_at_end: number;
    goal_reached: Rate;
    emails: { sent: number; opens: Rate; clicks: Rate };
    unsubscribes: Rate;
  };
  notes: string[];
}

/** `trellis performance [TRACK]`: how tracks did. */
export function addTracks(performance: Command, session: Session): void {
  performance
    .argument('[track]', 'id or title')
    .option('--from <date>', 'beginning; 30 days before the end by default')
    .option('--to <date>', 'end, exclusive; now by default')
    .option('--period <words>', 'instead of both: "last month", "Q3", "2026-10-01 to 2026-10-31"')
    .option('--json', 'print {tracks}')
    .action(
      async (
        track: string | undefined,
        options: { from?: string; to?: string; period?: string; json?: boolean },
      ) => {
        const { json, ...period } = options;
        const query = new URLSearchParams({ ...(track !== undefined && { track }), ...period });
        const answer = await session.withClient((client) =>
          client.get<{ tracks: Report[] }>(`/api/performance?${query}`),
        );
        if (json) return printJson(answer);
        const first = answer.tracks[0];
        if (!first) return print('The program has no tracks.');
        print(`${first.period.from.slice(0, 10)} to ${first.period.to.slice(0, 10)}`);
        printTable(
          ['track', 'enrolled', 'active', 'goal so far', 'sent', 'opened', 'clicked', 'unsubscribed'],
          answer.tracks.map(({ title, period }) => [
            title,
            period.enrolled,
            period.active_at_end,
            percent(period.goal_reached),
            period.emails.sent,
            percent(period.emails.opens),
            percent(period.emails.clicks),
            percent(period.unsubscribes),
          ]),
        );
        for (const note of first.notes) print(note);
      },
    );
}

function percent({ rate, numerator, denominator }: Rate): string {
  return rate === null ? `${numerator} of ${denominator}` : `${(rate * 100).toFixed(1)} %`;
}
