import { describe, expect, test } from 'vitest';
import { DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';

const everyDay = [
  email('e1'),
  { id: 'w', kind: 'wait', for: '1 day' },
  { id: 'back', kind: 'branch', cases: [{ when: 'lead_score >= 0', goto: 'e1' }] },
];
const receipt = trackOf([email('r1', 'transactional')], { reentry: 'always' });

describe('caps', () => {
  const program = programOf({
    tracks: { t: trackOf(everyDay), receipt },
    policies: { cap: { count: 2, days: 7 } },
  });

  test('no more marketing emails go out in rolling days than the cap allows', () => {
    const story = Story.mailable(program);
    story.command({ do: 'enrol', track: 't' });
    story.timer(T0 + DAY);
    const { effects, trace } = story.timer(T0 + 2 * DAY);
    expect(effects).toEqual([]);
    expect(trace.at(-1)).toEqual({ did: 'hold', track: 't', step: 'e1', reason: 'cap', until: T0 + 7 * DAY });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 7 * DAY }]);
  });

  test('a capped email goes out when the oldest leaves the window, and not a moment before', () => {
    const story = Story.mailable(program);
    story.command({ do: 'enrol', track: 't' });
    story.timer(T0 + DAY);
    story.timer(T0 + 2 * DAY);
    expect(story.event('page_visit', {}, { at: T0 + 7 * DAY - 1 }).effects).toEqual([]);
    expect(emailsIn(story.timer(T0 + 7 * DAY).effects)).toEqual(['e1']);
  });

  test('two tracks share the cap within one input', () => {
    const entry = { entry: { when: 'country = "DE"' } };
    const tracks = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, trackOf([email(`${id}1`)], entry)]));
    const story = Story.mailable(programOf({ tracks, policies: { cap: { count: 2, days: 7 } } }));
    const { effects } = story.event('identify', {}, { traits: { country: 'DE' } });
    expect(emailsIn(effects)).toEqual(['a1', 'b1']);
    expect(story.lead.enrolments.c?.held).toEqual({ reason: 'cap', until: T0 + 7 * DAY });
  });

  test('transactional emails are not capped and do not use up the cap', () => {
    const story = Story.mailable(program);
    for (let n = 0; n < 4; n++)
      expect(emailsIn(story.command({ do: 'enrol', track: 'receipt' }).effects)).toEqual(['r1']);
    expect(emailsIn(story.command({ do: 'enrol', track: 't' }).effects)).toEqual(['e1']);
  });

  test('no more than 32 sends are remembered, as no cap may allow more', () => {
    const hourly = [{ ...everyDay[1], for: '1 hour' }, everyDay[0], everyDay[2]].toReversed();
    const steps = [email('e1'), { id: 'w', kind: 'wait', for: '1 hour' }, hourly[0]];
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf(steps) }, policies: { cap: { count: 32, days: 7 } } }),
    );
    story.command({ do: 'enrol', track: 't' });
    story.runUntil(T0 + 6 * DAY);
    expect(story.lead.sends).toHaveLength(32);
    expect(story.lead.enrolments.t?.held).toEqual({ reason: 'cap', until: T0 + 7 * DAY });
  });
});

