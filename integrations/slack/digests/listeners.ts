import type { types } from '@slack/bolt';
import type { Order } from '../../../agent/digests/orders.ts';
import { TrellisError } from '../../../db/errors.ts';
import { withOrigin } from '../../../engine/runtime/audit/origin.ts';
import { escapeText, ownAddress, toMrkdwn } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import { clickOf, triggerOf } from '../inbox/click.ts';
import { openModal } from '../inbox/late-modal.ts';
import type { Handler, Listener } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson, slackOrigin } from '../people.ts';
import { postHandler, postKind } from './deliver.ts';
import {
  alertCallback,
  alertModal,
  digestCallback,
  digestModal,
  newAlertAction,
  newDigestAction,
  type OpenedIn,
} from './modals.ts';
import { orderOf } from './submitted.ts';

/** Whoever may not have set what they ask for is told when they submit it. */
const opens = (view: (openedIn: OpenedIn) => types.ModalView): Listener => ({
  async atOnce(context, body) {
    await openModal(context, triggerOf(body), view({ channel: clickOf(body).channel }));
    return undefined;
  },
});

const submittedHandler: Handler = async (context, item) => {
  const { user, view } = item.body as { user: { id: string }; view: { private_metadata: string } };
  const read = orderOf(item.body);
  if (!('order' in read)) return;
  const { channel } = JSON.parse(view.private_metadata) as OpenedIn;
  const words = await obeyed(context, user.id, channel, read.order);
  await item.post('said', { channel: user.id, text: truncate(words, limits.text) });
};

/** What was done, or why not, as mrkdwn. */
async function obeyed(context: SlackContext, userId: string, channel: string, order: Order): Promise<string> {
  const { client, people, teamId, digests, clock, changeUrl } = context;
  const found = await identifyPerson(client, people, teamId, userId);
  if (!('person' in found)) return escapeText(found.refusal);
  const { person } = found;
  const orderer = { person, place: `slack:${channel}:`, inPerson: true, now: clock() };
  try {
    const said = await withOrigin(slackOrigin(person), async () => digests?.orders.obey(order, orderer));
    return toMrkdwn(said ?? 'Nothing was set.', ownAddress(changeUrl));
  } catch (error) {
    if (error instanceof TrellisError && error.mender !== 'us') return escapeText(error.message);
    throw error;
  }
}

const submitted: Listener = {
  async atOnce(_, body) {
    const read = orderOf(body);
    return 'errors' in read ? { response_action: 'errors', errors: read.errors } : undefined;
  },
  handle: submittedHandler,
};

/** Digests and alerts: what we owe Slack of them, and the modals that set one. */
export const digestListeners: Readonly<Record<string, Listener>> = {
  [postKind]: { handle: postHandler },
  [`action:${newDigestAction}`]: opens(digestModal),
  [`action:${newAlertAction}`]: opens(alertModal),
  [`view:${digestCallback}`]: submitted,
  [`view:${alertCallback}`]: submitted,
};
