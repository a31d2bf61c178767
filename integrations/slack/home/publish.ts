import type { types } from '@slack/bolt';
import type { Person } from '../../../engine/runtime/changes/types.ts';
import { ownAddress } from '../blocks/escape.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson } from '../people.ts';
import type { HomeData } from './home-data.ts';
import { homeView, refusalView } from './home-view.ts';
import { homeFingerprint, saveHome, takeOutdatedHomes } from './store.ts';

/** Changes and tracks on the tab; the pages have all of them. */
const mostPending = 10;
const readPending = 100;

/** Draws somebody's home tab as they are known now. */
export async function publishHome(context: SlackContext, user: string): Promise<void> {
  const shown = await homeFingerprint(context.db);
  await publish(context, user);
  await saveHome(context.db, user, shown, context.clock());
}

/** Draws again the tabs that people look at, where something on them has changed. One that cannot be drawn waits for its next opening. */
export async function refreshHomes(context: SlackContext): Promise<void> {
  const { db, clock, log } = context;
  for (const { user } of await takeOutdatedHomes(db, await homeFingerprint(db), clock())) {
    await publish(context, user).catch((error: unknown) =>
      log.warn({ err: error }, 'a home tab was not drawn'),
    );
  }
}

async function publish(context: SlackContext, user: string): Promise<void> {
  const identified = await identifyPerson(context.client, context.people, context.teamId, user);
  const view: types.HomeView =
    'refusal' in identified
      ? refusalView(identified.refusal)
      : homeView(await readHome(context, identified.person));
  await context.client.views.publish({ user_id: user, view });
}

async function readHome(
  { changes, changeUrl, home, clock }: SlackContext,
  person: Person,
): Promise<HomeData> {
  const pending = await changes.list({ status: 'proposed', limit: readPending });
  const { tracks, more } = (await home?.tracks()) ?? { tracks: [], more: 0 };
  const page = ownAddress(changeUrl);
  return {
    name: person.name,
    role: person.role,
    pending: pending.slice(0, mostPending).map(({ id, title, author, plan, expiresAt }) => ({
      id,
      title,
      author: author.name,
      own: author.id === person.id,
      risk: plan.risk.level,
      expiresAt,
      url: changeUrl(id),
    })),
    morePending: Math.max(0, pending.length - mostPending),
    week: (await home?.week()) ?? { sentences: [] },
    tracks,
    moreTracks: more,
    at: clock(),
    pages: { changes: `${page}changes`, performance: `${page}performance`, program: `${page}program` },
  };
}
