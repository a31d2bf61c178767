import { Hono } from 'hono';
import { z } from 'zod';
import { alertKinds } from '../../agent/digests/orders.ts';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import { seenBy } from '../digests/desk.ts';
import { personNeeded } from '../digests/obey.ts';
import { alertWords, digestWords } from '../digests/told.ts';
import type { Installation } from '../installation.ts';
import { listPosts } from '../posts/store.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const minute = z.int().min(0).max(1439);
/** `email`, or `#channel`. */
const destination = z
  .string()
  .max(100)
  .regex(/^(email|me|#?[\p{L}\p{N}_-]+)$/u)
  .default('email')
  .transform((to) =>
    to === 'email' || to === 'me' ? ('email' as const) : { channel: to.replace(/^#/, '') },
  );
const digestSchema = z.strictObject({
  every: z.enum(['week', 'month']),
  day: z.int().min(1).max(31).default(1),
  minute: minute.default(540),
  to: destination,
  track: z.string().min(1).max(200).optional(),
});
const alertSchema = z.strictObject({
  kind: z.enum(alertKinds),
  threshold: z.number().optional(),
  quiet: z.union([z.enum(['usual', 'none']), z.strictObject({ from: minute, to: minute })]).default('usual'),
  to: destination,
});
/** Posts that are listed. */
const mostListed = 20;

/** Digests: who asks sees their own and those of channels. */
export function digestRoutes({ telling, db }: Installation): Hono<AppEnv> {
  const { desk } = telling;
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { person } = requireRole(c);
      const { digests } = seenBy(await desk.list(), person.id);
      const posts = await listPosts(db, person.id, mostListed);
      return c.json({
        digests: digests.map((digest) => ({
          id: digest.id,
          words: digestWords(digest, person.id),
          nextAt: isoInstant(digest.nextAt),
          by: digest.ownerName,
        })),
        sent: posts.map(({ key, status, reason, notBefore, content }) => ({
          key,
          status,
          ...(reason !== null && { reason }),
          at: isoInstant(notBefore),
          title: content?.title ?? 'not written yet',
        })),
      });
    })
    .post('/', async (c) => {
      const person = inPerson(requireRole(c));
      const { every, day, minute: at, to, track } = await readJson(c, digestSchema);
      if (every === 'week' && day > 7)
        throw new TrellisError('request.invalid', 'A week has the days 1 (Monday) to 7.');
      const asked = { cadence: { every, day, minute: at }, to, track };
      const { item, isNew } = await desk.setDigest(asked, { person, place: 'api' });
      const { id, nextAt } = item;
      return c.json({ id, isNew, words: digestWords(item, person.id), nextAt: isoInstant(nextAt) }, 201);
    })
    .delete('/:id', async (c) => {
      const person = inPerson(requireRole(c));
      const digest = await desk.stopDigest(numberOf(c.req.param('id')), person);
      return c.json({ stopped: digest.id, words: digestWords(digest, person.id) });
    });
}

/** Alerts: who asks sees their own and those of channels, and which of them are so now. */
export function alertRoutes({ telling }: Installation): Hono<AppEnv> {
  const { desk } = telling;
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { person } = requireRole(c);
      const { alerts, open } = seenBy(await desk.list(), person.id);
      return c.json({
        alerts: alerts.map((alert) => ({
          id: alert.id,
          kind: alert.kind,
          words: alertWords(alert, person.id),
          by: alert.ownerName,
          now: open
            .filter(({ alertId }) => alertId === alert.id)
            .map(({ beganAt, words }) => ({ since: isoInstant(beganAt), words: words.join(' ') })),
        })),
      });
    })
    .post('/', async (c) => {
      const person = inPerson(requireRole(c));
      const asked = await readJson(c, alertSchema);
      const { item, isNew } = await desk.setAlert(asked, { person, place: 'api' });
      return c.json({ id: item.id, isNew, words: alertWords(item, person.id) }, 201);
    })
    .delete('/:id', async (c) => {
      const person = inPerson(requireRole(c));
      const alert = await desk.stopAlert(numberOf(c.req.param('id')), person);
      return c.json({ stopped: alert.id, words: alertWords(alert, person.id) });
    });
}

function inPerson({ person, mayApprove }: Principal) {
  if (!mayApprove) throw personNeeded();
  return person;
}

function numberOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TrellisError('request.invalid', 'Say its number in the list.');
}
