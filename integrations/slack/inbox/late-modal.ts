import type { types } from '@slack/bolt';
import { plain } from '../blocks/build.ts';
import { limits } from '../blocks/limits.ts';
import type { SlackContext } from '../options.ts';
import { slackCode } from '../transport/connect.ts';
import { triggerOf } from './click.ts';
import type { Listener } from './listener.ts';

/** What Slack answers to a trigger that comes too late, or that a second delivery of the click brings once more. */
const spentCodes = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
  'invalid_trigger_id',
  'duplicate_external_id',
]);

/** Opens a modal by the click's trigger, which is good once and for three seconds. */
export async function openModal(
  { client, log }: Pick<SlackContext, 'client' | 'log'>,
  trigger: string,
  view: types.ModalView,
): Promise<void> {
  await client.views.open({ trigger_id: trigger, view }).catch((error: unknown) => {
    const code = slackCode(error);
    if (code === undefined || !spentCodes.has(code)) throw error;
    log.info({ code }, 'a modal was not opened: its trigger is spent');
  });
}

/** Opens one that says to wait; `fillModal` shows what was asked for, once we know who asks and have looked it up. */
export function opensModal(title: string): NonNullable<Listener['atOnce']> {
  return async (context, body) => {
    const trigger = triggerOf(body);
    await openModal(context, trigger, { ...said(title, 'One moment…'), external_id: trigger });
    return undefined;
  };
}

/** Shows it in the modal that this click has opened. Whoever has closed it meanwhile does not want it any more. */
export async function fillModal(
  { client }: Pick<SlackContext, 'client'>,
  trigger: string,
  view: types.ModalView,
): Promise<void> {
  await client.views.update({ external_id: trigger, view }).catch((error: unknown) => {
    if (slackCode(error) !== 'not_found') throw error;
  });
}

/** A modal with a sentence and nothing to do. */
export function said(title: string, sentence: string): types.ModalView {
  return {
    type: 'modal',
    title: plain(title, limits.viewTitle),
    close: { type: 'plain_text', text: 'Close' },
    blocks: [{ type: 'section', text: plain(sentence, limits.section) }],
  };
}
