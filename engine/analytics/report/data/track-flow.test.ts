import { describe, expect, it } from 'vitest';
import { trackSchema } from '../../../program/schema.ts';
import { type Passage, trackFlow } from './track-flow.ts';

const track = trackSchema.parse({
  title: 'Guide',
  stage: 'awareness',
  entry: { when: 'lead_score >= 1' },
  steps: [
    { id: 'welcome', kind: 'email', content: { item: 'guide', version: 1, hash: '0'.repeat(64) } },
    { id: 'pause', kind: 'wait', for: '3 days' },
    {
      id: 'half',
      kind: 'split',
      arms: [
        { id: 'brief', weight: 1, goto: 'short' },
        { id: 'long', weight: 1, goto: 'detailed' },
      ],
    },
    { id: 'short', kind: 'exit', reason: 'finished' },
    { id: 'detailed', kind: 'email', content: { item: 'long', version: 1, hash: '0'.repeat(64) } },
    {
      id: 'clicks',
      kind: 'wait-for',
      when: 'email_click',
      within: '5 days',
      goto: 'call',
      otherwise: 'keen',
    },
    { id: 'keen', kind: 'branch', cases: [{ when: 'page_visit', goto: 'call' }] },
    { id: 'end', kind: 'exit', reason: 'finished' },
    { id: 'call', kind: 'wait', for: '1 day' },
  ],
});
const passage = (count: number, last: string, parts: Partial<Passage> = {}): Passage => ({
  count,
  last,
  status: 'active',
  reason: null,
  decided: {},
  sent: [],
  ...parts,
});
const flow = (...passages: Passage[]) =>
  trackFlow(track, passages, { title: 'Guide', titleOf: ({ id }) => id });
const step = (of: ReturnType<typeof flow>, id: string) => of.steps.find((one) => one.id === id);
const ways = (of: ReturnType<typeof flow>) =>
  of.ways.map(({ from, to, count, name }) => `${from} ${to} ${count} ${name ?? ''}`.trim());

describe('the flow of a track', () => {
  it('follows each enrolment to where it stands, and says who stands, reached the goal or left there', () => {
    const of = flow(
      passage(5, 'pause'),
      passage(3, 'welcome', { status: 'ended', reason: 'goal' }),
      passage(2, 'pause', { status: 'ended', reason: 'exit' }),
    );
    expect(step(of, 'welcome')).toMatchObject({ reached: 10, here: 0, goal: 3, left: 0 });
    expect(step(of, 'pause')).toMatchObject({ reached: 7, here: 5, left: 2 });
    expect(step(of, 'half')).toMatchObject({ reached: 0 });
    expect(ways(of)).toEqual(['welcome pause 7']);
  });

  it('takes the way that was decided at a split and a branch', () => {
    const long = { decided: { half: 'long', keen: 'call' }, sent: ['welcome', 'detailed'] };
    const of = flow(
      passage(4, 'short', { status: 'ended', reason: 'finished', decided: { half: 'brief' } }),
      passage(6, 'call', long),
    );
    expect(ways(of)).toEqual([
      'welcome pause 10',
      'pause half 10',
      'half short 4 brief',
      'half detailed 6 long',
      'detailed clicks 6',
      'clicks keen 6 too late',
      'keen call 6 page_visit',
    ]);
  });

  it('takes the way that leads to what came after where nothing says it', () => {
    const decided = { half: 'long' };
    expect(ways(flow(passage(1, 'call', { decided }))).slice(-1)).toEqual(['clicks call 1 in time']);
    expect(ways(flow(passage(1, 'end', { decided }))).slice(-2)).toEqual([
      'clicks keen 1 too late',
      'keen end 1 otherwise',
    ]);
  });

  it('counts nobody twice: whoever leaves a step went on, or stands or ended there', () => {
    const of = flow(
      passage(9, 'end', { decided: { half: 'long' } }),
      passage(2, 'gone', { decided: {} }),
      passage(3, 'keen'),
    );
    for (const { id, reached, here, goal, left } of of.steps) {
      const on = of.ways.filter(({ from }) => from === id).reduce((sum, { count }) => sum + count, 0);
      expect([id, reached]).toEqual([id, on + here + goal + left]);
    }
  });
});
