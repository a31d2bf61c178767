import type { types } from '@slack/bolt';
import { plain } from '../blocks/build.ts';
import { choice, form, input } from '../blocks/form.ts';
import { limits } from '../blocks/limits.ts';

export const newDigestAction = 'digest_new';
export const newAlertAction = 'alert_new';
export const digestCallback = 'digest_set';
export const alertCallback = 'alert_set';

const days: readonly (readonly [string, string])[] = [
  ['week:1', 'Every Monday'],
  ['week:2', 'Every Tuesday'],
  ['week:3', 'Every Wednesday'],
  ['week:4', 'Every Thursday'],
  ['week:5', 'Every Friday'],
  ['week:6', 'Every Saturday'],
  ['week:7', 'Every Sunday'],
  ['month:1', 'On the 1st of every month'],
  ['month:15', 'On the 15th of every month'],
  ['month:31', 'On the last day of every month'],
];
const places: readonly (readonly [string, string])[] = [
  ['channel', 'In a channel'],
  ['me', 'To me, in a direct message'],
  ['email', 'To me, by email'],
];
const kinds: readonly (readonly [string, string])[] = [
  ['clicks', 'Clearly fewer emails are clicked'],
  ['stuck', 'Leads are stuck'],
  ['failed_sends', 'Emails fail'],
  ['connectors', 'A connector is down'],
];
const quiets: readonly (readonly [string, string])[] = [
  ['usual', 'Not between 20:00 and 07:00'],
  ['none', 'Day and night'],
];

/** Where a modal was opened: its channel is offered. */
export interface OpenedIn {
  channel: string;
}

/** Sets a digest. */
export function digestModal(openedIn: OpenedIn): types.ModalView {
  const title: types.PlainTextInput = {
    type: 'plain_text_input',
    max_length: 200,
    placeholder: plain('Its title', limits.label),
  };
  return orderForm(digestCallback, 'New digest', openedIn, [
    choice('when', 'How often', days),
    input('at', 'At, by your clock', { type: 'timepicker', initial_time: '09:00' }),
    ...whereBlocks(openedIn),
    input('track', 'Of one track only', title, { optional: true }),
  ]);
}

/** Sets an alert. */
export function alertModal(openedIn: OpenedIn): types.ModalView {
  const hint = 'Of clicks and failed emails a share such as 33 %, of stuck leads how many. Empty: as usual.';
  const size: types.PlainTextInput = { type: 'plain_text_input', max_length: 10 };
  return orderForm(alertCallback, 'New alert', openedIn, [
    choice('kind', 'Warn when', kinds),
    input('threshold', 'From which size on', size, { optional: true, hint }),
    choice('quiet', 'When', quiets),
    ...whereBlocks(openedIn),
  ]);
}

function orderForm(callback: string, title: string, openedIn: OpenedIn, blocks: types.KnownBlock[]) {
  return form(callback, { title, submit: 'Set', metadata: JSON.stringify(openedIn) }, blocks);
}

function whereBlocks({ channel }: OpenedIn): types.KnownBlock[] {
  const isChannel = /^[CG]/.test(channel);
  const channels: types.ConversationsSelect = {
    type: 'conversations_select',
    filter: { include: ['public', 'private'], exclude_external_shared_channels: false },
    ...(isChannel && { initial_conversation: channel }),
  };
  return [
    choice('to', 'Where', isChannel ? places : [...places.slice(1), ...places.slice(0, 1)]),
    input('channel', 'Which channel', channels, { optional: true }),
  ];
}
