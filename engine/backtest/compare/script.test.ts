import { expect, test } from 'vitest';
import type { Effect, Input } from '../../core/types.ts';
import { scriptOf } from './script.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const from = 1000 * DAY;
const content = { item: 'i', version: 1, hash: 'a'.repeat(64) };
let seq = 0;
const at = (when: number, parts: object) =>
  ({ seq: ++seq, at: when, facts: {}, semantics: 1, ...parts }) as unknown as Input;
const event = (name: string, when: number, properties: object = {}) => ({
  input: at(when, {
    kind: 'event',
    event: { id: `m${seq}`, source: 'test', name, occurredAt: when, properties },
  }),
  decision: { effects: [], trace: [] },
});
const sent = (step: string, when: number) => ({
  input: at(when, { kind: 'timer' }),
  decision: {
    effects: [{ kind: 'email', track: 't', step, enrolment: 1, content } as unknown as Effect],
    trace: [],
  },
});
const names = (script: ReturnType<typeof scriptOf>) =>
  script.arrivals.map((arrival) => (arrival.kind === 'event' ? arrival.event.name : arrival.kind));
const answers = (script: ReturnType<typeof scriptOf>) =>
  Object.fromEntries(
    [...script.answers].map(([key, of]) => [key, of.map(({ event, afterMs }) => [event.name, afterMs])]),
  );

test('what a lead did about an email goes with the email, so long after it; what it did anyway comes as it came', () => {
  const script = scriptOf(
    [
      event('page_visit', from - DAY),
      sent('one', from),
      event('email_open', from + HOUR, { track: 't', step: 'one' }),
      event('page_visit', from + 2 * HOUR),
      sent('two', from + DAY),
      event('email_click', from + 2 * DAY, { track: 't', step: 'one' }),
      event('unsubscribe', from + 2 * DAY),
    ],
    from,
  );
  expect(names(script)).toEqual(['page_visit']);
  expect(answers(script)).toEqual({
    't/one/1': [
      ['email_open', HOUR],
      ['email_click', 2 * DAY],
    ],
    't/two/1': [['unsubscribe', DAY]],
  });
});

test('what answers an email of before the period, or none that it could answer, comes as it came', () => {
  const script = scriptOf(
    [
      sent('old', from - DAY),
      event('email_open', from + HOUR, { track: 't', step: 'old' }),
      event('email_open', from + HOUR, { track: 't', step: 'one' }),
      sent('one', from + 2 * HOUR),
      event('unsubscribe', from + 20 * DAY),
    ],
    from,
  );
  expect(names(script)).toEqual(['email_open', 'email_open', 'unsubscribe']);
  expect(answers(script)).toEqual({ 't/one/1': [] });
});

test('a dead address is told by the first bounce, and what the engine makes itself is left out', () => {
  const own = ['timer', 'outcome', 'activation', 'redirect'].map((kind) => ({
    input: at(from + HOUR, { kind }),
    decision: { effects: [], trace: [] },
  }));
  const script = scriptOf(
    [
      sent('one', from),
      ...own,
      event('email_bounce', from + HOUR),
      sent('two', from + DAY),
      event('email_bounce', from + 3 * DAY),
      { input: at(from + 4 * DAY, { kind: 'command' }), decision: { effects: [], trace: [] } },
    ],
    from,
  );
  expect(names(script)).toEqual(['command']);
  expect(script.bounce?.afterMs).toBe(HOUR);
});
