import type { Database } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import type { Program } from '../../../engine/program/schema.ts';
import { actionsOf } from '../../../engine/program/validate/actions-of.ts';
import type { Person } from '../../../engine/runtime/changes/types.ts';
import { escapeText } from '../blocks/escape.ts';
import { addRoute, listRoutes, removeRoutes } from './route-store.ts';

/** What routes are set with: by `/trellis notify` and by `trellis notifications`. */
export interface RoutesOptions {
  db: Database;
  program(): Promise<{ program: Program }>;
  clock: () => number;
}

/** The queues of tasks and the audiences of notices that the program names, sorted. */
export function audiencesOf(program: Program): string[] {
  const named = actionsOf(program).flatMap(({ action }) =>
    action.do === 'task' ? [action.queue] : action.do === 'notify' ? [action.audience] : [],
  );
  return [...new Set(named)].sort();
}

/**
 * Has tasks and notices for an audience shown in a channel from now on, and says so. They name leads: an approver or
 * an admin decides which channel reads them. Throws `routes.forbidden`, `routes.audience`.
 */
export async function setRoute(
  { db, program, clock }: RoutesOptions,
  person: Person,
  { audience, channel }: { audience: string; channel: string },
): Promise<string> {
  assertMayRoute(person);
  const known = audiencesOf((await program()).program);
  const found = known.find((name) => name.toLowerCase() === audience.trim().toLowerCase());
  if (found === undefined) {
    const list = known.length > 0 ? `it names ${known.join(', ')}` : 'it asks for none yet';
    throw new TrellisError(
      'routes.audience',
      `The program asks for no task or notice for “${audience.trim()}”; ${list}. A trigger, a threshold or a step asks for them.`,
    );
  }
  const isNew = await addRoute(db, { audience: found, channel, by: person.id, now: clock() });
  return isNew
    ? `From now on tasks and notices for ${found} are shown there, with what the lead did. Everybody who reads the channel reads them.`
    : `Tasks and notices for ${found} are shown there already.`;
}

/** Ends it; without an audience all of the channel. Throws `routes.forbidden`. */
export async function unsetRoute(
  { db, clock }: Pick<RoutesOptions, 'db' | 'clock'>,
  person: Person,
  route: { audience?: string | undefined; channel: string },
): Promise<string> {
  assertMayRoute(person);
  const gone = await removeRoutes(db, { ...route, by: person.id, now: clock() });
  if (gone === 0) return 'Nothing like that was shown there.';
  return `${route.audience ? `Tasks and notices for ${route.audience}` : 'Tasks and notices'} are not shown there any more.`;
}

/** All that are set, in words; of one channel where it is named. */
export async function routesInWords({ db }: Pick<RoutesOptions, 'db'>, channel?: string): Promise<string[]> {
  const routes = (await listRoutes(db)).filter((route) => channel === undefined || route.channel === channel);
  return routes.map(
    ({ audience, channel: where, setBy }) =>
      `${escapeText(audience)} → <#${where}>, set by ${escapeText(setBy)}`,
  );
}

function assertMayRoute({ role }: Person): void {
  if (role === 'approver' || role === 'admin') return;
  throw new TrellisError(
    'routes.forbidden',
    `Your role is ${role}; an approver or an admin decides which channel reads about leads.`,
  );
}
