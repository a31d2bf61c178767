import { describe, expect, it } from 'vitest';
import { DAY, Story, T0 } from '../engine/core/testing/story.ts';
import type { Effect, Fields } from '../engine/core/types.ts';
import { compileProgram } from '../engine/program/compile/compile.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { printCondition } from '../engine/program/condition/print.ts';
import { conditionsOf } from '../engine/program/conditions-of.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
import { demoProgram } from '../engine/program/templates/enterprise-smb.ts';

const program = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
const compiled = compileProgram(program, 1);
const education = 'enterprise-cold-lead-education';
const pricing = { page_url: 'https://www.fernhollow.example/pricing' };

function lead(size: string): Story {
  const story = Story.mailable(compiled, { time_zone: 'UTC' });
  story.account({ company_size: size });
  return story;
}
/** The points that an event gives. */
function points(story: Story, name: string, properties: Fields): number {
  const before = story.lead.score;
  story.event(name, properties);
  return story.lead.score - before;
}
const onStep = (step: string) => ({ track: education, step, item: 'any' });
const emails = (effects: readonly Effect[]) => effects.filter((effect) => effect.kind === 'email');
const active = (story: Story) =>
  Object.entries(story.lead.enrolments)
    .filter(([, { status }]) => status === 'active')
    .map(([track]) => track)
    .sort();

describe('the enterprise cold lead education of the demo program', () => {
  it('sends on day 1, 7, 14, 28, in week 6 and week 10, then monthly, and ends with month 6', () => {
    const story = Story.mailable(compiled, { time_zone: 'UTC' });
    const first = story.account({ company_size: 'enterprise' });
    expect(emails(first.effects)).toHaveLength(1);
    const days: number[] = [];
    for (let day = 1; day <= 200; day++) {
      const sent = emails(story.runUntil(T0 + day * DAY));
      for (const effect of sent) if (effect.track === education) days.push(day + 1);
    }
    expect(days).toEqual([7, 14, 28, 42, 70, 100, 130, 160]);
    expect(story.lead.enrolments[education]).toMatchObject({ status: 'ended', endedAt: T0 + 179 * DAY });
  });

  it.each([
    ['opening email 1', 5, 'email_open', onStep('email-1')],
    ['downloading the industry report', 10, 'content_download', { item: 'state-of-operations-report' }],
    ['engaging with email 2', 8, 'email_click', onStep('email-2')],
    ['completing the assessment tool', 15, 'tool_use', { tool: 'assessment', completed: true }],
    ['leaving the assessment tool', 0, 'tool_use', { tool: 'assessment', completed: false }],
    ['engaging with email 3', 10, 'email_open', onStep('email-3')],
    ['registering for the webinar', 20, 'webinar_registration', { item: 'best-practice-webinar' }],
    ['downloading the peer benchmark', 12, 'content_download', { item: 'peer-benchmark-report' }],
    ['sharing it', 25, 'content_share', { item: 'peer-benchmark-report' }],
    ['downloading the comparison', 15, 'content_download', { item: 'solution-comparison-toolkit' }],
    ['using the calculator', 20, 'tool_use', { tool: 'roi-calculator', completed: false }],
    ['completing the business case', 35, 'tool_use', { tool: 'business-case', completed: true }],
  ])('scores %s with %i', (_, expected, name, properties) => {
    const story = lead('enterprise');
    expect(points(story, name, properties as Fields)).toBe(expected);
    // Each is earned once.
    expect(points(story, name, properties as Fields)).toBe(0);
  });

  it('scores several solution resources with 30', () => {
    const story = lead('enterprise');
    points(story, 'content_download', { item: 'a', topic: 'solution-comparison' });
    expect(points(story, 'content_download', { item: 'b', topic: 'vendor-evaluation' })).toBe(30);
  });

  it('moves to the consideration track at 50 points, and tells sales at 75', () => {
    const story = lead('enterprise');
    story.event('tool_use', { tool: 'business-case', completed: true });
    expect(active(story)).toEqual([education]);
    story.event('tool_use', { tool: 'assessment', completed: true });
    expect(story.lead).toMatchObject({ score: 50, journey: 'consideration', lifecycle: 'mql' });
    expect(active(story)).toEqual(['enterprise-consideration']);
    expect(story.lead.enrolments[education]?.reason).toBe('goal');
    const { effects } = story.event('content_share', { item: 'peer-benchmark-report' });
    expect(story.lead).toMatchObject({ score: 75, lifecycle: 'sql' });
    expect(effects).toEqual([expect.objectContaining({ kind: 'notify', audience: 'sales' })]);
  });

  it('answers a pricing page visit with immediate sales outreach', () => {
    const { effects } = lead('enterprise').event('page_visit', pricing);
    expect(effects).toContainEqual(
      expect.objectContaining({ kind: 'task', queue: 'sales', due: T0 + DAY / 24 }),
    );
  });

  it('offers a consultation at the third download, once', () => {
    const story = lead('enterprise');
    const tasks = [1, 2, 3, 4].map(
      (n) =>
        story.event('content_download', { item: `item-${n}` }).effects.filter(({ kind }) => kind === 'task')
          .length,
    );
    expect(tasks).toEqual([0, 0, 1, 0]);
    expect(active(story)).toContain('consultation-offer');
  });
});

describe('the SMB fast track of the demo program', () => {
  it('sends every three to four days, the last by its arm, and is over within four weeks', () => {
    const story = Story.mailable(compiled, { time_zone: 'UTC' });
    story.account({ company_size: 'smb' });
    const days: number[] = [];
    for (let day = 1; day <= 28; day++) {
      if (emails(story.runUntil(T0 + day * DAY)).length > 0) days.push(day + 1);
    }
    expect(days).toEqual([4, 7, 11, 14, 17]);
    expect(story.lead.variants).toEqual({ 'last-email-gap': 'three-days' });
    expect(story.lead.enrolments['smb-fast-track']).toMatchObject({
      status: 'ended',
      reason: 'no-engagement',
    });
  });

  it('goes on to consideration after its weeks when the lead engaged', () => {
    const story = lead('smb');
    story.runUntil(T0 + 15 * DAY);
    story.event('email_click', { track: 'smb-fast-track', step: 'email-4' }, { at: T0 + 15 * DAY });
    story.runUntil(T0 + 22 * DAY);
    expect(active(story)).toEqual(['smb-consideration']);
  });

  it('is accelerated by the pricing page, by three clicks a week and by a demo request', () => {
    const visit = lead('smb');
    visit.event('page_visit', pricing);
    expect(active(visit)).toEqual(['pricing-follow-up', 'smb-consideration']);

    const clicks = lead('smb');
    for (let n = 0; n < 3; n++) clicks.event('email_click', { track: 'smb-fast-track', step: 'email-1' });
    expect(active(clicks)).toEqual(['smb-consideration']);

    const request = lead('smb');
    request.event('demo_request');
    expect(active(request)).toContain('smb-decision');
    expect(active(request)).not.toContain('smb-fast-track');
    expect(request.lead.enrolments).not.toHaveProperty('smb-consideration');
    expect(request.lead.journey).toBe('decision');
  });
});

describe('the text of the demo program', () => {
  it('keeps its conditions as the language prints them', () => {
    const vocabulary = vocabularyOf(program);
    for (const { text } of conditionsOf(program)) {
      expect(printCondition(parseCondition(text, vocabulary), vocabulary)).toBe(text);
    }
  });
});
