import type { types } from '@slack/bolt';
import { plain } from '../../blocks/build.ts';
import { limits } from '../../blocks/limits.ts';

export const feedbackAction = 'answer_feedback';
/** A turn's id is that of an event, or of a trigger. */
const value = /^(good|bad):([\w.:-]{1,200})$/;

/** Two buttons below an answer, for what becomes of `turn`. */
export function feedbackButtons(turn: string): types.KnownBlock {
  const one = (verdict: 'good' | 'bad', text: string) => ({
    text: plain(text, limits.button),
    accessibility_label: `${text}: helps to make answers better`,
    value: `${verdict}:${turn}`,
  });
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: feedbackAction,
        positive_button: one('good', 'Good answer'),
        negative_button: one('bad', 'Bad answer'),
      },
    ],
  };
}

/** What was clicked; undefined for what is not ours. */
export function readFeedback(clicked: string): { verdict: 'good' | 'bad'; turn: string } | undefined {
  const [, verdict, turn] = value.exec(clicked) ?? [];
  return verdict && turn ? { verdict: verdict as 'good' | 'bad', turn } : undefined;
}
