import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';

const caps = ['cap', 'accountCap', 'minimumGap'];
const days = ['sendWindow', 'quietHours', 'holidays'];

describe('questions about policies', () => {
  it.each<[string, string[]]>([
    ["what's our frequency cap", caps],
    ['how many emails can a lead get per week', caps],
    ["what's the max number of emails per week", caps],
    ['how often do we email people at most', caps],
    ['when are quiet hours', ['quietHours', 'sendWindow']],
    ['are quiet hours on?', ['quietHours', 'sendWindow']],
    ['do we email people at night', ['quietHours', 'sendWindow']],
    ['do we send on weekends', days],
    ['which days do we send', days],
    ['what time do emails go out', days],
    ['is four eyes on', ['approval']],
    ['who has to approve changes', ['approval']],
    ['can I approve my own changes', ['approval']],
    ['do changes need approval by a second person', ['approval']],
    ['what time zone do we use', ['timeZone']],
    ['what is the hold-out percentage', ['holdout']],
    ['do we have holidays set', ['holidays', 'sendWindow']],
  ])('%s: only what is asked', (text, policies) => {
    expect(plan(text)).toMatchObject({
      calls: [{ name: 'show_program', input: { parts: ['policies'] } }],
      only: { policies },
    });
  });

  it.each([
    'show me policy settings',
    'what are the policies',
    'what are our sending rules',
    'what limits do we have on emailing',
  ])('%s: all of them', (text) => {
    expect(plan(text)).toEqual({ calls: [{ name: 'show_program', input: { parts: ['policies'] } }] });
  });

  it('is a question where two people are asked about, and changes nothing', () => {
    expect(callsOf('do two people have to approve')).toMatchObject([{ name: 'show_program' }]);
  });

  it.each([
    ['set quiet hours from 22 to 8', 'propose_change'],
    ['what is our refund policy', 'search_content'],
    ['how many emails did we send last week', 'analyse_performance'],
  ])('leaves “%s” to what it is', (text, name) => {
    expect(callsOf(text)).toMatchObject([{ name }]);
  });
});
