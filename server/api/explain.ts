import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { explainEmail, explainScore, explainTrack } from '../../engine/backtest/explain/index.ts';
import { knownNames } from '../../engine/backtest/explain/known-names.ts';
import { ruleHits } from '../../engine/backtest/explain/rule-hits.ts';
import { timelineOf } from '../../engine/backtest/explain/timeline.ts';
import type { LogPlace } from '../../engine/backtest/sql/decisions.ts';
import { stateAt } from '../../engine/backtest/state-at.ts';
import { dayMs } from '../../engine/program/duration.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { leadAsGiven, leadOf } from './lead-of.ts';

const timelineSchema = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const whySchema = z
  .strictObject({
    /** `SEQ:ORDINAL`, `TRACK/STEP`, a content item; empty: the newest email. */
    email: z.string().max(300).optional(),
    track: z.string().min(1).max(100).optional(),
    score: z.literal(['', 'true']).optional(),
  })
  .refine((asked) => Object.values(asked).filter((value) => value !== undefined).length === 1, {
    error: 'ask for one of email, track or score',
  });
const instantSchema = z.iso
  .datetime({ offset: true })
  .or(z.iso.date())
  .transform((text) => Date.parse(text));
const ruleSchema = z.strictObject({
  rule: z.string().min(1).max(200),
  did: z
    .string()
    .max(200)
    .regex(/^(?:email|enrol|leave|points|task|notify|webhook|crm|journey|lifecycle|join|set)(?::.+)?$/, {
      error:
        'is one of email, enrol, leave, points, task, notify, webhook, crm, journey, lifecycle, join and set, as in email:ITEM',
    })
    .optional(),
  since: instantSchema.optional(),
  before: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** How far back a question looks that does not say. */
const usualDays = 30;

/** Below a lead: its whole `timeline`, `why` (an email, a track, its score), and how it stood `at` a time. */
export function leadExplanationRoutes(installation: Installation): Hono<AppEnv> {
  const { db, engine, clock, recentTaint } = installation;
  return new Hono<AppEnv>()
    .get('/:idOrEmail/timeline', async (c) => {
      const principal = requireRole(c);
      const { before, limit } = timelineSchema.parse(c.req.query());
      // A lead that was merged into another keeps the history from before under its own id.
      const lead = await leadAsGiven(installation, c.req.param('idOrEmail'));
      const names = await knownNames(db, (await engine.program()).program);
      recentTaint.add(principal, [`lead:${lead}`]);
      const timeline = await timelineOf(db, lead, names, { limit, ...(before !== undefined && { before }) });
      return c.json({ lead, ...timeline });
    })
    .get('/:idOrEmail/why', async (c) => {
      const principal = requireRole(c);
      const { email, track } = whySchema.parse(c.req.query());
      // What was sent to a lead that was merged since is on record under its own id.
      const find = email === undefined ? leadOf : leadAsGiven;
      const lead = await find(installation, c.req.param('idOrEmail'));
      recentTaint.add(principal, [`lead:${lead}`]);
      const asking = { db, active: await engine.program(), lead, now: clock() };
      if (track !== undefined) return c.json(await explainTrack(asking, track));
      if (email !== undefined) return c.json(await explainEmail(asking, email));
      return c.json(await explainScore(asking));
    })
    .get('/:idOrEmail/at', async (c) => {
      const principal = requireRole(c);
      const { time } = z.strictObject({ time: instantSchema }).parse(c.req.query());
      const lead = await leadAsGiven(installation, c.req.param('idOrEmail'));
      recentTaint.add(principal, [`lead:${lead}`]);
      return c.json(await stateAt(db, lead, time));
    });
}

/** `GET /api/explain?rule=&did=&since=&before=`: which leads got something because of a rule, page by page. */
export function explainRoutes(installation: Installation): Hono<AppEnv> {
  const { db, engine, clock, recentTaint } = installation;
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const { rule, did, since, before, limit } = ruleSchema.parse(c.req.query());
    const now = clock();
    const place = before === undefined ? undefined : placeOf(before);
    const answer = await ruleHits(db, await engine.program(), {
      rule,
      since: since ?? now - usualDays * dayMs,
      now,
      limit,
      ...(did !== undefined && { did }),
      ...(place && { before: place }),
    });
    recentTaint.add(
      principal,
      answer.hits.map(({ lead }) => `lead:${lead}`),
    );
    const { next } = answer;
    return c.json({ ...answer, next: next && `${next.at}~${next.lane}~${next.lead}~${next.seq}` });
  });
}

function placeOf(text: string): LogPlace {
  const match = /^(\d{1,16})~(-?\d{1,3})~([0-9a-f-]{36})~(\d{1,15})$/.exec(text);
  const [, at, lane, lead, seq] = match ?? [];
  if (!lead) throw new TrellisError('input.invalid', 'before is the next of an answer, as it came.');
  return { at: Number(at), lane: Number(lane), lead, seq: Number(seq) };
}
