import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { behaviours, type CalendarItem, calendarPage, spans } from '../../console/calendar.ts';
import { TrellisError } from '../../db/errors.ts';
import { calendarRows } from '../../engine/backtest/simulate/calendar.ts';
import { findEmailStep } from '../../tools/support/email-step.ts';
import { findTrack } from '../../tools/support/tracks.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { emailSecurityPolicy } from '../security.ts';
import { type Simulated, sidesOf, simulateChange } from '../simulation.ts';
import { frameOf } from './session.ts';

const names = behaviours.map(([name]) => name);
/** A hand-written address that makes no sense shows what is usual. */
const askedSchema = z.object({
  behaviour: z.enum(names).catch('usual'),
  days: z.coerce
    .number()
    .refine((days) => spans.some((span) => span === days))
    .catch(30),
  leads: z.string().max(2000).catch(''),
  enrol: z.string().max(63).catch(''),
});
const sampleSize = 3;
const mostLeads = 10;

/** `/changes/ID/calendar`: leads run ahead with the change and without it, and their emails as they would get them. */
export function calendarPages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/:id/calendar', async (c) => {
      requireRole(c, 'marketer');
      const frame = await frameOf(c, installation);
      const asked = askedSchema.parse(c.req.query());
      const change = await installation.changes.get(c.req.param('id'));
      const tracks = Object.entries((await sidesOf(installation, change.id)).proposed.tracks);
      const run = await attempt(c, installation, change.id, asked);
      return c.html(
        calendarPage({
          ...frame,
          ...asked,
          change,
          tracks: tracks.map(([id, { title }]) => ({ id, title })),
          calendars: run.leads.map(({ lead, name, proposed, base }) => ({
            lead,
            name,
            rows: calendarRows(proposed, base).map(({ on, entry }): CalendarItem => {
              const { at, did, what, detail, words, subject, problem } = entry;
              const email =
                did === 'email' && detail !== undefined
                  ? { track: what, step: detail, src: sourceOf(change.id, lead, what, detail, on) }
                  : undefined;
              return {
                at,
                on,
                words,
                ...(subject && { subject }),
                ...(problem && { problem }),
                ...(email && { email }),
              };
            }),
          })),
          ...(run.problem !== undefined && { problem: run.problem }),
        }),
      );
    })
    .get('/:id/calendar/email', async (c) => {
      requireRole(c, 'marketer');
      const { lead = '', track = '', step = '', now } = c.req.query();
      const sides = await sidesOf(installation, c.req.param('id'));
      const found = findEmailStep(findTrack(now ? sides.base : sides.proposed, track).track, step);
      const { preview } = await installation.email();
      const leadId = await installation.engine.findLead(lead);
      const email = leadId && (await preview(leadId, found.step.content));
      if (!email) throw new TrellisError('lead.unknown', 'There is no such lead.');
      c.header('content-security-policy', emailSecurityPolicy);
      c.header('x-frame-options', 'SAMEORIGIN');
      return c.html(email.html.replace(/<head[^>]*>/i, '$&<base target="_blank">'));
    });
}

/** What a person mistyped is said on the page, beside what they typed. */
async function attempt(
  c: Context,
  installation: Installation,
  id: string,
  { behaviour, days, leads, enrol }: z.output<typeof askedSchema>,
): Promise<Simulated & { problem?: string }> {
  const named = namesIn(leads);
  try {
    if (named.length > mostLeads) {
      throw new TrellisError('simulation.too_many', `Name at most ${mostLeads} leads at a time.`);
    }
    return await simulateChange(
      installation,
      id,
      {
        ...(named.length > 0 && { leads: named }),
        sample: sampleSize,
        days,
        behaviour,
        ...(enrol !== '' && { enrol }),
        bodies: false,
      },
      c.req.raw.signal,
    );
  } catch (error) {
    if (!(error instanceof TrellisError)) throw error;
    return { leads: [], halted: [], problem: error.message };
  }
}

/** Names have spaces in them; addresses and ids have not, and may be parted by them. */
function namesIn(text: string): string[] {
  const pieces = text
    .split(/[,;\n]+/)
    .flatMap((piece) => (/[@\d]/.test(piece) ? piece.split(/\s+/) : [piece]));
  return pieces.map((piece) => piece.trim()).filter(Boolean);
}

function sourceOf(id: string, lead: string, track: string, step: string, on: CalendarItem['on']): string {
  const query = new URLSearchParams({ lead, track, step, ...(on === 'base' && { now: 'yes' }) });
  return `/changes/${id}/calendar/email?${query}`;
}
