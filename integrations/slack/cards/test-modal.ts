import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import { choice, form, input } from '../blocks/form.ts';
import { limits } from '../blocks/limits.ts';

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

/** Asks which email, and as whom it is to be rendered. `metadata` comes back with the answer. */
export function testModal(emails: readonly TestableEmail[], metadata: string): types.ModalView {
  const choices = emails
    .slice(0, limits.options)
    .map(
      ({ track, step, email, title }) =>
        [testKey({ track, step }), `${track.title}, email ${email}: ${title}`] as const,
    );
  return form(testCallback, { title: 'Send me a test', submit: 'Send', metadata }, [
    choice('email', 'Which email?', choices),
    input(
      'lead',
      'As which lead? By email address or name.',
      { type: 'plain_text_input', max_length: 300 },
      { optional: true, hint: 'Without one, somebody who is on the track. It goes to you alone.' },
    ),
  ]);
}
