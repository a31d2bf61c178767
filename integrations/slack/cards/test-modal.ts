import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import { limits, truncate } from '../blocks/limits.ts';

export const testCallback = 'change_test';

/** An email of a track that a change touches. */
export interface TestableEmail {
  track: { id: string; title: string };
  /** Its step, and which it is of the track's emails, from 1. */
  step: string;
  email: number;
  title: string;
}

/** Names an email in an option, which holds less than two ids. */
export function testKey({ track, step }: Pick<TestableEmail, 'track' | 'step'>): string {
  return createHash('sha256').update(`${track.id}/${step}`).digest('hex').slice(0, 16);
}

/** Slack takes so many options. */
const most = 100;

/** Asks which email, and as whom it is to be rendered. `metadata` comes back with the answer. */
export function testModal(emails: readonly TestableEmail[], metadata: string): types.ModalView {
  const options = emails.slice(0, most).map(({ track, step, email, title }) => ({
    text: {
      type: 'plain_text' as const,
      text: truncate(`${track.title}, email ${email}: ${title}`, limits.option),
    },
    value: testKey({ track, step }),
  }));
  const [first] = options;
  return {
    type: 'modal',
    callback_id: testCallback,
    private_metadata: metadata,
    title: { type: 'plain_text', text: 'Send me a test' },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Back' },
    blocks: [
      {
        type: 'input',
        block_id: 'email',
        label: { type: 'plain_text', text: 'Which email?' },
        element: {
          type: 'static_select',
          action_id: 'email',
          options,
          ...(first && { initial_option: first }),
        },
      },
      {
        type: 'input',
        block_id: 'lead',
        optional: true,
        label: { type: 'plain_text', text: 'As which lead? By email address or name.' },
        hint: {
          type: 'plain_text',
          text: 'Without one, somebody who is on the track. It goes to you alone.',
        },
        element: { type: 'plain_text_input', action_id: 'lead', max_length: 300 },
      },
    ],
  };
}
