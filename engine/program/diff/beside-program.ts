import { count } from '../count-words.ts';
import { enrolmentsOf, pausesOf, resumesOf } from '../edits/beside-program.ts';
import type { Edit, Program } from '../schema.ts';
import type { DiffLine } from './line.ts';
import { namesOf, quote } from './words.ts';

/** The lines for what no program holds: halts that the edits lift and put, leads that they enrol. */
export function diffBesideProgram(edits: readonly Edit[], program: Program): DiffLine[] {
  const names = namesOf(program);
  const halt = (target: string) =>
    target === '*' ? 'Halt of all sending' : `Halt of track ${names.track(target)}`;
  return [
    ...resumesOf(edits).map(
      (target): DiffLine => ({
        path: `halts/${target}`,
        change: 'removed',
        subject: halt(target),
        text: target === '*' ? 'lifted; emails are sent again' : 'lifted; the track goes on',
      }),
    ),
    ...pausesOf(edits).map(
      ({ target, reason }): DiffLine => ({
        path: `halts/${target}`,
        change: 'added',
        subject: halt(target),
        text: `put, because ${quote(reason)}; ${target === '*' ? 'no email is sent' : 'its emails wait'} until a change resumes it`,
      }),
    ),
    ...enrolmentsOf(edits).map(
      ({ track, leads }): DiffLine => ({
        path: `enrolments/${track}`,
        change: 'added',
        subject: `Track ${names.track(track)}`,
        text: `${count(leads.length)} named ${leads.length === 1 ? 'lead is' : 'leads are'} enrolled`,
      }),
    ),
  ];
}