describe('quiet hours', () => {
  const policies = { quietHours: { from: 21, to: 8 }, timeZone: 'Europe/Berlin' };
  const program = programOf({ tracks: { t: trackOf([email('e1')]), receipt }, policies });
  const enrol = (zone: string | undefined, at: string, track = 't') => {
    const story = Story.mailable(program, zone === undefined ? {} : { time_zone: zone }, Date.parse(at));
    story.command({ do: 'enrol', track });
    return story;
  };

  test('an email waits for the end of the quiet hours where the lead lives', () => {
    const story = enrol('America/New_York', '2026-01-06T12:00:00Z');
    expect(story.last?.effects).toEqual([]);
    const until = Date.parse('2026-01-06T08:00:00-05:00');
    expect(story.lead.enrolments.t?.held).toEqual({ reason: 'quiet_hours', until });
    expect(emailsIn(story.timer(until).effects)).toEqual(['e1']);
  });

  test.each([undefined, 'Mars/Olympus', ''])(
    'a lead with the time zone %j is in that of the program',
    (zone) => {
      const story = enrol(zone, '2026-01-06T06:59:59Z');
      expect(story.lead.enrolments.t?.held).toEqual({
        reason: 'quiet_hours',
        until: Date.parse('2026-01-06T07:00:00Z'),
      });
      expect(emailsIn(enrol(zone, '2026-01-06T07:00:00Z').last?.effects ?? [])).toEqual(['e1']);
    },
  );

  test('transactional email does not wait', () => {
    expect(emailsIn(enrol(undefined, '2026-01-06T03:00:00Z', 'receipt').last?.effects ?? [])).toEqual(['r1']);
  });

  test('what was withdrawn meanwhile holds the email at the end of the quiet hours', () => {
    const story = enrol(undefined, '2026-01-06T03:00:00Z');
    story.event('unsubscribe');
    expect(story.runUntil(Date.parse('2026-01-07T00:00:00Z'))).toEqual([]);
    expect(story.lead.enrolments.t?.held).toEqual({ reason: 'suppressed' });
  });
});

describe('the gap, the window and the holidays', () => {
  const twice = [email('e1'), email('e2')];

  test('a second email waits for the gap', () => {
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf(twice), receipt }, policies: { minimumGap: '36 hours' } }),
    );
    expect(emailsIn(story.command({ do: 'enrol', track: 't' }).effects)).toEqual(['e1']);
    const until = T0 + 36 * HOUR;
    expect(story.lead.enrolments.t?.held).toEqual({ reason: 'gap', until });
    expect(emailsIn(story.command({ do: 'enrol', track: 'receipt' }).effects)).toEqual(['r1']);
    expect(story.event('page_visit', {}, { at: until - 1 }).effects).toEqual([]);
    expect(emailsIn(story.timer(until).effects)).toEqual(['e2']);
  });

  test('an email that several guards hold goes out at the first instant at which none does, tried once', () => {
    const policies = {
      cap: { count: 1, days: 2 },
      minimumGap: '3 days',
      sendWindow: { days: ['fri', 'mon'], from: '09:00', to: '17:00' },
      holidays: [{ date: '2026-01-09', countries: ['DE'] }],
      quietHours: { from: 18, to: 10 },
    };
    const story = Story.mailable(programOf({ tracks: { t: trackOf(twice) }, policies }), { country: 'de' });
    story.command({ do: 'enrol', track: 't' });
    const until = Date.parse('2026-01-12T10:00:00Z');
    expect(story.lead.enrolments.t?.held).toEqual({ reason: 'gap', until });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: until }]);
    expect(emailsIn(story.timer(until).effects)).toEqual(['e2']);
  });

  test('who moves to where it may go out sooner gets it sooner', () => {
    const policies = { sendWindow: { from: '09:00', to: '17:00' }, holidays: [{ date: '2026-01-05' }] };
    const story = Story.mailable(programOf({ tracks: { t: trackOf([email('e1')]) }, policies }));
    story.command({ do: 'enrol', track: 't' });
    expect(story.lead.enrolments.t?.held?.until).toBe(Date.parse('2026-01-06T09:00:00Z'));
    story.event('identify', {}, { traits: { time_zone: 'Asia/Tokyo' } });
    expect(story.lead.enrolments.t?.held?.until).toBe(Date.parse('2026-01-06T00:00:00Z'));
  });
});

describe('suppressed domains', () => {
  const policies = { suppressedDomains: ['rival.example'] };
  const program = programOf({ tracks: { t: trackOf([email('e1')]), receipt }, policies });
  const held = (address: string, track: string) => {
    const story = Story.mailable(program, { email: address });
    story.command({ do: 'enrol', track });
    return story.lead.enrolments[track]?.held?.reason;
  };

  test.each(['ada@rival.example', 'ada@Mail.Rival.example '])('nothing goes to %j', (address) => {
    expect(held(address, 't')).toBe('suppressed');
    expect(held(address, 'receipt')).toBe('suppressed');
  });

  test.each(['ada@notrival.example', 'ada@rival.example.org'])('%j is another domain', (address) => {
    expect(held(address, 't')).toBeUndefined();
  });

  test('what was held goes on when a change takes the domain off the list', () => {
    const story = Story.mailable(program, { email: 'ada@rival.example' });
    story.command({ do: 'enrol', track: 't' });
    const { effects } = story.activate(programOf({ tracks: { t: trackOf([email('e1')]) } }, 2));
    expect(emailsIn(effects)).toEqual(['e1']);
  });
});

