import { describe, expect, test } from 'vitest';
import { email, emailsIn, programOf, Story, trackOf } from '../testing/story.ts';

describe('what forbids an email is named before a halt', () => {
  const tracks = {
    news: trackOf([email('n1')]),
    receipt: trackOf([email('r1', 'transactional')]),
  };
  const program = programOf({ tracks });
  const heldOn = (story: Story, track: string, target: string) => {
    story.command({ do: 'enrol', track }, { facts: { halted: [target] } });
    return story.lead.enrolments[track]?.held;
  };

  test.each(['news', '*'])('for marketing, with %s halted', (target) => {
    const story = new Story(program);
    story.event('identify', {}, { traits: { email: 'ada@lead.example' } });
    expect(heldOn(story, 'news', target)).toEqual({ reason: 'no_consent' });
    expect(heldOn(Story.mailable(program), 'news', target)).toEqual({ reason: 'halted' });
  });

  test('for transactional email too', () => {
    const bounced = Story.mailable(program);
    bounced.event('email_bounce', { kind: 'hard' });
    expect(heldOn(bounced, 'receipt', '*')).toEqual({ reason: 'suppressed' });
    expect(heldOn(Story.mailable(program), 'receipt', '*')).toEqual({ reason: 'halted' });
  });
});

test('who moves out of a country frees what a holiday of it held', () => {
  const policies = { holidays: [{ date: '2026-01-05', countries: ['DE'] }] };
  const program = programOf({ tracks: { t: trackOf([email('e1')]) }, policies });
  const story = Story.mailable(program, { country: 'DE' });
  story.command({ do: 'enrol', track: 't' });
  expect(story.lead.enrolments.t?.held?.reason).toBe('holiday');
  const { effects } = story.event('identify', {}, { traits: { country: 'FR' } });
  expect(emailsIn(effects)).toEqual(['e1']);
});
