import { describe, expect, it } from 'vitest';
import { lastCalls } from './test-talk.ts';

describe('asked in a conversation: several in one message', () => {
  it.each<[string, [string, object][]]>([
    [
      'who is Jane Roe and which track is she on?',
      [
        ['explain_lead', { lead: 'jane roe' }],
        ['explain_lead', { about: 'track' }],
      ],
    ],
    [
      "what's Jane Roe's score, and when does she get her next email?",
      [
        ['explain_lead', { lead: 'jane roe', about: 'score' }],
        ['explain_lead', { about: 'track' }],
      ],
    ],
    ['list the tracks and the segments', [['show_program', { parts: ['tracks', 'segments'] }]]],
    [
      'show me the SMB fast track. How many leads are on it?',
      [
        ['show_program', { track: 'smb-fast-track' }],
        ['query_leads', { where: 'ON TRACK smb-fast-track' }],
      ],
    ],
    [
      'list our segments, then tell me how many leads are in the engaged one',
      [
        ['show_program', { parts: ['segments'] }],
        ['query_leads', { where: 'IN SEGMENT engaged' }],
      ],
    ],
    [
      'first show me the pricing follow-up, then halt it',
      [
        ['show_program', { track: 'pricing-follow-up' }],
        ['halt_sending', { target: 'pricing-follow-up' }],
      ],
    ],
    [
      '1. how many SMB leads do we have\n2. which tracks exist\n3. what is waiting for approval',
      [
        ['query_leads', { where: 'company_size = "smb"' }],
        ['show_program', { parts: ['tracks'] }],
        ['show_changes', {}],
      ],
    ],
    [
      'pls check two things: is anything halted? and how many enterprise leads are there?',
      [
        ['show_program', { parts: ['tracks'] }],
        ['query_leads', { where: 'company_size = "enterprise"' }],
      ],
    ],
    [
      'how many smb leads? how many enterprise?',
      [
        ['query_leads', { where: 'company_size = "smb"' }],
        ['query_leads', { where: 'company_size = "enterprise"' }],
      ],
    ],
    [
      'Show me the scoring rules and the triggers, and tell me what is halted',
      [
        ['show_program', { parts: ['scoring', 'triggers'] }],
        ['show_program', { parts: ['tracks'] }],
      ],
    ],
    [
      'why is Amara Okafor on the SMB fast track, and what would she get in the next two weeks?',
      [
        ['explain_lead', { about: 'track', track: 'smb-fast-track' }],
        ['simulate_lead', { days: 14 }],
      ],
    ],
    [
      'count the fintech leads; show the SMB fast track; list open changes',
      [
        ['query_leads', {}],
        ['show_program', { track: 'smb-fast-track' }],
        ['show_changes', {}],
      ],
    ],
    [
      'show me the segments, and how many leads are enterprise?',
      [
        ['show_program', { parts: ['segments'] }],
        ['query_leads', { where: 'company_size = "enterprise"' }],
      ],
    ],
    [
      'Who is Tomasz Kowalczyk? Why is he on the SMB fast track?',
      [
        ['explain_lead', { lead: 'tomasz kowalczyk' }],
        ['explain_lead', { about: 'track', track: 'smb-fast-track' }],
      ],
    ],
    [
      'How many leads are SMB, how many leads in total are MQLs, and is any change still awaiting approval?',
      [
        ['query_leads', { where: 'company_size = "smb"' }],
        ['query_leads', { where: 'lifecycle_stage = "mql"' }],
        ['show_changes', { status: 'proposed' }],
      ],
    ],
    [
      'List the open changes and all segments we have defined.',
      [
        ['show_changes', { status: 'proposed' }],
        ['show_program', { parts: ['segments'] }],
      ],
    ],
    [
      'What is Theo Pereira’s score made up of, and which emails will reach him over the coming 30 days?',
      [
        ['explain_lead', { lead: 'theo pereira', about: 'score' }],
        ['simulate_lead', { days: 30 }],
      ],
    ],
    [
      'ctr in feb pls, and nurtured revenue ytd',
      [
        ['analyse_performance', { about: 'emails' }],
        ['analyse_performance', { about: 'pipeline' }],
      ],
    ],
    [
      'give me the tracks and then halt the pricing follow-up',
      [
        ['show_program', { parts: ['tracks'] }],
        ['halt_sending', { target: 'pricing-follow-up' }],
      ],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });
});

describe('asked in a conversation: conversations', () => {
  it.each<[string, [string, object][]]>([
    [
      'how are our leads spread over the stages? → Now for fintech alone.',
      [['query_leads', { where: 'industry = "fintech"', breakdown_by: 'journey_stage' }]],
    ],
    [
      'how many SMB leads do we have? → Whose score is the highest there?',
      [['query_leads', { where: 'company_size = "smb"', sample: 5 }]],
    ],
    ['who is Jane Roe? → and what could we send them next', [['recommend_content', { lead: 'jane roe' }]]],
    [
      'what worked best with SMB leads? → What about the fintech ones?',
      [['recommend_content', { show: 'best', where: 'industry = "fintech"' }]],
    ],
    [
      'send me a test of email 1 of the SMB fast track → now the 2nd',
      [['send_test', { track: 'smb-fast-track', email: '2' }]],
    ],
    [
      'how many leads do I need to test clicks on the SMB fast track with a difference of 5 points? → What if it only had to show ten?',
      [['read_experiments', { plan: { metric: 'click', track: 'smb-fast-track', effect: 0.1 } }]],
    ],
    [
      'what revenue came from fintech in the last 90 days? → And how much is still in open proposals?',
      [['analyse_performance', { about: 'pipeline', period: 'last 90 days' }]],
    ],
    [
      'email clicks smb last 60 days? → same 4 enterprise',
      [['analyse_performance', { about: 'emails', period: 'last 60 days' }]],
    ],
    ['who is Jane Roe? → why that score', [['explain_lead', { about: 'score' }]]],
    ['who is Jane Roe? → and the track?', [['explain_lead', { about: 'track' }]]],
    ['who is Jane Roe? → what about John Doe', [['explain_lead', { lead: 'john doe' }]]],
    [
      'why is Jane Roe not on the SMB fast track? → and Bob Smith?',
      [['explain_lead', { lead: 'bob smith', about: 'track', track: 'smb-fast-track' }]],
    ],
    [
      "explain Jane Roe's score → same for Bob Smith",
      [['explain_lead', { lead: 'bob smith', about: 'score' }]],
    ],
    [
      'what would Jane Roe get in the next 30 days? → and in 60 days?',
      [['simulate_lead', { lead: 'jane roe', days: 60 }]],
    ],
    [
      'what would Jane Roe get in the next 30 days? → what if she opens nothing?',
      [['simulate_lead', { lead: 'jane roe', days: 30, behaviour: 'nothing' }]],
    ],
    [
      'what would Jane Roe get in the next 30 days? → and Bob Smith?',
      [['simulate_lead', { lead: 'bob smith', days: 30 }]],
    ],
    ['list tracks → and segments?', [['show_program', { parts: ['segments'] }]]],
    [
      'show me the SMB fast track → and the enterprise decision one?',
      [['show_program', { track: 'enterprise-decision' }]],
    ],
    [
      'show me the SMB fast track → how many people are on it right now?',
      [['query_leads', { where: 'ON TRACK smb-fast-track' }]],
    ],
    ['show me the SMB fast track → how is it doing?', [['analyse_performance', { track: 'smb-fast-track' }]]],
    ['show me the SMB fast track → pause it', [['halt_sending', { target: 'smb-fast-track' }]]],
    [
      'top 3 leads → tell me more about the first one',
      [['explain_lead', { lead: '0a680780-0000-4000-8000-000000000000' }]],
    ],
    [
      'top 3 leads → what would the second get in the next 2 weeks?',
      [['simulate_lead', { lead: '0a680780-0000-4000-8000-000000000001', days: 14 }]],
    ],
    [
      'how many retail leads do we have? → build a 4 week awareness track for these',
      [['propose_track', { audience: 'industry = "retail"' }]],
    ],
    [
      'how many retail leads do we have? → set up a nurture for those people: decision, 3 weeks',
      [['propose_track', { audience: 'industry = "retail"', stage: 'decision' }]],
    ],
    [
      'build a 4-week awareness track for SMB fintech leads → same again for retail',
      [['propose_track', { audience: 'company_size = "smb" AND industry = "retail"' }]],
    ],
    ['who is Jane Roe? → put her on the SMB fast track', [['propose_change', {}]]],
    ["who is Amara Okafor? → what's her next email?", [['explain_lead', { about: 'track' }]]],
    [
      "explain Amara Okafor's score → and Liam Chen’s?",
      [['explain_lead', { lead: 'liam chen', about: 'score' }]],
    ],
    [
      'what would Amara Okafor get in the next 30 days? → make it 90',
      [['simulate_lead', { lead: 'amara okafor', days: 90 }]],
    ],
    ['list segments → and the triggers too', [['show_program', { parts: ['triggers'] }]]],
    [
      'show me the SMB fast track → now enterprise decision',
      [['show_program', { track: 'enterprise-decision' }]],
    ],
    [
      'top 3 leads → why is the last one so high?',
      [['explain_lead', { about: 'score', lead: '0a680780-0000-4000-8000-000000000002' }]],
    ],
    [
      'how many healthcare leads do we have? → create a track for that group, consideration stage, 6 weeks',
      [['propose_track', { audience: 'industry = "healthcare"', stage: 'consideration', weeks: 6 }]],
    ],
    ['who is Tomasz Kowalczyk? → how did he get that score?', [['explain_lead', { about: 'score' }]]],
    ['who is Tomasz Kowalczyk? → and his next mail?', [['explain_lead', { about: 'track' }]]],
    [
      'what would Tomasz Kowalczyk get in the next 30 days? → and if he clicks everything?',
      [['simulate_lead', { lead: 'tomasz kowalczyk', days: 30, behaviour: 'everything' }]],
    ],
    [
      'show me the SMB fast track → same for SMB consideration',
      [['show_program', { track: 'smb-consideration' }]],
    ],
    [
      'top 3 leads → who is the second one?',
      [['explain_lead', { lead: '0a680780-0000-4000-8000-000000000001' }]],
    ],
    [
      'how many logistics leads are there? → make an awareness track for them, 5 weeks',
      [['propose_track', { audience: 'industry = "logistics"', weeks: 5 }]],
    ],
  ])('%s', (said, calls) => {
    expect(lastCalls(said)).toEqual(
      calls.map(([name, input]) => ({ name, input: expect.objectContaining(input) })),
    );
  });

  it.each(['build a 4-week awareness track for SMB fintech leads → undo that'])(
    'files nothing: %s',
    (said) => {
      expect(lastCalls(said).filter(({ name }) => /^(?:propose|halt|build)_/.test(name))).toEqual([]);
    },
  );
});
