import type { types } from '@slack/bolt';
import { misfits } from './sales-events.ts';

export const notFitCallback = 'notice_not_fit';
const longestNote = 500;

/** Asks why a lead is not a fit. `metadata` comes back with the answer. */
export function notFitModal(metadata: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: notFitCallback,
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'Not a fit' },
    submit: { type: 'plain_text', text: 'Say so' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: { type: 'plain_text', text: 'Why?' },
        element: {
          type: 'static_select',
          action_id: 'reason',
          placeholder: { type: 'plain_text', text: 'Choose a reason' },
          options: misfits.map(({ value, words }) => ({ text: { type: 'plain_text', text: words }, value })),
        },
      },
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: { type: 'plain_text', text: 'What else should marketing know?' },
        element: { type: 'plain_text_input', action_id: 'note', multiline: true, max_length: longestNote },
      },
    ],
  };
}
