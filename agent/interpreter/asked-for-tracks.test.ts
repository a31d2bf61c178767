import { describe, expect, it } from 'vitest';
import { lastCalls } from './test-talk.ts';

describe('asked for a track: building tracks', () => {
  it.each<[string, [string, object][]]>([
    [
      'set up an awareness drip for smb retail, 4 weeks, 5 emails',
      [['propose_track', { stage: 'awareness', weeks: 4, email_count: 5 }]],
    ],
    [
      'Could you please put together a track for fintech decision makers at the decision stage that runs for two months?',
      [['propose_track', { stage: 'decision', weeks: 9 }]],
    ],
    [
      "let's build a decision track for retail, 3 weeks, one email every 4 days",
      [['propose_track', { stage: 'decision', weeks: 3, every_days: 4 }]],
    ],
    [
      'a 30-day awareness sequence aimed at technical buyers in manufacturing please',
      [['propose_track', { stage: 'awareness', weeks: 5 }]],
    ],
    [
      'build a 4 week awareness track for people who downloaded a whitepaper in the last 30 days',
      [['propose_track', { stage: 'awareness', weeks: 4 }]],
    ],
    [
      'build a 4-week awareness track for smb fintech leads, goal: book a meeting',
      [['propose_track', { stage: 'awareness', weeks: 4, goal: 'meetings_scheduled >= 1' }]],
    ],
    [
      'bild a 4 week awarness trak for smb fintec leads',
      [
        [
          'propose_track',
          { stage: 'awareness', weeks: 4, audience: 'company_size = "smb" AND industry = "fintech"' },
        ],
      ],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → make that 6 weeks and 8 emails',
      [['propose_track', { weeks: 6, email_count: 8 }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → actually for retail',
      [['propose_track', { weeks: 4, audience: 'company_size = "smb" AND industry = "retail"' }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → consideration instead of awareness',
      [['propose_track', { stage: 'consideration' }]],
    ],
    [
      'build a track for SMB fintech leads → awareness → four weeks',
      [['propose_track', { stage: 'awareness', weeks: 4 }]],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });

  it.each([
    'should we build a track for SMB fintech leads in awareness?',
    'build a 4-week awareness track for SMB fintech leads unless legal objects',
    'build a 4-week awareness track for wizard leads',
  ])('files nothing: %s', (said) => {
    expect(lastCalls(said).filter(({ name }) => /^(?:propose|halt|build)_/.test(name))).toEqual([]);
  });
});
