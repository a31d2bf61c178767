import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf, plan } from './test-plan.ts';

const name = 'analyse_performance';
const march = 'this month';
const february = 'February 2026';
const track = 'enterprise-cold-lead-education';

describe('questions about performance', () => {
  it.each([
    ['how are we doing this month?', { period: march }],
    ['hw are we doign this month', { period: march }],
    ['how was last month', { period: february }],
    ['give me the dashboard', {}],
    ['performance last quarter', { period: 'quarter 4 of 2025' }],
    ['kpis for Q4', { period: 'quarter 4 of 2025' }],
    ['how did nurturing go last month?', { period: february }],
    [
      'how did the enterprise track do in October compared with September?',
      { track, period: 'October 2025' },
    ],
    ['how did the SMB fast track do last month?', { track: 'smb-fast-track', period: february }],
    [
      'show the stats of the smb fast track for the last 2 weeks',
      { track: 'smb-fast-track', period: 'last 14 days' },
    ],
    [
      'how did the SMB fast track do over the last 30 days compared with the month before',
      { track: 'smb-fast-track', period: 'last 30 days' },
    ],
    ['how well did the enterprise track do in january', { track, period: 'January 2026' }],
    ['where do we lose leads?', { about: 'funnel' }],
    ['show me the funnel', { about: 'funnel' }],
    ['wher do we loose leads in the SMB fast track', { about: 'funnel', track: 'smb-fast-track' }],
    ['what should we improve', { about: 'opportunities' }],
    ['any ideas to improve?', { about: 'opportunities' }],
    ['attribution of deals', { about: 'attribution' }],
    ['which content brings revenue?', { about: 'attribution' }],
    ['which touchpoints came before our won deals?', { about: 'attribution' }],
    ['what influenced the deals we closed in january', { about: 'attribution', period: 'January 2026' }],
    ['what should we improve on the SMB fasttrack', { about: 'opportunities', track: 'smb-fast-track' }],
    ['how are we doing since mid february', { period: 'since 2026-02-15' }],
    [
      'click-throughs and all, how did the smb fast track do between 3 and 10 Nov',
      expect.objectContaining({ period: '2025-11-03 to 2025-11-10' }),
    ],
    ['how did the ROI guide do last month?', { item: 'roi-guide', period: february }],
    ['clicks on "The cost of waiting"', { about: 'emails', item: 'item-2' }],
    ['how is the security review checklist performing', { item: 'security-checklist' }],
    ['how are our guides doing', { about: 'content' }],
    ['top performing items last month', { about: 'content', period: february }],
    ['give me the pipeline for March', { about: 'pipeline', period: 'March 2026' }],
    ['what worked in february?', { about: 'content', period: february }],
    ['which email gets the fewest clicks', { about: 'content' }],
    ['how did email 2 of the SMB fast track do', { track: 'smb-fast-track', item: 'item-2' }],
    ['where should we focus next?', { about: 'opportunities' }],
    ['what did we keep back yesterday, and why', { about: 'holds', period: 'yesterday' }],
    ['summary of last month', { period: february }],
    ['progression from awareness to consideration', { stage: 'awareness' }],
    ['how do new leads convert month by month', { about: 'cohorts' }],
    ['which content works worst?', { about: 'content' }],
    ['which content works best and worst last month', { about: 'content', period: february }],
    ['underperforming content', { about: 'content' }],
    ['content performance', { about: 'content' }],
    ['compare segments', { about: 'segments' }],
    ['cohorts', { about: 'cohorts' }],
    ['how many emails were held back last week', { about: 'holds', period: '2026-03-09 to 2026-03-15' }],
    ['how are our fintech leads doing?', { industry: 'fintech' }],
    ['how is enterprise doing in decision', { segment: 'enterprise', stage: 'decision' }],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name, input }]);
  });

  it.each([
    ['open and click rates by stage', { about: 'emails' }, ['open', 'click']],
    ['opne rates lst month', { about: 'emails', period: february }, ['open']],
    ['whats our click rate', { about: 'emails' }, ['click']],
    ['how long from MQL to SQL', {}, ['time_in_nurture', 'time_in_nurture_mean', 'qualified']],
    [
      'how fast do leads get from mql to sql in fintech?',
      { industry: 'fintech' },
      ['time_in_nurture', 'time_in_nurture_mean', 'qualified'],
    ],
    ['sales hand-off time', {}, ['handoff']],
    ['revenue from nurtured leads', { about: 'pipeline' }, ['revenue']],
    [
      'bounces and unsubscribes last week',
      { about: 'deliverability', period: '2026-03-09 to 2026-03-15' },
      ['bounce', 'unsubscribe'],
    ],
    [
      'unsubscribe rate of the smb fast track',
      { about: 'deliverability', track: 'smb-fast-track' },
      ['unsubscribe'],
    ],
    ['conversion rate', {}, ['progression', 'qualified']],
    ['What share of the nurtured MQLs did sales accept?', {}, ['qualified']],
    ['what percentage of our mqls got accepted by sales', {}, ['qualified']],
    ['mql acceptance rate last month', { period: february }, ['qualified']],
    ['unsub rate in jan', { about: 'deliverability', period: 'January 2026' }, ['unsubscribe']],
  ])('%s: only what was asked for', (text, input, metrics) => {
    expect(plan(text)).toMatchObject({ calls: [{ name, input }], only: { metrics } });
  });

  it.each([
    ['enterprise vs SMB', [{ segment: 'enterprise' }, { where: 'company_size = "smb"' }]],
    [
      'compare the reply rates of fintech and retail',
      [
        { about: 'emails', industry: 'fintech' },
        { about: 'emails', industry: 'retail' },
      ],
    ],
    [
      'which industry brings most revenue',
      ['healthcare', 'fintech', 'manufacturing', 'retail', 'logistics'].map((industry) => ({
        about: 'pipeline',
        industry,
      })),
    ],
    [
      'fintech vs healthcare last month',
      [
        { industry: 'fintech', period: february },
        { industry: 'healthcare', period: february },
      ],
    ],
    [
      'click rate of fintech versus retail',
      [
        { about: 'emails', industry: 'fintech' },
        { about: 'emails', industry: 'retail' },
      ],
    ],
    [
      'how did the SMB fast track do in January compared with October?',
      [
        { track: 'smb-fast-track', period: 'January 2026' },
        { track: 'smb-fast-track', period: 'October 2025' },
      ],
    ],
  ])('%s: side by side', (text, inputs) => {
    expect(callsOf(text)).toEqual(inputs.map((input) => ({ name, input })));
  });

  it.each([
    'what will our click rate be next month?',
    'how much revenue will we make by the end of the year',
    'forecast the pipeline',
    'how are we going to do next quarter',
  ])('%s: is not foretold', (text) => {
    expect(callsOf(text)).toContain('no forecasts');
  });

  it('asks which item is meant, and names one that is not there', () => {
    expect(callsOf('how is the checklist doing')).toBe(
      'Which item do you mean? These fit: Planning checklist; Security review checklist.',
    );
    expect(callsOf('how did the zebra guide do')).toContain('no item “zebra guide”');
  });

  it('of all tracks', () => {
    expect(callsOf('how do our tracks perform?')).toHaveLength(6);
    expect(callsOf('which of our sequences converts best')).toHaveLength(6);
    expect(callsOf('bounce rate per track')).toHaveLength(6);
  });

  it('names what it left out, and asks for a track that is not there', () => {
    expect(plan('how are we doing in zanzibar this month?')).toMatchObject({
      notes: ['I did not understand “zanzibar” and left it out.'],
    });
    expect(callsOf('how is the partner track doing?')).toContain('Which track do you mean?');
  });

  it.each([
    ['how many enterprise leads visited the pricing page', 'query_leads'],
    ['which leads unsubscribed last week?', 'query_leads'],
    ['enterprise vs SMB leads who visited the pricing page', 'query_leads'],
    ['which case studies work best for enterprise?', 'recommend_content'],
    ['what should we send healthcare leads at the decision stage?', 'recommend_content'],
    ['list tracks', 'show_program'],
    ['take away 10 points for unsubscribing', 'propose_change'],
    ['halt the SMB fast track if open rates fall', undefined],
    ['stop all emails', 'halt_sending'],
    ['what do we have about revenue for healthcare?', 'search_content'],
    ['build a 4-week track for SMB fintech leads in awareness until they request a demo', 'propose_track'],
  ])('“%s” asks for something else', (text, other) => {
    const calls = callsOf(text);
    expect(typeof calls === 'string' ? undefined : calls[0]?.name).toBe(other);
  });
});

