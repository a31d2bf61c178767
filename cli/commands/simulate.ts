import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { calendarRows } from '../../engine/backtest/simulate/calendar.ts';
import { haltedWords } from '../../engine/runtime/changes/population/words.ts';
import type { ShownEntry, Simulated } from '../../server/simulation.ts';
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
        client.post<Simulated>(`/api/changes/${encodeURIComponent(id)}/simulate`, {
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

function show({ leads, halted }: Simulated, days: string): void {
  if (leads.length === 0) print(`The change alters nobody's calendar in the next ${days} days.`);
  for (const { lead, name, proposed, base } of leads) {
    print(`\n${name === null ? 'lead' : name} ${lead}`);
    if (proposed.length === 0) print('  nothing');
    for (const { on, entry } of calendarRows(proposed, base)) print(`  ${marks[on]} ${lineOf(entry)}`);
  }
  if (halted.length > 0) print(`\n${haltedWords(halted)}`);
  if (leads.length > 0) print('\n+ only with the change, - only without it; times are UTC');
}

const marks = { both: ' ', proposed: '+', base: '-' } as const;

function lineOf({ at, words, subject, problem }: ShownEntry): string {
  const about = problem ? ` (cannot be sent: ${problem})` : subject ? `: “${subject}”` : '';
  return `${when(at)} ${words}${about}`;
}

/** One page an email, named by lead, order and step. */
function writeEmails(dir: string, { leads }: Simulated): void {
  mkdirSync(dir, { recursive: true });
  for (const { lead, proposed } of leads) {
    for (const [n, { html, detail }] of proposed.entries()) {
      if (html) writeFileSync(join(dir, `${lead.slice(0, 8)}-${n + 1}-${detail ?? 'email'}.html`), html);
    }
  }
}
