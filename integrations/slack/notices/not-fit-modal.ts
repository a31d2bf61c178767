import type { types } from '@slack/bolt';
import { choice, form, input } from '../blocks/form.ts';
import { misfits } from './sales-events.ts';

export const notFitCallback = 'notice_not_fit';
const longestNote = 500;

/** Asks why a lead is not a fit. `metadata` comes back with the answer. */
export function notFitModal(metadata: string): types.ModalView {
  const reasons = misfits.map(({ value, words }) => [value, words] as const);
  const lines: types.PlainTextInput = { type: 'plain_text_input', multiline: true, max_length: longestNote };
  return form(notFitCallback, { title: 'Not a fit', submit: 'Say so', metadata }, [
    choice('reason', 'Why?', reasons, 'Choose a reason'),
    input('note', 'What else should marketing know?', lines, { optional: true }),
  ]);
}
