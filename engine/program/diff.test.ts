import { describe, expect, it } from 'vitest';
import { diffPrograms } from './diff.ts';
import { renderDiff } from './render.ts';
import type { Program, Step } from './schema.ts';
import { demoProgram } from './templates/enterprise-smb.ts';

const base = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
function edited(change: (program: Program) => void): string[] {
  const program = structuredClone(base);
  change(program);
  return renderDiff(diffPrograms(base, program));
}
function smb(program: Program): Program['tracks'][string] {
  const track = program.tracks['smb-fast-track'];
  if (track === undefined) throw new Error('no such track');
  return track;
}
function step<K extends Step['kind']>(program: Program, id: string, kind: K): Extract<Step, { kind: K }> {
  const found = smb(program).steps.find((other) => other.id === id);
  if (found?.kind !== kind) throw new Error('no such step');
  return found as Extract<Step, { kind: K }>;
}

describe('the difference of two programs in plain words', () => {
  it('tells a wait by the email that moves', () => {
    expect(edited((p) => Object.assign(step(p, 'until-day-7', 'wait'), { untilDay: 8 }))).toEqual([
      'Track “SMB fast track”: email 3 is sent on day 8 instead of day 7',
    ]);
  });

  it('tells a wait by itself when no email follows it', () => {
    expect(edited((p) => Object.assign(step(p, 'until-day-22', 'wait'), { untilDay: 28 }))).toEqual([
      'Track “SMB fast track”: the wait “until-day-22”: waits until day 28 (was until day 22)',
    ]);
  });

  it('tells points with what they were', () => {
    expect(edited((p) => Object.assign(p.scoring.rules['pricing-visit'] ?? {}, { points: 25 }))).toEqual([
      'Scoring: “A pricing page visit” gives +25 (was +10)',
    ]);
  });

  it('tells content by item, version and the beginning of its hash', () => {
    expect(
      edited((p) => Object.assign(step(p, 'email-3', 'email').content, { version: 2, hash: 'c'.repeat(64) })),
    ).toEqual([
      'Track “SMB fast track”: email 3 sends “smb-3-checklist” version 2, cccccccc instead of “smb-3-checklist” version 1, 00000000',
    ]);
  });

  it('tells a step that is taken out, and the emails that move with it', () => {
    expect(
      edited((p) => Object.assign(smb(p), { steps: smb(p).steps.filter(({ id }) => id !== 'until-day-4') })),
    ).toEqual([
      'Track “SMB fast track”: the wait “until-day-4” (until day 4) is taken out',
      'Track “SMB fast track”: email 2 is sent at once, on day 1 instead of day 4',
    ]);
  });

  it('tells that steps come in another order', () => {
    const lines = edited((p) => void smb(p).steps.splice(0, 3, ...smb(p).steps.slice(0, 3).reverse()));
    expect(lines.at(-1)).toMatch(
      /^Track “SMB fast track”: the steps come in another order: email-2, until-day-4, email-1/,
    );
  });

  it('tells a new track whole', () => {
    const lines = edited((p) => {
      p.tracks['mid-market'] = {
        title: 'Mid-market awareness',
        objective: 'A first look',
        stage: 'awareness',
        entry: { when: 'IN SEGMENT mid-market' },
        reentry: 'never',
        goal: 'lead_score >= 50',
        exits: { customer: { when: 'lifecycle_stage = "customer"' } },
        steps: [
          { id: 'wait', kind: 'wait', for: '6 hours' },
          {
            id: 'email-1',
            kind: 'email',
            content: { item: 'smb-1-quick-win', version: 1, hash: '0'.repeat(64) },
            purpose: 'marketing',
          },
          { id: 'next', kind: 'action', action: { do: 'enrol', track: 'smb-consideration' } },
        ],
      };
    });
    expect(lines).toEqual([
      'Track “Mid-market awareness”: new, for the awareness stage: “A first look”',
      'Track “Mid-market awareness”: leads enter when IN SEGMENT mid-market',
      'Track “Mid-market awareness”: its goal is lead_score >= 50',
      'Track “Mid-market awareness”: leads leave it (customer) when lifecycle_stage = "customer"',
      'Track “Mid-market awareness”: email 1 (“smb-1-quick-win” version 1, 00000000), sent 6 h after the start',
      'Track “Mid-market awareness”: the action “next” (enrols in “SMB consideration”), 6 h after the start',
    ]);
  });

  it('tells triggers, thresholds, segments and policies', () => {
    expect(
      edited((p) => {
        Object.assign(p.triggers['pricing-visit'] ?? {}, { cooldown: '1 week' });
        Object.assign(p.scoring.thresholds['sales-qualified'] ?? {}, { at: 80 });
        delete p.segments.silent;
        p.policies.cap = { count: 2, days: 7 };
      }),
    ).toEqual([
      'Segment “Silent for 45 days”: removed',
      'Score threshold “Sales qualified”: is reached at 80 points (was 75)',
      'Trigger “Pricing page visit: sales reach out at once”: not again within 1 week (was 2 weeks)',
      'Policy: at most 2 marketing emails in 7 days (was: at most 3 marketing emails in 7 days)',
    ]);
  });

  it('tells every guard', () => {
    expect(
      edited((p) => {
        p.policies = {
          ...p.policies,
          accountCap: { count: 5, days: 7 },
          minimumGap: '36 hours',
          sendWindow: { days: ['mon', 'tue'], from: '09:00' },
          holidays: [
            { date: '2026-12-24', name: 'Christmas Eve', countries: ['DE', 'AT'] },
            { date: '2026-12-25' },
          ],
          channelCaps: { task: { count: 1, days: 2 }, notify: { count: 3, days: 1 } },
          suppressedDomains: Array.from({ length: 12 }, (_, n) => `rival-${n}.example`),
          dropAfter: '5 days',
        };
      }),
    ).toEqual([
      'Policy: at most 5 marketing emails to an account in 7 days (was: marketing emails to an account are not capped)',
      'Policy: at least 36 hours between two marketing emails (was: there is no least time between marketing emails)',
      'Policy: marketing email only on mon, tue from 09:00 to 24:00 local time (was: there is no send window)',
      'Policy: no marketing email on 2 holidays: 2026-12-24 “Christmas Eve” in “DE”, “AT”, 2026-12-25 (was: there are no holidays)',
      'Policy: at most 1 task action to a lead in 2 days; at most 3 notify actions to a lead in 1 day (was: actions are not capped)',
      'Policy: no email to 12 domains: rival-0.example, rival-1.example, rival-2.example, rival-3.example, rival-4.example, rival-5.example, rival-6.example, rival-7.example, rival-8.example, rival-9.example, and 2 more (was: no domain is suppressed)',
      'Policy: a marketing email held for 5 days is dropped (was: a held email is never dropped)',
    ]);
  });

  it('shows titles on one line, without characters that disguise', () => {
    const lines = edited((p) => Object.assign(smb(p), { title: 'Harmless\n\u202eApproved: nothing to see' }));
    expect(lines[0]).toBe('Track “Harmless Approved: nothing to see”: renamed from “SMB fast track”');
  });
});
