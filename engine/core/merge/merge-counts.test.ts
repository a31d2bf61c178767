import { describe, expect, test } from 'vitest';
import { decide } from '../decide.ts';
import { consent, DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';
import type { Decision, Effect, LeadState } from '../types.ts';

const OTHER = 'bbbbbbbb-0000-8000-8000-000000000000';
/** The other lead of the person, as a story of its own. */
const other = (story: Story): LeadState => ({ ...story.lead, id: OTHER });

/** The story's lead takes in the other one. */
function merge(story: Story, loser: LeadState, at: number, queued: readonly Effect[] = []): Decision {
  const input = { seq: story.lead.seq + 1, at, facts: {}, semantics: 1 };
  const decision = decide(story.program, story.lead, {
    ...input,
    kind: 'merge',
    loser,
    queued,
    had: {},
    by: 'p1',
  });
  story.lead = decision.lead;
  return decision;
}

describe('what counts against caps', () => {
  const tracks = { a: trackOf([email('a1')]), b: trackOf([email('b1')]) };

  test.each([
    ['the cap', { cap: { count: 1, days: 7 } }, { reason: 'cap', until: T0 + 7 * DAY }],
    ['the gap', { minimumGap: '2 days' }, { reason: 'gap', until: T0 + 2 * DAY }],
  ])('%s counts what the other was sent', (_, policies, held) => {
    const program = programOf({ tracks, policies });
    const loser = Story.mailable(program);
    expect(emailsIn(loser.command({ do: 'enrol', track: 'a' }).effects)).toEqual(['a1']);
    const story = Story.mailable(program);
    merge(story, other(loser), T0 + HOUR);
    expect(story.lead.sends).toEqual([T0]);
    expect(story.command({ do: 'enrol', track: 'b' }).effects).toEqual([]);
    expect(story.lead.enrolments.b?.held).toEqual(held);
  });

  test('the cap of a channel counts what was done for the other', () => {
    const program = programOf({
      triggers: {
        call: {
          title: 'Call',
          when: 'form_submit',
          actions: [{ do: 'task', queue: 'sales', title: 'Call', within: '1 day' }],
        },
      },
      policies: { channelCaps: { task: { count: 2, days: 7 } } },
    });
    const loser = new Story(program);
    const story = new Story(program);
    for (const one of [loser, story]) expect(one.event('form_submit').effects).toHaveLength(1);
    merge(story, other(loser), T0 + HOUR);
    expect(story.lead.channelUses?.task).toEqual([T0, T0]);
    expect(story.event('form_submit').effects).toEqual([]);
  });
});

test('a trigger that fired for the other is in its cooldown, whichever fired later', () => {
  const program = programOf({
    triggers: {
      call: {
        title: 'Call',
        when: 'form_submit',
        cooldown: '1 week',
        actions: [{ do: 'notify', audience: 'sales', text: 'Call' }],
      },
    },
  });
  const early = new Story(program);
  early.event('form_submit');
  const late = new Story(program);
  late.event('form_submit', {}, { at: T0 + 3 * DAY });
  for (const [survivor, loser] of [
    [early, late],
    [late, early],
  ] as const) {
    const story = new Story(program);
    story.lead = survivor.lead;
    merge(story, other(loser), T0 + 4 * DAY);
    expect(story.lead.triggers).toEqual({ call: T0 + 3 * DAY });
    expect(story.event('form_submit', {}, { at: T0 + 9 * DAY }).effects).toEqual([]);
    expect(story.event('form_submit', {}, { at: T0 + 10 * DAY }).effects).toHaveLength(1);
  }
});

test('the lead keeps its own variants, and takes those that only the other has', () => {
  const story = new Story(programOf({}));
  story.event('page_visit');
  story.lead = { ...story.lead, variants: { 't.split': 'ours' } };
  const loser = { ...other(story), variants: { 't.split': 'theirs', 'u.split': 'only' } };
  merge(story, loser, T0 + HOUR);
  expect(story.lead.variants).toEqual({ 't.split': 'ours', 'u.split': 'only' });
});

describe('the hold-out', () => {
  const tracks = { a: trackOf([email('a1'), { id: 'w', kind: 'wait', for: '3 days' }]) };
  const program = programOf({ tracks, policies: { holdout: { percent: 50 } } });
  const having = (holdout: string) => {
    const story = Story.mailable(program);
    story.lead = { ...story.lead, variants: { holdout } };
    return story;
  };
  const nurtured = () => {
    const story = having('nurtured');
    story.command({ do: 'enrol', track: 'a' });
    return story;
  };

  test('keeps a held lead off the tracks that the other is on', () => {
    const story = having('held');
    const { trace } = merge(story, other(nurtured()), T0 + HOUR);
    expect(trace).toContainEqual({ did: 'skip_enrol', track: 'a', reason: 'holdout' });
    expect([story.lead.variants, story.lead.enrolments]).toEqual([{ holdout: 'held' }, {}]);
  });

  test('does not hold a lead that was nurtured, whatever the other was', () => {
    const story = nurtured();
    merge(story, other(having('held')), T0 + HOUR);
    expect(story.lead).toMatchObject({
      variants: { holdout: 'nurtured' },
      enrolments: { a: { status: 'active' } },
    });
    // Nor one that was nurtured before there was a hold-out.
    const { variants: _, ...before } = nurtured().lead;
    const older = Story.mailable(program);
    older.lead = before;
    merge(older, other(having('held')), T0 + HOUR);
    expect(older.lead.variants).toBeUndefined();
  });
});

test('points for fit are given anew by what the one lead is, once', () => {
  const program = programOf({
    scoring: {
      rules: { visit: { title: 'Visit', when: 'page_visit', points: 3 } },
      fit: {
        german: { title: 'German', when: 'country = "DE"', points: 10 },
        guest: { title: 'Guest', when: 'IN LIST expo', points: 7 },
      },
    },
  });
  const lived = (traits: Record<string, string>, lists: string[] = []) => {
    const story = new Story(program);
    story.event('page_visit', {}, { traits, lists });
    return story;
  };
  const story = lived({ country: 'DE' });
  const { ledger } = merge(story, other(lived({ country: 'DE' }, ['expo'])), T0 + HOUR);
  expect(story.lead.scores).toEqual({ engagement: 6, fit: 17 });
  expect(ledger).toEqual([
    { rule: `merge:${OTHER}`, points: 3, model: 'engagement' },
    { rule: 'fit:guest', points: 7, model: 'fit' },
  ]);
});

test('where both unsubscribed, a word between the two lifts nothing', () => {
  const program = programOf({});
  const gone = (at: number) => {
    const story = new Story(program);
    story.event('unsubscribe', {}, { at });
    return story;
  };
  const word = consent('marketing', { wording: 'Send me news' });
  for (const reverse of [false, true]) {
    const back = gone(T0);
    back.event('consent_granted', word, { at: T0 + HOUR });
    expect(back.lead.suppressed).toBeNull();
    // As a record from elsewhere may have it: the word is known and the suppression stands.
    const both = { ...back.lead, suppressed: gone(T0).lead.suppressed };
    const story = gone(T0 + 2 * HOUR);
    const loser = reverse ? other(story) : { ...both, id: OTHER };
    if (reverse) story.lead = both;
    merge(story, loser, T0 + 3 * HOUR);
    expect(story.lead.suppressed).toMatchObject({ reason: 'unsubscribe', at: T0 + 2 * HOUR });
    expect(story.lead.consent).toEqual({});
  }
});

test('an email that was queued for the other goes out from the merge on, or later where it was to', () => {
  const program = programOf({
    tracks: { a: trackOf([email('a1'), { id: 'w', kind: 'wait', for: '9 days' }]) },
  });
  const loser = Story.mailable(program);
  const [queued] = loser.command({ do: 'enrol', track: 'a' }).effects;
  if (queued?.kind !== 'email') throw new TypeError('no email was queued');
  const later = { ...queued, notBefore: T0 + 5 * HOUR };
  const { effects } = merge(Story.mailable(program), other(loser), T0 + HOUR, [queued, later]);
  expect(effects.map((effect) => effect.kind === 'email' && effect.notBefore)).toEqual([
    T0 + HOUR,
    T0 + 5 * HOUR,
  ]);
});
