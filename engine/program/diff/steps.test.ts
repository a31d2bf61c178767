import { expect, it } from 'vitest';
import { diffPrograms } from '../diff.ts';
import { renderDiff } from '../render.ts';
import { programSchema } from '../schema.ts';

const told = (a: object, b: object) =>
  renderDiff(
    diffPrograms(programSchema.parse({ schema: 1, ...a }), programSchema.parse({ schema: 1, ...b })),
  );
const tracks = (steps: object[], more: object = {}) => ({
  tracks: { t: { title: 'T', stage: 'awareness', steps, ...more } },
});
const wait = (rest: object) => tracks([{ id: 'w', kind: 'wait', ...rest }]);

it('tells a wait in words', () => {
  expect(told(wait({ for: '2 days' }), wait({ until: { weekday: ['mon', 'thu'], time: '09:30' } }))).toEqual([
    'Track “T”: the wait “w”: waits until Mon or Thu at 09:30 (was for 2 days)',
  ]);
  expect(
    told(
      wait({ until: { time: '09:30' } }),
      wait({ untilDate: { field: 'renewal_date', offsetDays: -7, time: '08:00' } }),
    ),
  ).toEqual([
    'Track “T”: the wait “w”: waits until 7 days before renewal_date at 08:00 (was until the next 09:30)',
  ]);
});

it('tells wait-fors, splits, rank and group', () => {
  const waitFor = (within: string) => ({
    id: 'f',
    kind: 'wait-for',
    when: 'page_visit',
    within,
    otherwise: 'a',
  });
  const split = (weight: number) => ({
    id: 's',
    kind: 'split',
    arms: [
      { id: 'x', weight, goto: 'a' },
      { id: 'y', weight: 1, goto: 'b' },
    ],
  });
  const ends = ['a', 'b'].map((id) => ({ id, kind: 'exit' }));
  expect(
    told(
      tracks([waitFor('2 days'), split(1), ...ends]),
      tracks([waitFor('3 days'), split(4), ...ends], { priority: 80, group: 'main' }),
    ),
  ).toEqual([
    'Track “T”: its priority is 80 (was 50)',
    'Track “T”: it is in the group “main”, of whose tracks a lead is on one at most (was in none)',
    'Track “T”: the wait-for “f”: waits until page_visit, at most 3 days; then on, else to “a” (was until page_visit, at most 2 days; then on, else to “a”)',
    'Track “T”: the split “s”: “x” (weight 4) to “a”; “y” (weight 1) to “b” (was: “x” (weight 1) to “a”; “y” (weight 1) to “b”)',
  ]);
});

it('tells actions and cadences', () => {
  const cadences = { slow: { title: 'Slow down', percent: 200, for: '2 weeks', until: 'email_opens >= 1' } };
  const actions = [
    { do: 'set', fields: { language: 'de', phone: null } },
    { do: 'cadence', cadence: 'slow' },
    { do: 'cadence', cadence: null },
    { do: 'webhook', webhook: 'bot', fields: ['email'] },
    { do: 'crm', system: 'crm', fields: { Stage: 'Hot' } },
    { do: 'task', queue: 'sales', title: 'Call', within: '1 day', booking: 'https://book.example.com/mo' },
  ];
  expect(told({}, { cadences, triggers: { g: { title: 'G', when: 'demo_request', actions } } })).toEqual([
    'Trigger “G”: new: when demo_request it sets “language” to “de”, no “phone”; changes to the cadence “Slow down”; goes back to the normal pace; calls the webhook “bot” with email; updates “crm”: “Stage” to “Hot”; opens a task for “sales”, due within 1 day: “Call”, with the booking link https://book.example.com/mo',
    'Cadence “Slow down”: new: waits take 200 % of their time, for 2 weeks or until email_opens >= 1',
  ]);
  expect(told({ cadences }, { cadences: { slow: { ...cadences.slow, percent: 300 } } })).toEqual([
    'Cadence “Slow down”: waits take 300 % of their time (was: waits take 200 % of their time)',
  ]);
});

it('names every wait of unknown length of a new track, and tells what follows from its end on', () => {
  const content = { item: 'guide', version: 1, hash: '0'.repeat(64) };
  const email = (id: string) => ({ id, kind: 'email', content });
  const steps = [
    { id: 'pause', kind: 'wait', for: '2 days' },
    { id: 'monday', kind: 'wait', until: { weekday: ['mon'], time: '09:00' } },
    { id: 'renewal', kind: 'wait', untilDate: { field: 'renewal_date', offsetDays: -30 } },
    email('first'),
    { id: 'visit', kind: 'wait-for', when: 'page_visit', within: '1 minute' },
    { id: 'soon', kind: 'wait', for: '1 day' },
    { id: 'call', kind: 'action', action: { do: 'notify', audience: 'sales', text: 'Call' } },
    { id: 'late', kind: 'wait', untilDay: 40 },
    email('second'),
  ];
  const lines = told({}, tracks(steps));
  expect(lines.slice(-7)).toEqual([
    'Track “T”: the wait “monday” (until Mon at 09:00), begins on day 3',
    'Track “T”: the wait “renewal” (until 30 days before renewal_date), begins at once after the wait “monday”',
    'Track “T”: email 1 (“guide” version 1, 00000000), sent at once after the wait “renewal”',
    'Track “T”: the wait-for “visit” (until page_visit, at most 1 minute; then on, else on), begins at once after the wait “renewal”',
    expect.stringMatching(/^Track “T”: the action “call” .*, 1 day after the wait-for “visit”$/),
    'Track “T”: the wait “late” (until day 40), begins 1 day after the wait-for “visit”',
    'Track “T”: email 2 (“guide” version 1, 00000000), sent at once after the wait “late”',
  ]);
});

it('tells a wait that becomes one of unknown length, and that the email after it moves', () => {
  const content = { item: 'guide', version: 1, hash: '0'.repeat(64) };
  const program = (rest: object) =>
    tracks([
      { id: 'w', kind: 'wait', ...rest },
      { id: 'mail', kind: 'email', content },
    ]);
  expect(told(program({ for: '2 days' }), program({ until: { time: '09:30' } }))).toEqual([
    'Track “T”: the wait “w”: waits until the next 09:30 (was for 2 days)',
    'Track “T”: email 1 is sent at once after the wait “w” instead of day 3',
  ]);
});
