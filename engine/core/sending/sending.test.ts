import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import {
  anyHistory,
  anyMailingProgram,
  anyProgram,
  opening,
  otherSends,
  policiesOf,
} from '../testing/arbitraries.ts';
import { live, type Moment } from '../testing/live.ts';
import { isForbiddenAt } from '../testing/local-oracle.ts';
import { email, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';
import type { Decision, Effect, Instant, LeadState } from '../types.ts';

const call = { do: 'task', queue: 'sales', title: 'Call', within: '1 day' };
const tell = { do: 'notify', audience: 'sales', text: 'Call' };
/** Acts at every visit. */
const acting = policiesOf(['channelCaps'], { least: 1 }).map((guarded) =>
  programOf({
    triggers: { visit: { title: 'V', when: 'page_visit', actions: [call, tell] } },
    policies: guarded,
  }),
);
const ofAccount = opening.map((happening) => ({
  ...happening,
  facts: { account: { id: 'a1', version: 1, fields: {} } },
}));
const everyProgram = fc.oneof(anyProgram(), { weight: 2, arbitrary: anyMailingProgram() });

/** Each test also counts how often what it is about came up: that must not depend on luck. */
const seed = 1;

/** Every history under these programs, with a worker that is there or one that sleeps in between. */
function always(
  check: (moments: readonly Moment[], accountSends: readonly Instant[]) => void,
  programs: fc.Arbitrary<CompiledProgram> = everyProgram,
): void {
  fc.assert(
    fc.property(
      programs,
      anyHistory(),
      fc.record({ known: fc.boolean(), asleep: fc.boolean(), accountSends: otherSends }),
      (program, history, { known, ...options }) =>
        check(live(program, known ? [...ofAccount, ...history] : history, options), options.accountSends),
    ),
    { numRuns: 150, seed },
  );
}

describe('no email is decided', () => {
  test('without consent, after an unsubscribe or a bounce, without an address, or to a suppressed domain', () => {
    let sent = 0;
    always((moments) => {
      let consented = false;
      let withdrawnAt = Number.NEGATIVE_INFINITY;
      let stopped = false;
      for (const { program, input, decision } of moments) {
        const event = input.kind === 'event' ? input.event : undefined;
        if (event?.name === 'consent_granted') {
          const { basis, wording } = event.properties;
          const isLaterWord = event.occurredAt > withdrawnAt && basis === 'consent' && wording !== undefined;
          if (isLaterWord || withdrawnAt === Number.NEGATIVE_INFINITY) consented = true;
          if (isLaterWord) withdrawnAt = Number.NEGATIVE_INFINITY;
        }
        if (event?.name === 'consent_withdrawn' || event?.name === 'unsubscribe') {
          consented = false;
          withdrawnAt = Math.max(withdrawnAt, event.occurredAt);
        }
        if (event?.name === 'email_bounce' && event.properties.kind === 'hard') stopped = true;
        if (input.kind === 'command' && input.command.do === 'suppress') stopped = true;
        for (const email of emailsOf(decision.effects)) {
          sent++;
          expect(stopped).toBe(false);
          const { email: address } = decision.lead.fields;
          const isOfRival = address === 'ada@mail.rival.example';
          if (!isOfRival) expect(address).toBe('ada@lead.example');
          else expect(program.policies.suppressedDomains).toBeUndefined();
          if (email.purpose === 'marketing') expect(consented).toBe(true);
        }
      }
    });
    expect(sent).toBeGreaterThan(100);
  });

  test('inside quiet hours, outside of the send window or on a holiday', () => {
    let sent = 0;
    always(
      (moments) => {
        for (const { program, input, decision } of moments) {
          // An action that sets fields may come after the email, in the same decision.
          const isSet = decision.trace.some(({ did }) => did === 'set');
          if (program.guards.local === undefined || isSet) continue;
          for (const _ of marketingOf(decision.effects)) {
            sent++;
            expect(isForbiddenAt(input.at, program.policies, decision.lead.fields)).toBe(false);
          }
        }
      },
      anyMailingProgram(policiesOf(['quietHours', 'sendWindow', 'holidays'], { least: 1 })),
    );
    expect(sent).toBeGreaterThan(50);
  });

  test('above the caps of the lead and of its account, or within the gap', () => {
    const full = { cap: 0, account: 0, gap: 0 };
    always(
      (moments, others) => {
        const sends: Instant[] = [];
        const toAccount = [...others];
        for (const { program, input, decision } of moments) {
          const { at } = input;
          const { cap, accountCap, gapMs } = program.guards;
          for (const _ of marketingOf(decision.effects)) {
            const last = sends.at(-1);
            if (gapMs !== undefined && last !== undefined) {
              expect(at - last).toBeGreaterThanOrEqual(gapMs);
              full.gap++;
            }
            sends.push(at);
            if (cap) {
              const within = sends.filter((sent) => sent > at - cap.ms).length;
              expect(within).toBeLessThanOrEqual(cap.count);
              if (within === cap.count) full.cap++;
            }
            if (decision.lead.account === null) continue;
            toAccount.push(at);
            if (accountCap) {
              const within = toAccount.filter((sent) => sent <= at && sent > at - accountCap.ms).length;
              expect(within).toBeLessThanOrEqual(accountCap.count);
              if (within === accountCap.count) full.account++;
            }
          }
        }
      },
      anyMailingProgram(policiesOf(['cap', 'accountCap', 'minimumGap'], { least: 1 })),
    );
    expect(Math.min(full.cap, full.account, full.gap)).toBeGreaterThan(3);
  });

  test('so often by an action of a channel as its cap forbids', () => {
    let full = 0;
    always((moments) => {
      const uses: Record<string, Instant[]> = {};
      for (const { program, input, decision } of moments) {
        for (const { kind } of decision.effects) {
          const cap = kind === 'task' || kind === 'notify' ? program.guards.channelCaps?.[kind] : undefined;
          // What was done before a cap came into force is not known to it.
          if (cap === undefined) uses[kind] = [];
          else {
            const all = [...(uses[kind] ?? []), input.at];
            uses[kind] = all;
            const within = all.filter((at) => at > input.at - cap.ms).length;
            expect(within).toBeLessThanOrEqual(cap.count);
            if (within === cap.count) full++;
          }
        }
      }
    }, acting);
    expect(full).toBeGreaterThan(3);
  });
});

describe('a held email', () => {
  const timely = policiesOf(
    ['cap', 'minimumGap', 'quietHours', 'sendWindow', 'holidays', 'dropAfter', 'suppressedDomains'],
    { least: 1 },
  );
  const zones = [
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Nowhere/City',
  ];
  const start = fc.integer({ min: 0, max: 364 * 24 }).map((hours) => T0 + hours * HOUR);
  const step = trackOf([
    email('s0'),
    { id: 'again', kind: 'wait', for: '1 minute' },
    email('s1'),
    email('s2'),
  ]);

  test('is tried once, and goes out at the first moment at which every guard lets it, or is dropped before', () => {
    const seen = { held: 0, dropped: 0 };
    fc.assert(
      fc.property(
        timely,
        fc.constantFrom(...zones),
        fc.constantFrom('DE', 'fr', 'AT'),
        start,
        (parts, time_zone, country, at) => {
          const program = programOf({ tracks: { t: step }, policies: parts });
          const fields = { time_zone, country };
          const story = Story.mailable(program, fields, at);
          story.command({ do: 'enrol', track: 't' });
          for (let n = 0; n < 6; n++) {
            const held = story.lead.enrolments.t?.held;
            if (held === undefined) {
              const [due] = story.lead.timers;
              if (due === undefined) return;
              story.timer(due.at);
              continue;
            }
            const { until, dropAt } = held;
            if (until === undefined) throw new Error(`held by ${held.reason} without an end`);
            const from = story.lead.at;
            expect(story.lead.timers).toEqual([{ id: 'step:t', at: dropAt ?? until }]);
            expect(opensBefore(until, from, program, story.lead)).toBeUndefined();
            const { trace } = story.timer(dropAt ?? until);
            expect(trace[0]?.did).toBe(dropAt === undefined ? 'email' : 'drop');
            if (dropAt === undefined) seen.held++;
            else seen.dropped++;
          }
        },
      ),
      { numRuns: 200, seed },
    );
    expect(Math.min(seen.held, seen.dropped)).toBeGreaterThan(20);
  });

  test('goes out, is dropped or ends with its enrolment, whatever came before', () => {
    let resolved = 0;
    fc.assert(
      fc.property(anyMailingProgram(), anyHistory(), fc.boolean(), (program, history, asleep) => {
        const moments = live(program, [...opening, ...history], { asleep });
        const last = moments.at(-1);
        if (last === undefined) return;
        const story = new Story(last.program);
        story.lead = last.decision.lead;
        for (const [track, { status, held, step: at, n }] of Object.entries(story.lead.enrolments)) {
          if (status !== 'active' || held === undefined) continue;
          if (held.until === undefined && held.dropAt === undefined) continue;
          const holdNow = () => {
            const now = story.lead.enrolments[track];
            return now?.n === n && now.status === 'active' && now.step === at ? now.held : undefined;
          };
          // Other tracks may take the room, but each has its turn.
          for (let turn = 0; turn < 20; turn++) {
            const hold = holdNow();
            const due = hold?.dropAt ?? hold?.until;
            if (due === undefined) break;
            story.timer(Math.max(due, story.lead.at));
          }
          // What remains is in somebody's hands: a suppression, a missing consent or address.
          if (holdNow()?.until !== undefined) throw new Error(`still held by ${holdNow()?.reason}`);
          resolved++;
        }
      }),
      { numRuns: 150, seed },
    );
    expect(resolved).toBeGreaterThan(5);
  });

  test('and every other step is taken by a worker that slept, in the same order, if later', () => {
    const steps = fc.array(
      fc.oneof(
        fc.constant({ kind: 'email' }),
        fc.constantFrom('1 minute', '5 hours', '3 days').map((length) => ({ kind: 'wait', for: length })),
        fc.integer({ min: 2, max: 9 }).map((untilDay) => ({ kind: 'wait', untilDay })),
        fc.constant({ kind: 'action', action: { do: 'score', points: 1 } }),
      ),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(
        steps,
        timely,
        fc.integer({ min: 1, max: 20 * 24 }),
        (kinds, { dropAfter: _, ...parts }: Record<string, unknown>, hours) => {
          const all = kinds.map((kind, n) =>
            kind.kind === 'email' ? email(`s${n}`) : { id: `s${n}`, ...kind },
          );
          const program = programOf({ tracks: { t: trackOf(all) }, policies: parts });
          const run = (sleep: number) => {
            const story = Story.mailable(program);
            const taken: unknown[] = [];
            const take = ({ trace }: Decision) =>
              taken.push(
                ...trace.flatMap((entry) =>
                  entry.did === 'email' || entry.did === 'score' || entry.did === 'end' ? [{ ...entry }] : [],
                ),
              );
            take(story.command({ do: 'enrol', track: 't' }));
            if (sleep > 0 && story.lead.timers.length > 0)
              take(story.timer(Math.max(T0 + sleep * HOUR, story.lead.timers[0]?.at ?? 0)));
            for (let due = story.lead.timers[0]; due; due = story.lead.timers[0]) take(story.timer(due.at));
            return taken;
          };
          expect(run(hours)).toEqual(run(0));
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** The first of some moments before `until` at which an oracle of all guards would let an email go. */
function opensBefore(
  until: Instant,
  from: Instant,
  program: Moment['program'],
  lead: LeadState,
): Instant | undefined {
  const { cap, gapMs } = program.guards;
  const blocked = (at: Instant) =>
    (cap !== undefined && lead.sends.filter((sent) => sent > at - cap.ms).length >= cap.count) ||
    (gapMs !== undefined && lead.sends.some((sent) => sent > at - gapMs)) ||
    isForbiddenAt(at, program.policies, lead.fields);
  const step = Math.max(10 * 60_000, Math.floor((until - from) / 300));
  const moments = [until - 1, until - 60_000];
  for (let at = from; at < until; at += step) moments.push(at);
  return moments.find((at) => at >= from && at < until && !blocked(at));
}

function emailsOf(effects: readonly Effect[]) {
  return effects.filter((effect) => effect.kind === 'email');
}

function marketingOf(effects: readonly Effect[]) {
  return emailsOf(effects).filter(({ purpose }) => purpose === 'marketing');
}
