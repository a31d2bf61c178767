import type { ChaosReport } from './chaos.ts';

/** What is printed at the end: what was done to it, then a line per check. */
export function renderReport(report: ChaosReport): string {
  const { seed, seconds, kills, restarts, repeated, inFlightAtKills, moods, checks } = report;
  const lines = [
    `chaos, seed ${seed}: ${seconds.toFixed(0)} s`,
    `  workers killed (SIGKILL): ${kills}, with ${inFlightAtKills} sends under way`,
    `  database broken off: ${restarts.count} (${restarts.how})`,
    `  batches delivered again by their producers: ${repeated}`,
    '  the SMTP server:',
    ...[...moods].sort(([, a], [, b]) => b - a).map(([mood, times]) => `    ${mood}: ${times}`),
    '',
    ...checks.map(({ what, found, broken }) => {
      const verdict = broken.length === 0 ? 'ok    ' : 'BROKEN';
      const which = broken.length === 0 ? '' : ` — ${broken.length}: ${broken.slice(0, 5).join(', ')}`;
      return `${verdict} ${what}: ${found}${which}`;
    }),
  ];
  return lines.join('\n');
}
