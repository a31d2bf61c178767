import type { types } from '@slack/bolt';
import { form, input } from '../blocks/form.ts';

export const rejectCallback = 'change_reject';
const longestReason = 1000;

/** Asks why, so that the author can mend it. `metadata` comes back with the answer. */
export function rejectModal(metadata: string): types.ModalView {
  const lines: types.PlainTextInput = {
    type: 'plain_text_input',
    multiline: true,
    min_length: 1,
    max_length: longestReason,
  };
  return form(rejectCallback, { title: 'Reject the change', submit: 'Reject', metadata }, [
    input('reason', 'Why? The author reads it.', lines),
  ]);
}
