import { describe, expect, test } from 'vitest';
import { email, emailsIn, programOf, Story, T0, trackOf } from '../testing/story.ts';
import { whyNotOn } from '../why-not-on.ts';

const wait = { id: 'w', kind: 'wait', for: '7 days' };
const german = { entry: { when: 'country = "DE"' } };
const become = (story: Story, traits: Record<string, string>) => story.event('identify', {}, { traits });

describe('priority', () => {
  test('tries the entries of one input from the highest to the lowest, then by id', () => {
    const track = (priority?: number) =>
      trackOf([wait], { ...german, ...(priority !== undefined && { priority }) });
    const story = Story.mailable(
      programOf({ tracks: { a: track(), b: track(80), c: track(51), d: track(), e: track(0) } }),
    );
    const { trace } = become(story, { country: 'DE' });
    const entered = trace.flatMap((entry) => (entry.did === 'enrol' ? [entry.track] : []));
    expect(entered).toEqual(['b', 'c', 'a', 'd', 'e']);
    expect(story.lead.entries).toEqual(['a', 'b', 'c', 'd', 'e']);
  });
});

describe('a group', () => {
  const inGroup = (priority: number, when: string) =>
    trackOf([wait, email('e')], { group: 'main', priority, entry: { when }, reentry: 'always' });
  const program = programOf({
    tracks: {
      low: inGroup(10, 'country = "DE"'),
      middle: inGroup(50, 'industry IS UNKNOWN AND language = "de"'),
      rival: inGroup(50, 'phone IS KNOWN'),
      other: trackOf([wait], { entry: { when: 'phone IS KNOWN' } }),
    },
  });

  test('has a lead on one of its tracks: the one of higher priority takes the place of the lower', () => {
    const story = Story.mailable(program);
    become(story, { country: 'DE' });
    const { trace } = become(story, { language: 'de' });
    expect(trace).toEqual([
      { did: 'end', track: 'low', reason: 'replaced:middle' },
      { did: 'enrol', track: 'middle', n: 1, by: 'entry' },
    ]);
    expect(story.lead.timers.map(({ id }) => id)).toEqual(['step:middle']);
  });

  test('does not begin one of the same priority or a lower one, which is not made up for later', () => {
    const story = Story.mailable(program);
    become(story, { language: 'de' });
    const { trace } = become(story, { phone: '1', country: 'DE' });
    expect(trace).toContainEqual({ did: 'skip_enrol', track: 'rival', reason: 'outranked' });
    expect(trace).toContainEqual({ did: 'skip_enrol', track: 'low', reason: 'outranked' });
    expect(trace).toContainEqual({ did: 'enrol', track: 'other', n: 1, by: 'entry' });
    story.runUntil(T0 + 30 * 86_400_000);
    expect(story.lead.enrolments).not.toHaveProperty('low');
  });

  test('has of several that are entered at once the highest only', () => {
    const story = Story.mailable(program);
    become(story, { phone: '1', country: 'DE', language: 'de' });
    const active = Object.entries(story.lead.enrolments).flatMap(([id, { status }]) =>
      status === 'active' ? [id] : [],
    );
    expect(active.sort()).toEqual(['middle', 'other']);
    expect(story.lead.enrolments).not.toHaveProperty('low');
  });

  test('counts for who enrols by hand too', () => {
    const story = Story.mailable(program);
    become(story, { language: 'de' });
    expect(story.command({ do: 'enrol', track: 'low' }).trace).toEqual([
      { did: 'skip_enrol', track: 'low', reason: 'outranked' },
    ]);
    story.command({ do: 'leave', track: 'middle' });
    story.command({ do: 'enrol', track: 'low' });
    expect(story.lead.enrolments.low?.status).toBe('active');
  });

  test('ends the track that enrols into its better', () => {
    const go = { id: 'go', kind: 'action', action: { do: 'enrol', track: 'high' } };
    const tracks = {
      first: trackOf([go, email('never')], { ...german, group: 'g' }),
      high: trackOf([email('h')], { group: 'g', priority: 60 }),
    };
    const story = Story.mailable(programOf({ tracks }));
    expect(emailsIn(become(story, { country: 'DE' }).effects)).toEqual(['h']);
    expect(story.lead.enrolments.first).toMatchObject({
      status: 'ended',
      reason: 'replaced:high',
      step: 'go',
    });
  });

  test('that comes in by a change keeps the highest, and of equals the one begun first', () => {
    const plain = (more: object = {}) => trackOf([wait], { ...german, ...more });
    const story = Story.mailable(programOf({ tracks: { a: plain(), c: plain() } }));
    become(story, { country: 'DE' });
    story.activate(
      programOf({ tracks: { a: plain({ group: 'g' }), c: plain({ group: 'g', priority: 51 }) } }, 2),
    );
    expect(story.lead.enrolments.a).toMatchObject({ status: 'ended', reason: 'replaced:c' });
    expect(story.lead.enrolments.c?.status).toBe('active');
  });

  test('is why a lead is not on a track', () => {
    const story = Story.mailable(program);
    become(story, { language: 'de' });
    become(story, { phone: '1' });
    expect(whyNotOn(program, story.lead, T0)).toContainEqual({
      track: 'rival',
      why: 'outranked',
      by: 'middle',
    });
  });
});
