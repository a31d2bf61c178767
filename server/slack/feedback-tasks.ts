import type { Role } from '../../engine/runtime/changes/types.ts';
import type { Feedback } from './read-feedback.ts';

/** A draft of a task for evals: what stays to be filled in is what the answer must say. */
export interface TaskDraft {
  id: string;
  as: 'marketer' | 'manager';
  role: Role;
  kind: 'plain';
  turns: { say: string; calls?: Record<string, unknown>[]; says?: string[] }[];
}

/**
 * Feedback as drafts of tasks. They name no person and no lead by an address, a number or an id; names that somebody
 * typed stay, so whoever keeps a draft reads it first. What was called for a bad answer is left out: it was wrong.
 */
export function feedbackTasks(
  feedback: readonly Feedback[],
): { draft: TaskDraft; verdict: 'good' | 'bad' }[] {
  return feedback.flatMap((one, n) => {
    const turns = turnsOf(one);
    if (turns.length === 0) return [];
    const day = new Date(one.at).toISOString().slice(0, 10);
    const as = one.role === 'viewer' ? ('manager' as const) : ('marketer' as const);
    return [
      {
        verdict: one.verdict,
        draft: { id: `feedback-${day}-${n + 1}`, as, role: one.role, kind: 'plain', turns },
      },
    ];
  });
}

function turnsOf({ messages, verdict }: Feedback): TaskDraft['turns'] {
  const turns: TaskDraft['turns'] = [];
  for (const { role, parts } of messages) {
    if (role === 'user') {
      const say = parts.flatMap(({ type, text }) => (type === 'text' && text ? [text] : [])).join('\n\n');
      if (say !== '') turns.push({ say: withoutPersons(say).slice(0, 2_000) });
      continue;
    }
    const turn = turns.at(-1);
    const called = parts.filter(({ type }) => type === 'dynamic-tool').slice(0, 8);
    if (turn && called.length > 0)
      turn.calls = called.map(({ toolName = '', input }) => ({ [toolName]: masked(input) }));
  }
  const last = turns.at(-1);
  if (last) last.says = [];
  if (last && verdict === 'bad') delete last.calls;
  return turns.slice(-8);
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return withoutPersons(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)]));
}

/** Addresses of email, ids and telephone numbers become such as belong to nobody. */
function withoutPersons(text: string): string {
  return text
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, 'someone@example.com')
    .replace(
      /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
      '00000000-0000-4000-8000-000000000000',
    )
    .replace(/\+\d[\d ()/-]{7,}\d/g, '+1 555 0100');
}
