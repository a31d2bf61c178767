import type { AnalyticsResult } from './index.ts';

const count = (n: number) => Math.round(n).toLocaleString('en-US');

/** The figures as the Markdown tables of bench/README.md, with the statements that took longest. */
export function renderAnalytics(result: AnalyticsResult): string {
  const { leads, events, logged, firstFill, touched, facts, emails, stays, reads } = result;
  return [
    `${count(leads)} leads with ${count(events)} events; ${count(logged)} of them in the log and rolled up, the others copies of their facts`,
    '',
    '| | |',
    '|---|---|',
    `| leads a second, first filling | ${count(firstFill)} |`,
    `| leads a second, touched by an event | ${count(touched)} |`,
    `| facts and cubes | ${count(facts / 1e6)} MB: ${count(emails)} emails, ${count(stays)} stays |`,
    '',
    '| | first | again |',
    '|---|---|---|',
    ...reads.map(({ what, first, again }) => `| ${what} | ${count(first)} ms | ${count(again)} ms |`),
    '',
    ...reads.flatMap(({ what, slowest }) => [
      `${what}:`,
      ...slowest.map((line) => `  ${line.replace(/\s+/g, ' ').slice(0, 200)}`),
    ]),
  ].join('\n');
}
