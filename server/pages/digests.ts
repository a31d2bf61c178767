import { type Context, Hono } from 'hono';
import { digestsPage, postPage, type ShownPost } from '../../console/digests.ts';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { seenBy } from '../digests/desk.ts';
import { personNeeded } from '../digests/obey.ts';
import { alertWords, digestWords } from '../digests/told.ts';
import type { Installation } from '../installation.ts';
import { mayEnd, placeWords } from '../posts/place.ts';
import { type ListedPost, listPosts, readPost } from '../posts/store.ts';
import { frameOf } from './session.ts';

/** Posts that are listed. */
const mostListed = 50;

/** What is set, what was sent, and forms that end one. */
export function digestPages(installation: Installation): Hono<AppEnv> {
  const { telling, db } = installation;
  const written = async (c: Context<AppEnv>) => {
    const { person } = requireRole(c);
    const post = await readPost(db, c.req.param('key') ?? '', person.id);
    if (post?.content) return { person, post, content: post.content };
    throw new TrellisError('route.unknown', 'There is nothing at this address.');
  };
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const frame = await frameOf(c, installation);
      const { person } = frame;
      const { digests, alerts, open } = seenBy(await telling.desk.list(), person.id);
      const posts = await listPosts(db, person.id, mostListed);
      return c.html(
        digestsPage({
          ...frame,
          smtp: telling.smtp,
          digests: digests.map((digest) => ({
            id: digest.id,
            words: digestWords(digest, person.id),
            by: digest.ownerName,
            nextAt: digest.nextAt,
            mayStop: mayEnd(digest, person),
          })),
          alerts: alerts.map((alert) => ({
            id: alert.id,
            words: alertWords(alert, person.id),
            by: alert.ownerName,
            mayStop: mayEnd(alert, person),
            now: open
              .filter(({ alertId }) => alertId === alert.id)
              .map(({ beganAt, words }) => ({ since: beganAt, words: words.join(' ') })),
          })),
          posts: posts.map((post) => shown(post, person.id)),
        }),
      );
    })
    .get('/sent/:key', async (c) => {
      const { person, post, content } = await written(c);
      const frame = await frameOf(c, installation);
      return c.html(postPage({ ...frame, content, post: shown(post, person.id) }));
    })
    .get('/sent/:key/chart.png', async (c) => {
      const { content } = await written(c);
      if (content.kind !== 'digest' || !content.chart)
        throw new TrellisError('route.unknown', 'There is nothing at this address.');
      return c.body(new Uint8Array(Buffer.from(content.chart.png, 'base64')), 200, {
        'content-type': 'image/png',
      });
    })
    .post('/digests/:id{[0-9]{1,9}}/stop', async (c) => {
      await telling.desk.stopDigest(Number(c.req.param('id')), inPerson(c));
      return c.redirect('/digests', 303);
    })
    .post('/alerts/:id{[0-9]{1,9}}/stop', async (c) => {
      await telling.desk.stopAlert(Number(c.req.param('id')), inPerson(c));
      return c.redirect('/digests', 303);
    });
}

function inPerson(c: Context<AppEnv>) {
  const { person, mayApprove } = requireRole(c);
  if (!mayApprove) throw personNeeded();
  return person;
}

function shown(post: ListedPost, reader: string): ShownPost {
  const { key, place, placeName, owner, ownerName, status, reason, notBefore, settledAt, content } = post;
  return {
    key,
    title: content?.title ?? 'Digest, not written yet',
    where: placeWords(place, placeName, { id: owner, name: ownerName }, reader),
    status,
    reason,
    at: settledAt ?? notBefore,
    isWritten: content !== null,
  };
}
