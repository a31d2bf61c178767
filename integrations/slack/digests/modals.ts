import type { types } from '@slack/bolt';
import { plain } from '../blocks/build.ts';
import { limits } from '../blocks/limits.ts';

export const newDigestAction = 'digest_new';
export const newAlertAction = 'alert_new';
export const digestCallback = 'digest_set';
export const alertCallback = 'alert_set';

const text = (words: string) => plain(words, limits.label);
const option = ([value, words]: readonly [string, string]) => ({ text: text(words), value });

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
  return modal(digestCallback, 'New digest', openedIn, [
    select('when', 'How often', days),
    {
      type: 'input',
      block_id: 'at',
      label: text('At, by your clock'),
      element: { type: 'timepicker', action_id: 'at', initial_time: '09:00' },
    },
    ...whereBlocks(openedIn),
    {
      type: 'input',
      block_id: 'track',
      optional: true,
      label: text('Of one track only'),
      element: {
        type: 'plain_text_input',
        action_id: 'track',
        max_length: 200,
        placeholder: text('Its title'),
      },
    },
  ]);
}

/** Sets an alert. */
export function alertModal(openedIn: OpenedIn): types.ModalView {
  return modal(alertCallback, 'New alert', openedIn, [
    select('kind', 'Warn when', kinds),
    {
      type: 'input',
      block_id: 'threshold',
      optional: true,
      label: text('From which size on'),
      hint: text(
        'Of clicks and failed emails a share such as 33 %, of stuck leads how many. Empty: as usual.',
      ),
      element: { type: 'plain_text_input', action_id: 'threshold', max_length: 10 },
    },
    select('quiet', 'When', quiets),
    ...whereBlocks(openedIn),
  ]);
}

function modal(
  callback: string,
  title: string,
  openedIn: OpenedIn,
  blocks: types.KnownBlock[],
): types.ModalView {
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: JSON.stringify(openedIn),
    title: text(title),
    submit: text('Set'),
    close: text('Back'),
    blocks,
  };
}

function select(
  id: string,
  label: string,
  choices: readonly (readonly [string, string])[],
): types.KnownBlock {
  const options = choices.map(option);
  return {
    type: 'input',
    block_id: id,
    label: text(label),
    element: {
      type: 'static_select',
      action_id: id,
      options,
      initial_option: options[0] as (typeof options)[number],
    },
  };
}

function whereBlocks({ channel }: OpenedIn): types.KnownBlock[] {
  const isChannel = /^[CG]/.test(channel);
  return [
    select('to', 'Where', isChannel ? places : [...places.slice(1), ...places.slice(0, 1)]),
    {
      type: 'input',
      block_id: 'channel',
      optional: true,
      label: text('Which channel'),
      element: {
        type: 'conversations_select',
        action_id: 'channel',
        filter: { include: ['public', 'private'], exclude_external_shared_channels: false },
        ...(isChannel && { initial_conversation: channel }),
      },
    },
  ];
}
