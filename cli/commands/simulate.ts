import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { CalendarEntry } from '../../engine/backtest/simulate/index.ts';
import { print, printJson, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Asked {
  lead?: string[];
  sample: string;
  days: string;
  behaviour: string;
  enrol?: string;
  html?: string;
  json?: boolean;
}
type Shown = CalendarEntry & { subject?: string; html?: string; problem?: string };
interface Answer {
  leads: { lead: string; proposed: Shown[]; base: CalendarEntry[] }[];
}

/** `trellis changes simulate ID`: what leads would get from now on, run ahead in virtual time. */
export function addSimulate(changes: Command, session: Session): void {
  changes
    .command('simulate')
    .description('what leads would get from now on, if the change were in force')
    .argument('<id>')
    .option('--lead <id-or-email...>', 'these leads; else the first ones whose calendar it alters')
    .option('--sample <n>', 'how many leads to find', '3')
    .option('--days <n>', 'how far ahead', '30')
    .option('--behaviour <what>', 'they open and click nothing, everything, or as usual', 'nothing')
    .option('--enrol <track>', 'put them on this track first')
    .option('--html <dir>', 'write the emails there as pages')
    .option('--json', 'print {leads}')
    .action(async (id: string, asked: Asked) => {
      const { lead, sample, days, behaviour, enrol, html, json } = asked;
      const answer = await session.withClient((client) =>
        client.post<Answer>(`/api/changes/${encodeURIComponent(id)}/simulate`, {
          ...(lead && { leads: lead }),
          sample: Number(sample),
          days: Number(days),
          behaviour,
          ...(enrol && { enrol }),
          bodies: html !== undefined,
        }),
      );
      if (html !== undefined) writeEmails(session.path(html), answer);
      if (json) printJson(answer);
      else show(answer, days);
    });
}

function show({ leads }: Answer, days: string): void {
  if (leads.length === 0) print(`The change alters nobody's calendar in the next ${days} days.`);
  for (const { lead, proposed, base } of leads) {
    print(`\nlead ${lead}`);
    if (proposed.length === 0) print('  nothing');
    for (const entry of proposed) print(`  ${isIn(base, entry) ? ' ' : '+'} ${entryWords(entry)}`);
    for (const entry of base) if (!isIn(proposed, entry)) print(`  - ${entryWords(entry)}`);
  }
  if (leads.length > 0) print('\n+ only with the change, - only without it; times are UTC');
}

function isIn(entries: readonly CalendarEntry[], { at, did, what, detail }: CalendarEntry): boolean {
  return entries.some(
    (other) => other.at === at && other.did === did && other.what === what && other.detail === detail,
  );
}

function entryWords({ at, did, what, detail, subject, problem }: Shown): string {
  const about = problem ? ` (cannot be sent: ${problem})` : subject ? ` “${subject}”` : '';
  return `${when(at)} ${did} ${what}${detail ? ` ${detail}` : ''}${about}`;
}

/** One page an email, named by lead, order and step. */
function writeEmails(dir: string, { leads }: Answer): void {
  mkdirSync(dir, { recursive: true });
  for (const { lead, proposed } of leads) {
    for (const [n, { html, detail }] of proposed.entries()) {
      if (html) writeFileSync(join(dir, `${lead.slice(0, 8)}-${n + 1}-${detail ?? 'email'}.html`), html);
    }
  }
}
