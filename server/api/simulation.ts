import type { Context } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { type CalendarEntry, simulate } from '../../engine/backtest/simulate/index.ts';
import { applyEdits } from '../../engine/program/edits.ts';
import type { Program } from '../../engine/program/schema.ts';
import type { Preview } from '../../integrations/email/preview.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';

const askedSchema = z.strictObject({
  /** Ids or email addresses; without them the first leads whose calendar the change alters. */
  leads: z.array(z.string().min(1).max(320)).min(1).max(50).optional(),
  sample: z.int().min(1).max(50).default(3),
  days: z.int().min(1).max(730).default(30),
  behaviour: z.enum(['nothing', 'everything', 'usual']).default('nothing'),
  enrol: z.string().max(63).optional(),
  /** The emails of the proposed side with their bodies; else with their subjects only. */
  bodies: z.boolean().default(false),
});

interface ShownEntry extends CalendarEntry {
  subject?: string;
  html?: string;
  /** Why the email could not be rendered for this lead. */
  problem?: string;
}
interface Simulated {
  leads: { lead: string; proposed: ShownEntry[]; base: readonly CalendarEntry[] }[];
}

/** Runs leads ahead under a change, on the program in force now, and renders what each would get. */
export async function simulateChange(c: Context, installation: Installation, id: string): Promise<Simulated> {
  const { changes, engine, db, clock } = installation;
  const { leads, enrol, bodies, ...asked } = await readJson(c, askedSchema);
  const { edits } = await changes.get(id);
  const { program: base } = await engine.program();
  const proposed = applyEdits(base, edits);
  if (enrol !== undefined) assertTrack(proposed, enrol);
  const ids = leads && (await Promise.all(leads.map((given) => leadOf(installation, given))));
  const run = await simulate(db, {
    base,
    proposed,
    now: clock(),
    ...asked,
    ...(ids && { leads: ids }),
    ...(enrol !== undefined && { enrol }),
    signal: c.req.raw.signal,
  });
  const { preview } = await installation.email();
  const shown = run.map(async ({ lead, proposed: entries, base: before }) => ({
    lead,
    proposed: await Promise.all(entries.map((entry) => withEmail(preview, lead, entry, bodies))),
    base: before,
  }));
  return { leads: await Promise.all(shown) };
}

async function withEmail(
  preview: Preview,
  lead: string,
  entry: CalendarEntry,
  bodies: boolean,
): Promise<ShownEntry> {
  if (!entry.content) return entry;
  try {
    const email = await preview(lead, entry.content);
    return { ...entry, ...(email && { subject: email.subject, ...(bodies && { html: email.html }) }) };
  } catch (error) {
    // A template that lacks a value for this lead is what a simulation is there to show.
    if (!(error instanceof TrellisError)) throw error;
    return { ...entry, problem: error.message };
  }
}

async function leadOf({ engine }: Installation, given: string): Promise<string> {
  const id = await engine.findLead(given);
  if (id) return id;
  throw new TrellisError('lead.unknown', `There is no lead ${given}; give a lead id or an email address.`);
}

function assertTrack(program: Program, track: string): void {
  if (Object.hasOwn(program.tracks, track)) return;
  const known = Object.keys(program.tracks).sort().join(', ');
  throw new TrellisError('track.unknown', `The proposed program has no track ${track}; it has ${known}.`);
}
