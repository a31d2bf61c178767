import { describe, expect, it } from 'vitest';
import { type Edit, trackSchema } from '../../../program/schema.ts';
import type { Population } from '../types.ts';
import { assessRisk as assess } from './risk.ts';

const none = { entering: {}, inFlight: {}, leaving: 0, leads: 1000 };
const email = { id: 'one', kind: 'email', content: { item: 'x', version: 1, hash: 'a'.repeat(64) } };
const track = (title: string, ...steps: object[]) => trackSchema.parse({ title, stage: 'awareness', steps });
const tracks = {
  fresh: track('Fresh', email),
  fast: track('Fast', email),
  silent: track('Silent', { id: 'pause', kind: 'wait', for: '1 day' }),
};
const triggers = {
  visit: { title: 'A visit', when: 'page_visit', actions: [{ do: 'enrol' as const, track: 'fresh' }] },
  note: { title: 'A note', when: 'page_visit', actions: [{ do: 'score' as const, points: 1 }] },
};
const scoring = {
  rules: {
    big: { title: 'Big', when: 'page_visit', points: 50 },
    small: { title: 'Small', when: 'page_visit', points: 49 },
  },
  thresholds: {
    ready: { title: 'Ready', at: 50, actions: [{ do: 'lifecycle' as const, stage: 'sql' as const }] },
  },
};
const assessRisk = (edits: Edit[], population: Population) =>
  assess(edits, population, { tracks, triggers, scoring });
const rule: Edit = { op: 'remove', path: 'scoring/rules/pricing' };

describe('the risk of a change', () => {
  it('is low when it touches nobody in flight and moves few', () => {
    expect(assessRisk([rule], { ...none, entering: { a: 50 } })).toEqual({ level: 'low', reasons: [] });
    const step: Edit = { op: 'remove', path: 'tracks/fast/steps/constructor' };
    expect(assessRisk([step], none)).toEqual({ level: 'low', reasons: [] });
  });

  it('is medium when more than fifty leads enter, or a threshold of hand-over changes', () => {
    expect(assessRisk([rule], { ...none, entering: { a: 30, b: 21 } }).level).toBe('medium');
    expect(assessRisk([{ op: 'remove', path: 'scoring/thresholds/sql' }], none).level).toBe('medium');
  });

  it('is medium when what it changes tells other systems of leads', () => {
    const tells = { do: 'webhook' as const, webhook: 'bot', fields: ['email', 'phone'] };
    const updates = { do: 'crm' as const, system: 'crm', fields: { Stage: 'Hot' } };
    const outside = { title: 'Outside', when: 'demo_request', actions: [tells, tells, updates] };
    const risk = (path: string) =>
      assess([{ op: 'put', path, value: {} }], none, { tracks, triggers: { ...triggers, outside }, scoring });
    expect(risk('triggers/outside')).toEqual({
      level: 'medium',
      reasons: ['It tells the webhook “bot” of leads: email, phone.', 'It updates leads in “crm”.'],
    });
    expect(risk('triggers/note').level).toBe('low');
  });

  it('is high when it changes who is nurtured at all, medium when it changes what the arms decide', () => {
    const put = (path: string): Edit => ({ op: 'put', path, value: {} });
    expect(assessRisk([put('policies/holdout')], none)).toEqual({
      level: 'high',
      reasons: ['It changes who is nurtured at all.'],
    });
    expect(assessRisk([put('experiments/way')], none).level).toBe('medium');
  });

  it('is medium when leads are on a changed track, high when some of them leave it', () => {
    expect(assessRisk([rule], { ...none, inFlight: { a: 3 } }).level).toBe('medium');
    expect(assessRisk([rule], { ...none, inFlight: { a: 3 }, leaving: 1 }).level).toBe('high');
  });

  it('is high for policies, for resuming all sending, and when a fifth of all leads enters at once', () => {
    expect(assessRisk([{ op: 'put', path: 'policies/cap', value: { count: 9, days: 1 } }], none).level).toBe(
      'high',
    );
    expect(assessRisk([{ op: 'remove', path: 'halts/*' }], none).level).toBe('high');
    expect(assessRisk([rule], { ...none, entering: { a: 201 } }).level).toBe('high');
  });

  it('is high when more than five hundred enter, however many there are', () => {
    const entering = (a: number) => assessRisk([rule], { ...none, leads: 100_000, entering: { a } }).level;
    expect([entering(500), entering(501)]).toEqual(['medium', 'high']);
  });

  it('is medium when leads would be emailed by two tracks, or be sent again what they had', () => {
    const entering = { fresh: 22 };
    expect(assessRisk([rule], { ...none, entering, alsoOn: { fresh: { fast: 19, silent: 3 } } })).toEqual({
      level: 'medium',
      reasons: ['19 of the 22 leads that enter “Fresh” are on “Fast” now and would be emailed by both.'],
    });
    expect(assessRisk([rule], { ...none, entering: { fresh: 1 }, repeated: { fresh: 1 } }).reasons).toEqual([
      'The lead that enters “Fresh” was already sent one or more of its items and would get them again.',
    ]);
    expect(assessRisk([rule], { ...none, entering, repeated: { fresh: 18 } })).toEqual({
      level: 'medium',
      reasons: [expect.stringMatching(/^18 of the 22 leads .* already sent/)],
    });
  });

  it('is medium for what touches nobody now and many later', () => {
    const put = (path: string): Edit => ({ op: 'put', path, value: {} });
    expect(assessRisk([put('triggers/visit')], none).reasons.join()).toContain('“A visit” moves leads');
    expect(assessRisk([put('triggers/note')], none).level).toBe('low');
    expect(assessRisk([put('scoring/rules/big')], none).reasons.join()).toContain(
      'alone passes the threshold at 50',
    );
    expect(assessRisk([put('scoring/rules/small')], none).level).toBe('low');
    expect(assessRisk([put('segments/visitors')], none).level).toBe('medium');
  });
});