describe('after an answer', () => {
  const measured: Exchange = {
    asked: 'how did the SMB fast track do last month?',
    calls: [
      { name, input: { track: 'smb-fast-track', period: february }, output: { track: 'smb-fast-track' } },
    ],
    answered: 'well',
  };
  const rates: Exchange = {
    asked: 'open rates last month',
    calls: [{ name, input: { about: 'emails', period: february }, output: {} }],
    answered: 'well',
  };

  it.each([
    ['and this month?', measured, { track: 'smb-fast-track', period: march }],
    ['what about the enterprise track?', measured, { track, period: february }],
    ['and the bounces?', measured, { about: 'deliverability', track: 'smb-fast-track', period: february }],
    ['and for fintech?', rates, { about: 'emails', industry: 'fintech', period: february }],
    ['no, 60 days', rates, { about: 'emails', period: 'last 60 days' }],
  ])('%s', (text, before, input) => {
    expect(callsOf(text, [before])).toEqual([{ name, input }]);
  });

  it('keeps to the figures that were asked for', () => {
    expect(plan('and for SMB?', [rates])).toMatchObject({ only: { metrics: ['open'] } });
  });

  it('shows the track it was about, and halts it', () => {
    expect(callsOf('show me that track', [measured])).toMatchObject([{ input: { track: 'smb-fast-track' } }]);
    expect(callsOf('halt it', [measured])).toMatchObject([{ input: { target: 'smb-fast-track' } }]);
  });
});

