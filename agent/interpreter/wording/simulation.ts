import type { z } from 'zod';
import { haltedWords } from '../../../engine/runtime/changes/population/words.ts';
import type { sendTest } from '../../../tools/send-test.ts';
import type { simulateLead } from '../../../tools/simulate-lead.ts';
import { plural } from './figures.ts';
import { instantWords } from './instants.ts';

/** Where a test went, and as whom. */
export function testWords(sent: z.output<typeof sendTest.output>): string {
  const { to, subject, track, email, lead, with_change: change, mailbox } = sent;
  return [
    `I have sent a test to you at ${to}: “${subject}”. It is email ${email} of ${track.title} as ${lead.name ?? 'the lead'} would get it${change ? `, if the change “${change.title}” were in force` : ''}.`,
    mailbox === undefined ? '' : 'Read it in the mailbox of the console.',
    'Nobody else got it, and it is counted nowhere.',
  ]
    .filter(Boolean)
    .join(' ');
}

const behaviours: Readonly<Record<string, string>> = {
  usual: 'opens and clicks as such leads usually do',
  nothing: 'opens and clicks nothing',
  everything: 'opens and clicks everything',
};

/** A lead's calendar, a line an entry. */
export function simulationWords(output: z.output<typeof simulateLead.output>): string {
  const { lead, days, behaviour, with_change: change, entries, halted, more } = output;
  const name = lead.name ?? `Lead ${lead.id.slice(0, 8)}`;
  const under = change ? `, with the change “${change.title}” beside what happens without it` : '';
  const premise = `if nothing else arrives and the lead ${behaviours[behaviour] ?? behaviour}${under}`;
  const tail = [
    ...(halted.length > 0 ? [haltedWords(halted)] : []),
    ...(change ? [`All leads it alters: open the calendar on the page of the change: ${change.url}`] : []),
  ];
  if (entries.length === 0)
    return [`${name} would get nothing in the next ${plural(days, 'day')}, ${premise}.`, ...tail].join(
      '\n\n',
    );
  const lines = entries.map(({ at, what, subject, problem, only }) => {
    const mark = only === 'with' ? ' (only with the change)' : only === 'without' ? ' (only without it)' : '';
    const about = problem ? `: cannot be sent: ${problem}` : subject ? `: “${subject}”` : '';
    return `- ${instantWords(at)} ${what}${about}${mark}`;
  });
  return [
    `What ${name} would get in the next ${plural(days, 'day')}, ${premise}:`,
    lines.join('\n'),
    ...(more > 0 ? [`And ${more} more.`] : []),
    ...tail,
  ].join('\n\n');
}
