import { expect, test } from 'vitest';
import { taskFileSchema } from '../../evals/task.ts';
import { feedbackTasks } from './feedback-tasks.ts';
import type { Feedback } from './read-feedback.ts';

const say = (text: string) => ({ role: 'user' as const, parts: [{ type: 'text', text }] });
const did = (toolName: string, input: unknown) => ({
  role: 'assistant' as const,
  parts: [
    { type: 'dynamic-tool', toolName, input },
    { type: 'text', text: 'Jane Doe, jane@corp.test' },
  ],
});
const lead = '0198c0de-0000-7000-8000-00000000beef';
const feedback = (verdict: 'good' | 'bad'): Feedback => ({
  turn: 'Ev1',
  verdict,
  at: Date.UTC(2026, 2, 18),
  role: 'viewer',
  messages: [
    say('how many leads are there?'),
    did('query_leads', {}),
    say(`and what did jane@corp.test (+49 30 123 456 78, ${lead}) get?`),
    did('explain_lead', { lead: 'jane@corp.test', about: 'profile' }),
  ],
});

test('an answer that was good becomes a task with what was called, and names nobody by address, number or id', () => {
  const tasks = feedbackTasks([feedback('good')]).map(({ draft }) => draft);
  expect(tasks).toEqual([
    {
      id: 'feedback-2026-03-18-1',
      as: 'manager',
      role: 'viewer',
      kind: 'plain',
      turns: [
        { say: 'how many leads are there?', calls: [{ query_leads: {} }] },
        {
          say: 'and what did someone@example.com (+1 555 0100, 00000000-0000-4000-8000-000000000000) get?',
          calls: [{ explain_lead: { lead: 'someone@example.com', about: 'profile' } }],
          says: [],
        },
      ],
    },
  ]);
  expect(taskFileSchema.safeParse(tasks).error).toBeUndefined();
});

test('what was called for a bad answer is no gold', () => {
  const [bad] = feedbackTasks([feedback('bad')]);
  expect(bad?.draft.turns.at(-1)).toEqual({ say: expect.stringContaining('someone@example.com'), says: [] });
  expect(feedbackTasks([{ ...feedback('bad'), messages: [] }])).toEqual([]);
});