describe('what could be improved', () => {
  const told: Exchange = {
    asked: 'what should we improve?',
    calls: [
      {
        name,
        input: { about: 'opportunities' },
        output: {
          opportunities: [
            { id: 'aaa', title: 'Email 2 loses leads', change: true, note: '' },
            { id: 'bbb', title: 'Nothing for fintech', change: false, note: 'Draft a guide first.' },
            { id: 'ccc', title: 'Send later', change: true, note: '' },
          ],
        },
      },
    ],
    answered: 'three',
  };

  it.each([
    ['propose the first one', 'aaa'],
    ['please propose number 3', 'ccc'],
    ['can you file the third?', 'ccc'],
    ['ok, do the best one', 'aaa'],
  ])('is filed when it is named: %s', (text, opportunity) => {
    expect(callsOf(text, [told])).toEqual([{ name: 'propose_change', input: { opportunity } }]);
  });

  it.each([
    ['propose the second one', 'Draft a guide first.'],
    ['propose number 7', 'There are 3.'],
    ['propose the first one tomorrow', 'not later or on a condition'],
    ['propose the first one for fintech only', 'I did not understand “fintech”'],
  ])('and nothing else is: %s', (text, said) => {
    expect(callsOf(text, [told])).toContain(said);
  });

  it.each(['should we do the first one?', 'do not propose the first one', 'what is the first one?'])(
    'and not by speaking of it: %s',
    (text) => {
      const calls = callsOf(text, [told]);
      expect(typeof calls === 'string' ? [] : calls.map((call) => call.name)).not.toContain('propose_change');
    },
  );
});
