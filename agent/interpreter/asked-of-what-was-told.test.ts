import { describe, expect, it } from 'vitest';
import { talk } from './test-talk.ts';

const last = (...messages: string[]) => talk(...messages).at(-1)?.calls;
const leads = (input: Record<string, unknown>) => [{ name: 'query_leads', input }];

describe('condition text as developers paste it', () => {
  it.each([
    ['count page_visits >= 2 WHERE (page_url CONTAINS "pricing") IN last_30_days', ' IN last_30_days'],
    ['count page_visit >= 2 WHERE (page_url CONTAINS "pricing")', ''],
  ])('is counted, and never made a rule: %s', (text, window) => {
    const where = `page_visits >= 2 WHERE (page_url CONTAINS "pricing")${window}`;
    expect(last(text)).toEqual(leads({ where, sample: 0 }));
  });

  it.each([
    ['now add AND journey_stage = "awareness"', 'AND journey_stage = "awareness"'],
    ['add: AND country = "DE"', 'AND country = "DE"'],
    ['extend that with OR country = "DE"', 'OR country = "DE"'],
    ['now only lead_score > 40', 'AND lead_score > 40'],
  ])('goes on with what was counted: %s', (text, joined) => {
    const where = `email_opens >= 4 IN last_60_days ${joined}`;
    const first = 'count email_opens >= 4 IN last_60_days';
    expect(last(first, text)).toEqual(leads({ where, sample: 0 }));
    expect(last(first, text, 'group the result by industry')).toEqual(
      leads({ where, breakdown_by: 'industry', sample: 0 }),
    );
  });

  it.each([
    'give 5 points when page_visits >= 3 IN last_30_days',
    'create a segment Hot: industry = "saas" AND lead_score > 30',
    'halt the SMB fast track for industry = "saas"',
  ])('beside a wish is no question: %s', (text) => {
    expect(last(text)?.map(({ name }) => name)).not.toContain('query_leads');
  });

  it('says what there is none of', () => {
    expect(talk('count where chat_messages >= 2 IN last_30_days').at(-1)?.text).toContain('“chat_messages”');
  });
});

describe('of the one that was told', () => {
  it.each([
    'How did that score come about?',
    'what is behind it?',
    'why so many points?',
    'where does that come from',
  ])('its score: %s', (text) => {
    expect(last('top fintech lead', text)).toMatchObject([
      { name: 'explain_lead', input: { about: 'score' } },
    ]);
  });

  it.each(['how did that score come about?', 'what is behind it?'])('but not of several: %s', (text) => {
    expect(last('top 3 fintech leads', text)).not.toMatchObject([{ name: 'explain_lead' }]);
  });

  it.each([
    'show me what is in it',
    'what does it consist of?',
    'show me its steps',
    'and which leads enter it?',
  ])('the track: %s', (text) => {
    expect(last('show me the SMB fast track', text)).toEqual([
      { name: 'show_program', input: { track: 'smb-fast-track' } },
    ]);
  });

  it.each(['what content for no. 3?', 'what should we send #3?'])('its place: %s', (text) => {
    expect(last('list 3 best fintech leads', text)).toEqual([
      { name: 'recommend_content', input: { lead: '0a680780-0000-4000-8000-000000000002' } },
    ]);
  });

  it('also in one message', () => {
    expect(last('stop the SMB fast track and show me whats in it')?.map(({ name }) => name)).toEqual([
      'halt_sending',
      'show_program',
    ]);
  });
});

describe('leads', () => {
  it.each([
    ['ppl hitting /docs/api at least 3 times in two weeks, how many', '>= 3', ' IN last_14_days'],
    ['how many leads had visits to /docs/api in the last 30 days', '>= 1', ' IN last_30_days'],
    ['how many leads looked at /docs/api two times or more', '>= 2', ''],
  ])('by the path of a page: %s', (text, times, window) => {
    const where = `page_visits ${times} WHERE (page_url CONTAINS "/docs/api")${window}`;
    expect(last(text)).toEqual(leads({ where, sample: 0 }));
  });

  it.each([
    'how many leads did not click on anything we mailed them for 6 weeks',
    'number of people who clicked nothing we sent them in the last 6 weeks',
  ])('by what was sent to them: %s', (text) => {
    expect(last(text)).toEqual(leads({ where: 'email_clicks = 0 IN last_42_days', sample: 0 }));
  });
});

it.each(['can we a/b test smth on the SMB fast track?', 'i want to test something'])(
  'asks what: %s',
  (text) => {
    expect(talk(text).at(-1)).toMatchObject({
      calls: [],
      text: expect.stringContaining('What shall be tested?'),
    });
  },
);

describe('the program, by concept', () => {
  it.each([
    'During which hours do we never send anything?',
    'from when to when do we leave people alone?',
    'which domain do we send from',
    'who are the emails from?',
  ])('%s', (text) => {
    expect(last(text)).toEqual([{ name: 'show_program', input: { parts: ['policies'] } }]);
  });

  it.each(['from how many pts on is a lead an MQL', 'how many points till a lead is sales qualified'])(
    '%s',
    (text) => {
      expect(last(text)).toEqual([{ name: 'show_program', input: { parts: ['scoring'] } }]);
    },
  );

  it.each([
    'I would like everything to be the way it was in the first version of the program, can you prepare that?',
    'please make the program exactly as it was under version 1',
  ])('as it was before: %s', (text) => {
    expect(last(text)).toEqual([{ name: 'propose_change', input: { roll_back_to: 1 } }]);
  });

  it.each(['was everything the way it was in version 1?', 'what would everything be like in version 1'])(
    'asked only: %s',
    (text) => {
      expect(last(text)?.map(({ name }) => name)).not.toContain('propose_change');
    },
  );
});
