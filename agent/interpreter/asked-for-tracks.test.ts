import { describe, expect, it } from 'vitest';
import { lastCalls } from './test-talk.ts';

describe('asked for a track: building tracks', () => {
  it.each<[string, [string, object][]]>([
    [
      'Create a six-week nurture for enterprise healthcare at the consideration stage',
      [['propose_track', { stage: 'consideration', weeks: 6 }]],
    ],
    [
      'set up an awareness drip for smb retail, 4 weeks, 5 emails',
      [['propose_track', { stage: 'awareness', weeks: 4, email_count: 5 }]],
    ],
    [
      'Could you please put together a track for fintech decision makers at the decision stage that runs for two months?',
      [['propose_track', { stage: 'decision', weeks: 9 }]],
    ],
    [
      'new track: SMB logistics, awareness, 4w',
      [
        [
          'propose_track',
          { stage: 'awareness', weeks: 4, audience: 'company_size = "smb" AND industry = "logistics"' },
        ],
      ],
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
      'make me a 5 week consideration campaign targeting US healthcare companies with a score over 40',
      [['propose_track', { stage: 'consideration', weeks: 5 }]],
    ],
    [
      'build a 4 week awareness track for people who downloaded a whitepaper in the last 30 days',
      [['propose_track', { stage: 'awareness', weeks: 4 }]],
    ],
    [
      'create a track in the decision stage for enterprise leads lasting 6 weeks with a demo request as the goal',
      [['propose_track', { stage: 'decision', weeks: 6, goal: 'demo_requests >= 1' }]],
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
      'a decision-stage nurture for mid-market is needed, 5 weeks',
      [['propose_track', { stage: 'decision', weeks: 5 }]],
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
      'build a 4-week awareness track for SMB fintech leads → call it "Quick start"',
      [['propose_track', { title: 'Quick start', weeks: 4 }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → consideration instead of awareness',
      [['propose_track', { stage: 'consideration' }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → the goal should be a demo request',
      [['propose_track', { goal: 'demo_requests >= 1', weeks: 4 }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → now one for enterprise',
      [['propose_track', { weeks: 4, audience: 'company_size = "enterprise" AND industry = "fintech"' }]],
    ],
    [
      'build a track for SMB fintech leads → awareness → four weeks',
      [['propose_track', { stage: 'awareness', weeks: 4 }]],
    ],
    [
      'plan me a three-month decision sequence for enterprise manufacturing with ten emails',
      [['propose_track', { stage: 'decision', weeks: 13, email_count: 10 }]],
    ],
    [
      'I would like you to draft a consideration-stage campaign, 6 weeks long, for healthcare champions',
      [['propose_track', { stage: 'consideration', weeks: 6 }]],
    ],
    [
      'decision track, fintech, 4 weeks, weekly emails - go',
      [['propose_track', { stage: 'decision', weeks: 4, every_days: 7, audience: 'industry = "fintech"' }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads that ends when they book a meeting',
      [['propose_track', { weeks: 4, goal: 'meetings_scheduled >= 1' }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → hmm make it five weeks instead',
      [['propose_track', { weeks: 5 }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → wait, only 3 emails',
      [['propose_track', { weeks: 4, email_count: 3 }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → name it "Fintech basics" please',
      [['propose_track', { title: 'Fintech basics' }]],
    ],
    [
      'Please set up a 5-week decision track for retail champions',
      [['propose_track', { stage: 'decision', weeks: 5 }]],
    ],
    [
      'awareness nurture 4 weeks smb manufacturing',
      [
        [
          'propose_track',
          { stage: 'awareness', weeks: 4, audience: 'company_size = "smb" AND industry = "manufacturing"' },
        ],
      ],
    ],
    [
      'I need a two month track in the decision stage for healthcare leads with a score above 50',
      [
        [
          'propose_track',
          { stage: 'decision', weeks: 9, audience: 'industry = "healthcare" AND lead_score > 50' },
        ],
      ],
    ],
    [
      'create a 3-week awareness series for leads from Germany, every 5 days an email',
      [['propose_track', { stage: 'awareness', weeks: 3, every_days: 5 }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → sorry, I meant enterprise',
      [['propose_track', { weeks: 4, audience: 'company_size = "enterprise" AND industry = "fintech"' }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → can you make it 7 weeks',
      [['propose_track', { weeks: 7 }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → and one for logistics',
      [['propose_track', { weeks: 4, audience: 'company_size = "smb" AND industry = "logistics"' }]],
    ],
    [
      'decision track "Close" for healthcare: two weeks, one email on day 2 and one on day 9. It is a success once a meeting is scheduled.',
      [
        [
          'propose_track',
          { title: 'Close', weeks: 2, emails: [{ day: 2 }, { day: 9 }], goal: 'meetings_scheduled >= 1' },
        ],
      ],
    ],
    [
      'track "Docs": stage awareness, audience page_visits >= 3 WHERE (page_url CONTAINS "/docs") IN last_14_days, weeks 4, goal demo_requests >= 1',
      [
        [
          'propose_track',
          {
            audience: 'page_visits >= 3 WHERE (page_url CONTAINS "/docs") IN last_14_days',
            weeks: 4,
            goal: 'demo_requests >= 1',
          },
        ],
      ],
    ],
    [
      'can you put together a win-back track for leads who opened no email in 90 days? Awareness, 4 weeks.',
      [['propose_track', { title: 'Win-back', weeks: 4, audience: 'email_opens = 0 IN last_90_days' }]],
    ],
    [
      'a new track about security for fintech leads, consideration, one mail a fortnight. It should last 6 weeks',
      [['propose_track', { weeks: 6, every_days: 14, objective: 'About security' }]],
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
