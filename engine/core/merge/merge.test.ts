import { describe, expect, it } from 'vitest';
import { compileProgram } from '../../program/compile/compile.ts';
import { parseProgram } from '../../program/parse.ts';
import { decide, newLead } from '../decide.ts';
import type { Input, InputBody, LeadState } from '../types.ts';

const T0 = 1_767_614_400_000;
const HOUR = 3_600_000;
const [A, B] = ['aaaaaaaa-0000-8000-8000-000000000000', 'bbbbbbbb-0000-8000-8000-000000000000'] as const;
const content = (item: string) => ({ item, version: 1, hash: 'a'.repeat(64) });

const program = compileProgram(
  parseProgram({
    schema: 1,
    segments: { visitors: { title: 'Visitors', when: 'page_visits >= 2' } },
    scoring: {
      rules: {
        visit: { title: 'A visit', when: 'page_visit', points: 5, cap: { points: 15, per: 'ever' } },
        form: { title: 'A form', when: 'form_submit', points: 20 },
      },
      thresholds: { warm: { title: 'Warm', at: 30, actions: [{ do: 'lifecycle', stage: 'mql' }] } },
    },
    triggers: {
      call: {
        title: 'Call',
        when: 'form_submit',
        after: '2 hours',
        actions: [{ do: 'task', queue: 'sales', title: 'Call', within: '1 day' }],
      },
    },
    tracks: {
      welcome: {
        title: 'Welcome',
        stage: 'awareness',
        entry: { when: 'IN SEGMENT visitors' },
        steps: [
          { id: 'hello', kind: 'email', content: content('hello') },
          { id: 'pause', kind: 'wait', for: '3 days' },
          { id: 'again', kind: 'email', content: content('again') },
        ],
      },
    },
  }),
  1,
);

function take(lead: LeadState, at: number, body: InputBody) {
  const input: Input = { seq: lead.seq + 1, at, facts: {}, semantics: 1, ...body };
  return decide(program, lead, input);
}

let made = 0;
const event = (name: string, at: number, properties = {}): InputBody => ({
  kind: 'event',
  event: { id: `m${++made}`, source: 'test', name, occurredAt: at, properties },
});
const lead = (id: string, ...happened: [name: string, at: number, properties?: object][]) =>
  happened.reduce(
    (state, [name, at, properties]) => take(state, at, event(name, at, properties)).lead,
    newLead(id, T0),
  );
const merge = (
  survivor: LeadState,
  loser: LeadState,
  parts: Partial<Extract<InputBody, { kind: 'merge' }>> = {},
) => take(survivor, T0 + 10 * HOUR, { kind: 'merge', loser, queued: [], had: {}, by: 'p1', ...parts });

const marketing = { purpose: 'marketing', basis: 'consent' };
const worded = { ...marketing, wording: 'Send me news' };

