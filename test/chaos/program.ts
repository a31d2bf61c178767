import type { Database } from '../../db/connection.ts';
import { parseProgram } from '../../engine/program/parse.ts';
import type { Program } from '../../engine/program/schema.ts';
import { createLibrary } from '../../knowledge/library.ts';

/** Scoring, a threshold, triggers at once and delayed, and tracks that send soon and often. */
export async function chaosProgram(db: Database): Promise<Program> {
  const library = createLibrary(db);
  const items = ['welcome', 'follow-up', 'note'].map((id) => ({
    id,
    title: id,
    kind: 'email',
    stages: ['awareness'],
    summary: 'An email.',
    cta: { label: 'Read', url: 'https://www.trellis.internal/read' },
    subject: `${id} for {{ lead.first_name | default: "you" }}`,
    body: 'Hi {{ lead.first_name | default: "there" }},\n\nthis is it.',
    approvedBy: 'Ada',
  }));
  await library.add(items, { mayApprove: true, now: 1 });
  const email = async (item: string) => ({
    id: item,
    kind: 'email',
    content: await library.pin(item),
    ...(item === 'note' && { purpose: 'transactional' }),
  });
  return parseProgram({
    schema: 1,
    segments: { visitors: { title: 'Visitors', when: 'page_visits >= 3 IN last_7_days' } },
    scoring: {
      rules: {
        visit: { title: 'A visit', when: 'page_visit', points: 3, cap: { points: 30, per: 'day' } },
        asked: { title: 'Asked', when: 'form_submit', points: 10 },
      },
      thresholds: { warm: { title: 'Warm', at: 40, actions: [{ do: 'lifecycle', stage: 'mql' }] } },
    },
    triggers: {
      asked: {
        title: 'Asked for a note',
        when: 'form_submit',
        actions: [
          { do: 'enrol', track: 'note' },
          { do: 'task', queue: 'sales', title: 'Call', within: '2 hours' },
        ],
      },
      later: {
        title: 'A while after a webinar',
        when: 'webinar_attendance',
        after: '2 minutes',
        actions: [{ do: 'enrol', track: 'note' }],
      },
    },
    tracks: {
      welcome: {
        title: 'Welcome',
        stage: 'awareness',
        entry: { when: 'IN SEGMENT visitors' },
        steps: [
          await email('welcome'),
          { id: 'pause', kind: 'wait', for: '3 minutes' },
          await email('follow-up'),
        ],
      },
      note: { title: 'A note', stage: 'awareness', reentry: 'always', steps: [await email('note')] },
    },
    policies: {
      timeZone: 'UTC',
      sender: { name: 'Trellis', email: 'hello@trellis.internal', postalAddress: '1 Example Street' },
    },
  });
}
