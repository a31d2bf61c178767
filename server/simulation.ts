import { TrellisError } from '../db/errors.ts';
import { besideProgram } from '../engine/backtest/simulate/beside-program.ts';
import { calendarRows, entryWords, experimentTitle } from '../engine/backtest/simulate/calendar.ts';
import { type Behaviour, type CalendarEntry, simulate } from '../engine/backtest/simulate/index.ts';
import type { LeadId } from '../engine/core/types.ts';
import { applyEdits } from '../engine/program/edits.ts';
import type { Edit, Program } from '../engine/program/schema.ts';
import { allSending } from '../engine/runtime/changes/population/words.ts';
import type { Preview } from '../integrations/email/preview.ts';
import type { RenderedEmail } from '../knowledge/template/render.ts';
import type { SimulateLead } from '../tools/services.ts';
import { findLead } from '../tools/support/find-lead.ts';
import type { Installation } from './installation.ts';
import { leadName } from './lead-names.ts';

export interface SimulationAsked {
  /** Ids, email addresses or names; without them the first leads whose calendar the change alters. */
  leads?: readonly string[] | undefined;
  sample: number;
  days: number;
  behaviour: Behaviour;
  enrol?: string | undefined;
  /** The emails of the proposed side with their bodies; else with their subjects only. */
  bodies: boolean;
}

export interface ShownEntry extends CalendarEntry {
  /** What happens, as every face says it. */
  words: string;
  subject?: string;
  html?: string;
  /** Why the email could not be rendered for this lead. */
  problem?: string;
}

export interface Simulated {
  leads: { lead: LeadId; name: string | null; proposed: ShownEntry[]; base: ShownEntry[] }[];
  /** Titles of the tracks that are halted on the proposed side, or `all sending`. */
  halted: string[];
}

/** The program in force, and as the change would make it; a change that is applied is in force already. */
export async function sidesOf(
  { changes, engine }: Pick<Installation, 'changes' | 'engine'>,
  id: string | undefined,
): Promise<{ base: Program; proposed: Program; edits: readonly Edit[] }> {
  const { program: base } = await engine.program();
  if (id === undefined) return { base, proposed: base, edits: [] };
  const { edits, status } = await changes.get(id);
  if (status === 'applied') return { base, proposed: base, edits: [] };
  return { base, proposed: applyEdits(base, edits), edits };
}

/**
 * Runs leads ahead under a change, or without one, on the program in force now, and renders what each would get.
 */
export async function simulateChange(
  installation: Pick<Installation, 'db' | 'clock' | 'engine' | 'changes' | 'email'>,
  id: string | undefined,
  { leads, enrol, bodies, ...asked }: SimulationAsked,
  signal?: AbortSignal,
): Promise<Simulated> {
  const { db, clock, engine } = installation;
  const { base, proposed, edits } = await sidesOf(installation, id);
  if (enrol !== undefined) assertTrack(proposed, enrol);
  const ids = leads && (await Promise.all(leads.map((given) => findLead({ db, engine }, given))));
  const beside = await besideProgram(db, edits);
  const run = await simulate(db, {
    base,
    proposed,
    now: clock(),
    ...asked,
    ...beside,
    ...(ids && { leads: ids }),
    ...(enrol !== undefined && { enrol }),
    ...(signal && { signal }),
  });
  const titles = Object.fromEntries([
    ...Object.entries({ ...base.tracks, ...proposed.tracks }).map(([track, { title }]) => [track, title]),
    ...Object.entries({ ...base.experiments, ...proposed.experiments }).map(([id, { title }]) => [
      experimentTitle(id),
      title,
    ]),
  ]);
  const { preview } = await installation.email();
  const shown = run.map(async ({ lead, proposed: entries, base: before }) => {
    const render = createRenderer(preview, lead);
    const show = (all: readonly CalendarEntry[], withBodies: boolean) =>
      Promise.all(
        all.map(async (entry) => ({
          ...entry,
          words: entryWords(entry, titles),
          ...(entry.content && (await render(entry.content, withBodies))),
        })),
      );
    return {
      lead,
      name: await leadName(db, lead),
      proposed: await show(entries, bodies),
      base: await show(before, false),
    };
  });
  const halted = beside.halted.proposed.map((target) => titles[target] ?? allSending);
  return { leads: await Promise.all(shown), halted };
}

/** One lead, as the tools ask for it. */
export function createSimulateLead(
  parts: Pick<Installation, 'db' | 'clock' | 'engine' | 'changes' | 'email'>,
): SimulateLead {
  return async ({ lead, change, signal, ...asked }) => {
    const one = { ...asked, leads: [lead], sample: 1, bodies: false };
    const ran = await simulateChange(parts, change, one, signal);
    const { name = null, proposed = [], base = [] } = ran.leads[0] ?? {};
    return {
      name,
      halted: ran.halted,
      entries: calendarRows(proposed, base).map(({ on, entry: { at, words, subject, problem } }) => ({
        at,
        on,
        words,
        ...(subject !== undefined && { subject }),
        ...(problem !== undefined && { problem }),
      })),
    };
  };
}

type Content = NonNullable<CalendarEntry['content']>;

/** Both sides mostly send the same: each item is rendered once for a lead. */
function createRenderer(preview: Preview, lead: LeadId) {
  const known = new Map<string, Promise<RenderedEmail | undefined>>();
  return async (
    content: Content,
    withBody: boolean,
  ): Promise<Pick<ShownEntry, 'subject' | 'html' | 'problem'>> => {
    const key = `${content.item}@${content.version}`;
    const rendering = known.get(key) ?? preview(lead, content);
    known.set(key, rendering);
    try {
      const email = await rendering;
      return { ...(email && { subject: email.subject, ...(withBody && { html: email.html }) }) };
    } catch (error) {
      // A template that lacks a value for this lead is what a simulation is there to show.
      if (!(error instanceof TrellisError)) throw error;
      return { problem: error.message };
    }
  };
}

function assertTrack(program: Program, track: string): void {
  if (Object.hasOwn(program.tracks, track)) return;
  const known = Object.keys(program.tracks).sort().join(', ');
  throw new TrellisError('track.unknown', `The proposed program has no track ${track}; it has ${known}.`);
}