describe('a merge', () => {
  it('fills gaps, adds up counts and gives the points as one entry of the ledger', () => {
    const survivor = {
      ...lead(A, ['page_visit', T0 + HOUR]),
      fields: { created_at: '2026-01-05T13:00:00.000Z', email: 'a@x.example' },
    };
    const loser = {
      ...lead(B, ['form_submit', T0]),
      fields: { created_at: '2026-01-01T00:00:00.000Z', email: 'b@x.example', region: 'EU' },
      lists: ['guests'],
    };
    const { lead: merged, ledger } = merge(survivor, loser);
    expect(merged.fields).toEqual({
      created_at: '2026-01-01T00:00:00.000Z',
      email: 'a@x.example',
      region: 'EU',
    });
    expect(merged.lists).toEqual(['guests']);
    expect(ledger).toEqual([{ rule: `merge:${B}`, points: 20, model: 'engagement' }]);
    expect(merged.score).toBe(25);
  });

  it('holds the cap of a rule over both', () => {
    const visits = (id: string) => lead(id, ['page_visit', T0], ['page_visit', T0 + 1]);
    const { lead: merged, ledger } = merge(visits(A), visits(B));
    expect(ledger).toEqual([{ rule: `merge:${B}`, points: 5, model: 'engagement' }]);
    expect(merged.ruleCaps).toEqual({ visit: { period: 0, points: 15 } });
  });

  it('lets a withdrawal of either stand unless the person came back by a later own word', () => {
    const granted = (at: number, grant = worded) => lead(A, ['consent_granted', at, grant]);
    const gone = lead(B, ['unsubscribe', T0 + 2]);
    expect(merge(granted(T0 + 1), gone).lead).toMatchObject({
      consent: {},
      suppressed: { reason: 'unsubscribe' },
    });
    expect(merge(gone, granted(T0 + 1)).lead).toMatchObject({
      consent: {},
      suppressed: { reason: 'unsubscribe' },
    });
    const notTheirWord = merge(granted(T0 + 3, marketing as never), gone).lead;
    expect(notTheirWord).toMatchObject({ consent: {}, withdrawn: { marketing: T0 + 2 } });
    for (const back of [merge(granted(T0 + 3), gone).lead, merge(gone, granted(T0 + 3)).lead]) {
      expect(back).toMatchObject({ consent: { marketing: { at: T0 + 3 } }, suppressed: null });
      expect(back.withdrawn).toEqual({});
    }
    const bounced = lead(B, ['email_bounce', T0, { kind: 'hard' }]);
    expect(merge(granted(T0 + 3), bounced).lead.suppressed).toMatchObject({ reason: 'hard_bounce' });
  });

  it('fires nothing that had fired for either, and enters nothing that either had satisfied', () => {
    const past = { ...lead(B, ['page_visit', T0], ['page_visit', T0]), enrolments: {}, thresholds: ['warm'] };
    const { lead: merged, trace } = merge(lead(A, ['form_submit', T0]), {
      ...past,
      score: 30,
      scores: { engagement: 30 },
    });
    expect(merged.score).toBe(50);
    expect(trace.map(({ did }) => did)).not.toContain('threshold');
    expect(trace.map(({ did }) => did)).not.toContain('enrol');
    expect(merged.lifecycle).toBe('subscriber');
  });

  it('keeps one of a delayed trigger that waits for both', () => {
    const form = (id: string) => lead(id, ['form_submit', T0 + 9 * HOUR]);
    const both = merge(form(A), form(B)).lead;
    expect(Object.values(both.delayed)).toEqual([{ trigger: 'call' }]);
    const one = merge(lead(A, ['page_visit', T0]), form(B)).lead;
    expect(one.timers).toMatchObject([{ id: `trigger:call:${one.seq}`, at: T0 + 11 * HOUR }]);
  });

  it('goes on with what only the loser is on, and passes over emails that it has had elsewhere', () => {
    const consent: [string, number, object] = ['consent_granted', T0, worded];
    const on = (id: string): LeadState => {
      const state = lead(id, consent, ['page_visit', T0], ['page_visit', T0]);
      return { ...state, fields: { ...state.fields, email: `${id}@x.example` } };
    };
    const onlyB = merge({ ...lead(A, consent), fields: { email: 'a@x.example' } }, on(B)).lead;
    expect(onlyB.enrolments.welcome).toMatchObject({ status: 'active', n: 1, by: 'entry' });

    const both = merge(on(A), on(B), { had: { welcome: ['again'], other: ['x'] } }).lead;
    expect(both.enrolments.welcome?.had).toEqual(['again']);
    const later = take(both, T0 + 100 * HOUR, { kind: 'timer' });
    expect(later.trace).toContainEqual({ did: 'skip_email', track: 'welcome', step: 'again' });
    expect(later.effects).toEqual([]);
    expect(later.lead.enrolments.welcome?.status).toBe('ended');
  });

  it('refuses a lead that is itself, or that another program decided last', () => {
    const survivor = lead(A, ['page_visit', T0]);
    for (const loser of [survivor, { ...lead(B, ['page_visit', T0]), program: 2 }])
      expect(() => merge(survivor, loser)).toThrow(/cannot be merged/);
  });

  it('is the last that happens to the loser: nothing is due for it any more', () => {
    const loser = lead(B, ['page_visit', T0], ['page_visit', T0], ['form_submit', T0]);
    const { lead: gone, trace } = take(loser, T0 + HOUR, { kind: 'redirect', to: A, by: 'p1' });
    expect([gone.timers, gone.delayed]).toEqual([[], {}]);
    expect(gone.enrolments.welcome).toMatchObject({ status: 'ended', reason: 'merged' });
    expect(trace.at(-1)).toEqual({ did: 'redirect', to: A });
  });
});
