import { describe, expect, it } from 'vitest';
import { durationMs } from '../duration.ts';
import { type Program, programSchema } from '../schema.ts';
import { demoProgram } from '../templates/enterprise-smb.ts';
import { compileProgram, forEvent } from './compile.ts';

const content = { item: 'guide', version: 1, hash: '0'.repeat(64) };
function program(parts: object): Program {
  return programSchema.parse({ schema: 1, ...parts });
}

describe('compiling a program', () => {
  it('indexes what reacts to events by the names that can set it off', () => {
    const trigger = (when: string) => ({ title: 't', when, actions: [{ do: 'score', points: 1 }] });
    const { triggers, stateTriggers, triggersById } = compileProgram(
      program({
        triggers: {
          any: trigger('page_visits >= 3 IN last_7_days'),
          either: trigger('(email_open OR email_click) AND item = "x"'),
          never: trigger('page_visit AND form_submit'),
          visit: trigger('page_visit AND NOT email_open'),
        },
      }),
      1,
    );
    const ids = (name: string) => forEvent(triggers, name).map(({ id }) => id);
    expect(ids('page_visit')).toEqual(['visit']);
    expect(ids('email_click')).toEqual(['either']);
    expect(ids('meeting_scheduled')).toEqual([]);
    expect(ids('constructor')).toEqual([]);
    expect(stateTriggers).toEqual([triggersById.any]);
  });

  it('puts segments after those they use, and thresholds in the order of points', () => {
    const compiled = compileProgram(
      program({
        segments: {
          a: { title: 'A', when: 'IN SEGMENT b AND IN SEGMENT c' },
          b: { title: 'B', when: 'IN SEGMENT c OR lead_score >= 10' },
          c: { title: 'C', when: 'lead_score >= 50' },
        },
        scoring: {
          thresholds: {
            high: { title: 'High', at: 75, actions: [{ do: 'score', points: 1 }] },
            low: { title: 'Low', at: 50, actions: [{ do: 'score', points: 1 }] },
          },
        },
      }),
      1,
    );
    expect(compiled.segments.map(({ id }) => id)).toEqual(['c', 'b', 'a']);
    expect(compiled.thresholds.map(({ id }) => id)).toEqual(['low', 'high']);
  });

  it('keeps each count once, with its widest window, under its event', () => {
    const when = (days: number) => ({ title: 's', when: `page_visits >= 3 IN last_${days}_days` });
    const { features, featuresByEvent } = compileProgram(
      program({ segments: { a: when(30), b: when(60), c: { title: 'c', when: 'email_opens >= 1' } } }),
      1,
    );
    expect(Object.values(features).map(({ event, days }) => [event, days])).toEqual(
      expect.arrayContaining([
        ['page_visit', 60],
        ['email_open', undefined],
      ]),
    );
    expect(Object.keys(features)).toHaveLength(2);
    expect(featuresByEvent.page_visit?.map(({ days }) => days)).toEqual([60]);
  });

  it('turns step names into places and durations into milliseconds', () => {
    const { tracksById } = compileProgram(
      program({
        tracks: {
          t: {
            title: 'T',
            stage: 'awareness',
            reentry: { after: '2 weeks' },
            steps: [
              { id: 'wait', kind: 'wait', for: '2 hours' },
              { id: 'until', kind: 'wait', untilDay: 3 },
              { id: 'who', kind: 'branch', cases: [{ when: 'lead_score >= 1', goto: 'end' }] },
              { id: 'mail', kind: 'email', content },
              { id: 'end', kind: 'exit' },
            ],
          },
        },
      }),
      1,
    );
    const track = tracksById.t;
    expect(track?.reentry).toBe(durationMs('14 days'));
    expect(track?.position).toMatchObject({ wait: 0, end: 4 });
    expect(track?.steps).toMatchObject([
      { forMs: 7_200_000 },
      { untilMs: 172_800_000 },
      { cases: [{ to: 4 }], otherwise: 3 },
      { content, purpose: 'marketing' },
      { reason: 'finished' },
    ]);
    expect(tracksById.toString).toBeUndefined();
  });

  it('knows what the stakeholders in each segment are compared with', () => {
    const when = 'STAKEHOLDERS IN SEGMENT hot >= 2 OR NOT STAKEHOLDERS IN SEGMENT hot >= 2';
    const { stakeholders } = compileProgram(
      program({
        segments: { hot: { title: 'Hot', when: 'lead_score > 5' }, x: { title: 'X', when } },
        tracks: {
          t: {
            title: 'T',
            stage: 'awareness',
            goal: 'ANY STAKEHOLDER IN SEGMENT hot',
            steps: [{ id: 'end', kind: 'exit' }],
          },
        },
      }),
      1,
    );
    expect(Object.entries(stakeholders)).toEqual([
      [
        'hot',
        [
          { is: '>=', value: 2 },
          { is: '>=', value: 1 },
        ],
      ],
    ]);
  });

  it('gives frozen data, the same for the same program', () => {
    const pinned = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
    const compiled = compileProgram(pinned, 7);
    expect(compiled.version).toBe(7);
    expect(Object.isFrozen(compiled.tracks[0]?.steps[0])).toBe(true);
    expect(JSON.stringify(compileProgram(structuredClone(pinned), 7))).toBe(JSON.stringify(compiled));
  });

  it('refuses conditions that do not parse', () => {
    expect(() =>
      compileProgram(program({ segments: { a: { title: 'A', when: 'industry is nice' } } }), 1),
    ).toThrow(/segments\/a\/when/);
  });
});
