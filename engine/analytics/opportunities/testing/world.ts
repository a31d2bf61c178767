import { parseProgram } from '../../../program/parse.ts';
import type { Program } from '../../../program/schema.ts';
import { createDraws } from '../../statistics/testing/draws.ts';
import type { HandOff, OpportunityData, SentEmail } from '../data.ts';
import { emailSteps } from '../steps-in-force.ts';

const email = (id: string, item: string) => ({
  id,
  kind: 'email',
  content: { item, version: 1, hash: '0'.repeat(64) },
});
const trackOf = (title: string, stage: string, goal: string, items: readonly string[]) => ({
  title,
  stage,
  entry: { when: `journey_stage = "${stage}"` },
  goal,
  steps: items.flatMap((item, n) => [
    ...(n === 0 ? [] : [{ id: `wait-${n}`, kind: 'wait', for: '4 days' }]),
    email(`email-${n + 1}`, item),
  ]),
});

/** Two tracks of five and four emails, a threshold, a cap and quiet hours. */
export const smallProgram: Program = parseProgram({
  schema: 1,
  scoring: {
    rules: { click: { title: 'A click', when: 'email_click', points: 10 } },
    thresholds: {
      mql: { title: 'Qualified', at: 50, actions: [{ do: 'lifecycle', stage: 'mql' }] },
    },
  },
  tracks: {
    learn: trackOf('Learn', 'awareness', 'lead_score >= 50', ['why', 'how', 'cost', 'peers', 'next']),
    choose: trackOf('Choose', 'consideration', 'demo_requests >= 1', ['case', 'matrix', 'security', 'roi']),
  },
  policies: { timeZone: 'UTC', cap: { count: 3, days: 7 }, quietHours: { from: 21, to: 8 } },
});

/** What is true in a world; what is left out is the same everywhere. */
export interface Truth {
  clicks?: (email: SentEmail) => number;
  leaves?: (email: SentEmail) => number;
  /** By the score at the hand-off. */
  converts?: (score: number) => number;
  /** Of those who come near the threshold and not to it, coming further. */
  near?: number;
  /** Of the emails due, held by the cap. */
  held?: number;
  /** Of those who begin Learn, reaching its goal, and moving on without it. */
  goal?: number;
  moves?: number;
  waiting?: number;
  leads?: number;
}

/**
 * A world drawn by a seed. Leads differ: some click five times as often as others, and each reads and is sent email at an
 * hour of its own, so that nobody's emails are independent.
 */
export function drawWorld(seed: number, truth: Truth = {}): OpportunityData {
  const draws = createDraws(seed);
  const chance = (p: number) => draws.uniform() < p;
  const leads = truth.leads ?? 600;
  const emails: SentEmail[] = [];
  for (let lead = 0; lead < leads; lead++) {
    const keen = 0.3 + 1.4 * draws.uniform();
    const usual = 8 + Math.floor(draws.uniform() * 13);
    const track = chance(0.6) ? 'learn' : 'choose';
    const sent = emailSteps(smallProgram).filter(({ trackId }) => trackId === track);
    for (const { id, step, track: of } of sent) {
      const drawn: SentEmail = {
        lead,
        track,
        step: id,
        item: step.content.item,
        stage: of.stage,
        hour: chance(0.7) ? usual : 8 + Math.floor(draws.uniform() * 13),
        weekday: 1 + Math.floor(draws.uniform() * 7),
        clicked: false,
        lost: false,
        progressed: chance(0.05),
      };
      drawn.clicked = chance(keen * (truth.clicks?.(drawn) ?? 0.08));
      drawn.lost = chance(truth.leaves?.(drawn) ?? 0.006);
      emails.push(drawn);
      if (drawn.lost || chance(0.05)) break;
    }
  }
  const handOffs = Array.from({ length: leads }, (): HandOff => {
    const score = 50 + Math.floor(draws.uniform() * 40);
    return { threshold: 'mql', score, converted: chance(truth.converts?.(score) ?? 0.25) };
  });
  const near = { threshold: 'mql', from: 35, leads };
  const held = draws.binomial(emails.length, truth.held ?? 0.45);
  const reached = draws.binomial(leads, truth.goal ?? 0.03);
  return {
    program: smallProgram,
    days: 90,
    share: 1,
    emails,
    handOffs,
    nearMisses: [{ ...near, converted: draws.binomial(leads, truth.near ?? 0.1875) }],
    handOffDays: 90,
    holds: [
      { reason: 'cap', held, leads: Math.min(leads, held) },
      { reason: 'quiet_hours', held: draws.binomial(emails.length, 0.5), leads },
    ],
    due: emails.length,
    goals: [
      { track: 'learn', enrolled: leads, reached, progressed: draws.binomial(leads, truth.moves ?? 0.02) },
      { track: 'choose', enrolled: leads, reached: draws.binomial(leads, 0.1), progressed: 0 },
    ],
    mailable: leads,
    waiting: truth.waiting ?? Math.round(leads * 0.05),
    gaps: [],
    experiments: [],
  };
}
