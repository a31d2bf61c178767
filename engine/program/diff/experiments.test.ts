import { expect, it } from 'vitest';
import { diffPrograms } from '../diff.ts';
import { programSchema } from '../schema.ts';

const sendTime = {
  title: 'Nine or two',
  hypothesis: 'More is clicked after lunch.',
  element: 'send-time',
  arms: { nine: { title: '09:00', weight: 1 }, two: { title: '14:00', weight: 1 } },
  control: 'nine',
  metric: 'click',
  guardrails: ['unsubscribe'],
  window: '3 weeks',
};
const told = (before: object, after: object) =>
  diffPrograms(
    programSchema.parse({ schema: 1, ...before }),
    programSchema.parse({ schema: 1, ...after }),
  ).map(({ subject, change, text }) => `${subject} ${change}: ${text}`);
const having = (parts: object) => ({ experiments: { 'send-time': { ...sendTime, ...parts } } });

it('tells what a new experiment compares, whom it concerns and by what it is judged', () => {
  expect(told({}, having({}))).toEqual([
    'Experiment “Nine or two” added: new: it compares the send time of “nine” “09:00” (weight 1), “two” “14:00” (weight 1); the control is “nine” “09:00”',
    'Experiment “Nine or two” added: what is expected: “More is clicked after lunch.”',
    'Experiment “Nine or two” added: leads get an arm at the splits that name it; it is judged by click within 3 weeks, with an eye on unsubscribe, from 500 leads an arm on',
  ]);
});

it('tells stopping, promoting and taking up again for what they are', () => {
  const line = (before: object, after: object) => told(having(before), having(after)).join();
  expect(line({}, { decided: 'two' })).toBe(
    'Experiment “Nine or two” changed: is decided: everybody gets arm “two” “14:00”, and nobody is shared out any more',
  );
  expect(line({}, { decided: 'nine' })).toBe(
    'Experiment “Nine or two” changed: is stopped: everybody gets the control “nine” “09:00”, and nobody is shared out any more',
  );
  expect(line({ decided: 'two' }, {})).toBe(
    'Experiment “Nine or two” changed: goes on: leads have again the arm that they had, and new leads are shared out',
  );
});

it('tells every other part that changed, none as something else', () => {
  const after = {
    title: 'Nine or three',
    hypothesis: '',
    element: 'time-zone',
    arms: { ...sendTime.arms, three: { title: '15:00', weight: 2 } },
    control: 'two',
    population: 'lead_score >= 5',
    metric: 'deal',
    leadsPerArm: 900,
  };
  const lines = told(having({}), having(after));
  expect(lines).toHaveLength(8);
  expect(lines.join()).not.toContain('changed otherwise');
});

it('tells a hold-out, the condition of a threshold and whose clock a wait goes by', () => {
  const holdout = { percent: 10, except: 'company_size = "enterprise"' };
  expect(told({}, { policies: { holdout } })).toEqual([
    'Policy added: 10 % of the leads that were never nurtured before are held out: no track takes them, except where company_size = "enterprise" (was: nobody is held out)',
  ]);
  const at = (when?: string) => ({
    scoring: { thresholds: { t: { title: 'T', at: 5, actions: [{ do: 'score', points: 1 }], when } } },
  });
  expect(told(at(), at('industry = "fintech"'))).toEqual([
    'Score threshold “T” changed: is reached only while industry = "fintech" (was by every lead)',
  ]);
  const wait = (zone?: string) => ({
    tracks: {
      t: {
        title: 'T',
        stage: 'awareness',
        steps: [{ id: 'w', kind: 'wait', until: { time: '09:00', ...(zone && { zone }) } }],
      },
    },
  });
  expect(told(wait(), wait('program'))).toEqual([
    'Track “T” changed: the wait “w”: waits until the next 09:00, by the clock of the program for every lead (was until the next 09:00)',
  ]);
});
