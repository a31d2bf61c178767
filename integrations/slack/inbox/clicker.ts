import { TrellisError } from '../../../db/errors.ts';
import type { Person } from '../../../engine/runtime/changes/types.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson } from '../people.ts';
import { mayPost } from '../shared/may-speak.ts';
import { type Click, whisper } from './click.ts';

const notWhereOthersRead =
  'People of another company read this channel, so nothing is done by clicks here until an admin of Trellis allows it with /trellis share on. Our own pages have it too.';

/** Whoever clicked, as they are known now. Who is not known, or clicks where another company reads, is told so, and undefined given. */
export async function clickerOf(context: SlackContext, click: Click): Promise<Person | undefined> {
  const identified = await identifyPerson(context.client, context.people, context.teamId, click.user);
  if ('refusal' in identified) {
    await whisper(context, click, identified.refusal);
    return undefined;
  }
  // What a click does is shown where it was made.
  if (await mayPost(context, click.channel)) return identified.person;
  await whisper(context, click, notWhereOthersRead);
  return undefined;
}

/** The same of people who may propose; a viewer is told who may. */
export async function proposerOf(context: SlackContext, click: Click): Promise<Person | undefined> {
  const person = await clickerOf(context, click);
  if (person?.role !== 'viewer') return person;
  await whisper(context, click, 'Your role is viewer; a marketer, an approver or an admin does that.');
  return undefined;
}

/** Says what the person can mend; anything else is tried again by the inbox. */
export async function orWhisper(
  context: SlackContext,
  click: Click,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof TrellisError) || error.mender === 'us') throw error;
    await whisper(context, click, error.message);
  }
}