describe('the cap of an account', () => {
  const policies = { accountCap: { count: 2, days: 7 } };
  const begun = () => {
    const story = Story.mailable(programOf({ tracks: { t: trackOf(everyDay) }, policies }));
    story.account({ industry: 'fintech' });
    return story;
  };
  const told = (...at: number[]) => ({ facts: { accountSends: { account: 'a1', at } } });

  test('counts what went to its other leads', () => {
    const story = begun();
    const { effects, usesAccountSends } = story.command(
      { do: 'enrol', track: 't' },
      told(T0 - 6 * DAY, T0 - DAY),
    );
    expect(effects).toEqual([]);
    expect(usesAccountSends).toBe(true);
    expect(story.lead.enrolments.t?.held).toEqual({ reason: 'account_cap', until: T0 + DAY });
    expect(emailsIn(story.timer(T0 + DAY, told(T0 - DAY).facts).effects)).toEqual(['e1']);
  });

  test('counts what this very decision sends', () => {
    const entry = { entry: { when: 'country = "DE"' } };
    const tracks = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, trackOf([email(`${id}1`)], entry)]));
    const story = Story.mailable(programOf({ tracks, policies }));
    story.account({ industry: 'fintech' });
    const { effects } = story.event('identify', {}, { traits: { country: 'DE' }, ...told(T0 - DAY) });
    expect(emailsIn(effects)).toEqual(['a1']);
  });

  test('what was sent to an account that the lead has left does not count', () => {
    const story = begun();
    const facts = { accountSends: { account: 'other', at: [T0, T0] } };
    const { effects, usesAccountSends } = story.command({ do: 'enrol', track: 't' }, { facts });
    expect(emailsIn(effects)).toEqual(['e1']);
    expect(usesAccountSends).toBeUndefined();
  });
});

describe('dropping', () => {
  const late = { id: 'n', kind: 'action', action: { do: 'notify', audience: 'sales', text: 'Hi' } };
  const track = trackOf([email('e1'), late]);

  test('an email that is held for too long is dropped, with a trace, and its track goes on', () => {
    const policies = { quietHours: { from: 12, to: 11 }, dropAfter: '5 hours' };
    const story = Story.mailable(programOf({ tracks: { t: track }, policies }));
    story.command({ do: 'enrol', track: 't' });
    const dropAt = T0 + 5 * HOUR;
    expect(story.lead.enrolments.t?.held).toEqual({
      reason: 'quiet_hours',
      until: T0 + 23 * HOUR,
      dropAt,
    });
    const { effects, trace } = story.timer(dropAt);
    expect(effects.map(({ kind }) => kind)).toEqual(['notify']);
    expect(trace[0]).toEqual({ did: 'drop', track: 't', step: 'e1', reason: 'quiet_hours' });
  });

  test('one without consent is dropped too, one that nobody forbids any more goes out however late', () => {
    const program = programOf({ tracks: { t: track }, policies: { dropAfter: '1 day' } });
    const story = new Story(program);
    story.event('identify', {}, { traits: { email: 'ada@lead.example' } });
    story.command({ do: 'enrol', track: 't' });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + DAY }]);
    const kept = structuredClone(story.lead);
    expect(story.timer(T0 + DAY).trace[0]).toMatchObject({ did: 'drop', reason: 'no_consent' });

    story.lead = kept;
    const consented = { purpose: 'marketing', basis: 'consent' };
    expect(emailsIn(story.event('consent_granted', consented, { at: T0 + 9 * DAY }).effects)).toEqual(['e1']);
  });

  test('a halt drops nothing, and transactional email is never dropped', () => {
    const tracks = { t: track, r: trackOf([email('r1', 'transactional')]) };
    const story = Story.mailable(programOf({ tracks, policies: { dropAfter: '1 day' } }));
    const halted = { facts: { halted: ['*'] } };
    for (const id of ['t', 'r']) story.command({ do: 'enrol', track: id }, halted);
    expect(story.lead.timers).toEqual([]);
    expect(emailsIn(story.timer(T0 + 9 * DAY).effects)).toEqual(['r1', 'e1']);
  });
});

