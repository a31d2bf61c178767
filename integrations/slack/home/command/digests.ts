import type { Order } from '../../../../agent/digests/orders.ts';
import { readOrder } from '../../../../agent/digests/read-order.ts';
import { button, section } from '../../blocks/build.ts';
import { ownAddress, plainText, toMrkdwn } from '../../blocks/escape.ts';
import { newAlertAction, newDigestAction } from '../../digests/modals.ts';
import type { SlackContext } from '../../options.ts';
import type { CommandAsked, Reply, Subcommand } from './command.ts';

/** `/trellis digests`: what is set, with a button that opens the form for another; or an order in words. */
export const digests: Subcommand = {
  name: 'digests',
  usage: 'every Monday at 9 | monthly | stop 2 | list',
  does: 'Lists, sets and stops digests in this channel.',
  run: (context, asked) => {
    const add = button('New digest', newDigestAction);
    return obey(context, asked, orderOf(asked.words, context, 'digest'), add);
  },
};

/** The same of alerts. */
export const alerts: Subcommand = {
  name: 'alerts',
  usage: 'when clicks drop by a third | stop 2 | list',
  does: 'Lists, sets and stops alerts in this channel.',
  run: (context, asked) => {
    const add = button('New alert', newAlertAction);
    return obey(context, asked, orderOf(asked.words, context, 'alert'), add);
  },
};

/** In words as they are typed behind the name of the command, which says already what they are about. */
function orderOf(
  words: string,
  { botUserId }: Pick<SlackContext, 'botUserId'>,
  what: 'digest' | 'alert',
): Order {
  const said = plainText(words, botUserId);
  const list: Order = { do: 'list', what: what === 'digest' ? 'digests' : 'alerts' };
  if (/^(?:list|show|all|add|new|set|help|\?)?$/i.test(said)) return list;
  const tried =
    what === 'digest'
      ? [said, `post a digest here ${said}`, `post a ${said} digest here`]
      : [said, `alert me here ${said}`, `alert this channel ${said}`];
  const ending = /^(?:stop|remove|delete|cancel|end)\b/i.exec(said)?.[0];
  if (ending) tried.unshift(`${ending} ${what} ${said.slice(ending.length)}`);
  for (const text of tried) {
    const order = readOrder(text);
    if (order && order.do !== 'unclear') return order;
  }
  return { do: 'unclear', what };
}

async function obey(
  { digests: kept, clock, changeUrl }: SlackContext,
  { person, channel }: CommandAsked,
  order: Order,
  add: ReturnType<typeof button>,
): Promise<Reply> {
  const orderer = { person, place: `slack:${channel}:`, inPerson: true, now: clock() };
  const said = (await kept?.orders.obey(order, orderer)) ?? 'There is none like that.';
  const text = toMrkdwn(said, ownAddress(changeUrl));
  return { text, blocks: [section(text), { type: 'actions', elements: [add] }] };
}
