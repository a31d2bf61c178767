import type { types } from '@slack/bolt';

export const rejectCallback = 'change_reject';
const longestReason = 1000;

/** Asks why, so that the author can mend it. `metadata` comes back with the answer. */
export function rejectModal(metadata: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: rejectCallback,
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'Reject the change' },
    submit: { type: 'plain_text', text: 'Reject' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: { type: 'plain_text', text: 'Why? The author reads it.' },
        element: {
          type: 'plain_text_input',
          action_id: 'reason',
          multiline: true,
          min_length: 1,
          max_length: longestReason,
        },
      },
    ],
  };
}