describe('caps of channels', () => {
  const call = { do: 'task', queue: 'sales', title: 'Call', within: '1 day' };
  const triggers = { visit: { title: 'V', when: 'page_visit', actions: [call] } };
  const policies = { channelCaps: { task: { count: 1, days: 2 } } };

  test('an action beyond the cap is left out, and the trace says so', () => {
    const story = Story.mailable(programOf({ triggers, policies }));
    expect(story.event('page_visit').effects).toHaveLength(1);
    const { effects, trace } = story.event('page_visit', {}, { at: T0 + 2 * DAY - 1 });
    expect(effects).toEqual([]);
    expect(trace.at(-1)).toEqual({
      did: 'skip_action',
      action: 'task',
      rule: 'trigger:visit',
      reason: 'channel_cap',
    });
    expect(story.event('page_visit', {}, { at: T0 + 2 * DAY }).effects).toHaveLength(1);
    expect(story.lead.channelUses).toEqual({ task: [T0, T0 + 2 * DAY] });
  });

  test('what no cap counts any more is forgotten', () => {
    const story = Story.mailable(programOf({ triggers, policies }));
    story.event('page_visit');
    story.activate(programOf({ triggers }, 2));
    expect(story.lead).not.toHaveProperty('channelUses');
  });
});

describe('halts', () => {
  const notify = { id: 'n', kind: 'action', action: { do: 'notify', audience: 'sales', text: 'Hi' } };
  const program = programOf({
    tracks: {
      a: trackOf([{ id: 'w', kind: 'wait', for: '1 day' }, notify, email('a1')], {
        goal: 'demo_requests >= 1',
      }),
      b: trackOf([{ id: 'w', kind: 'wait', for: '1 day' }, email('b1', 'transactional')]),
    },
  });
  const begun = () => {
    const story = Story.mailable(program);
    story.command({ do: 'enrol', track: 'a' });
    story.command({ do: 'enrol', track: 'b' });
    return story;
  };

  test('a halted track stands still at what it would do, and others go on', () => {
    const story = begun();
    expect(emailsIn(story.timer(T0 + DAY, { halted: ['a'] }).effects)).toEqual(['b1']);
    expect(story.lead.enrolments.a).toMatchObject({ step: 'n', held: { reason: 'halted' } });
  });

  test('what was held goes on when the halt is gone, and nothing of it is lost', () => {
    const story = begun();
    story.timer(T0 + DAY, { halted: ['a'] });
    const { effects } = story.activate(program, {}, { at: T0 + 2 * DAY });
    expect(effects.map(({ kind }) => kind)).toEqual(['notify', 'email']);
  });

  test('a halt of all sending holds every email, also transactional ones, and nothing else', () => {
    const story = begun();
    const { effects } = story.timer(T0 + DAY, { halted: ['*'] });
    expect(effects.map(({ kind }) => kind)).toEqual(['notify']);
    expect(story.lead.enrolments).toMatchObject({
      a: { held: { reason: 'halted' } },
      b: { held: { reason: 'halted' } },
    });
    expect(emailsIn(story.event('page_visit', {}, { at: T0 + DAY + HOUR }).effects)).toEqual(['a1', 'b1']);
  });

  test('the goal still ends an enrolment on a halted track', () => {
    const story = begun();
    story.timer(T0 + DAY, { halted: ['a'] });
    story.event('demo_request', {}, { facts: { halted: ['a'] } });
    expect(story.lead.enrolments.a).toMatchObject({ status: 'ended', reason: 'goal' });
    expect(story.lead.enrolments.a).not.toHaveProperty('held');
  });
});
