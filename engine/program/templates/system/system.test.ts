import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../condition/parse.ts';
import { printCondition } from '../../condition/print.ts';
import { conditionsOf } from '../../conditions-of.ts';
import { applyEdits } from '../../edits.ts';
import { emptyProgram } from '../../parse.ts';
import { journeyStages, type Program } from '../../schema.ts';
import { vocabularyOf } from '../../score-models.ts';
import { warningsOf } from '../../validate.ts';
import { demoProgram } from '../enterprise-smb.ts';
import { audiencesOf, rolesAt } from './audiences.ts';
import { leadSources, type SystemBrief } from './brief.ts';
import { clashesOf } from './clashes.ts';
import { composeSystem } from './compose.ts';
import { paces } from './pace.ts';
import type { PlannedTrack } from './tracks.ts';

const pin = (item: string) => ({ item, version: 1, hash: '0'.repeat(64) });
const none = emptyProgram();
const demo = demoProgram(pin);

function briefOf(parts: Partial<SystemBrief>): SystemBrief {
  return {
    product: 'Payroll',
    name: 'payroll',
    models: ['b2b'],
    cycle: 'medium',
    sources: leadSources,
    leadTypes: [],
    stages: journeyStages,
    sourceValues: { events: ['event', 'webinar'] },
    ...parts,
  };
}

/** With as much content as every track wants. */
function planned(brief: SystemBrief): PlannedTrack[] {
  return audiencesOf(brief).flatMap((audience) =>
    brief.stages.flatMap((stage) =>
      [...rolesAt(brief, audience, stage), undefined].map((role) => ({
        audience,
        stage,
        ...(role && { role }),
        emails: paces[audience.cycle][stage].days.map((day) => ({
          day,
          title: 'T',
          content: pin(`d-${day}`),
        })),
      })),
    ),
  );
}

function composed(parts: Partial<SystemBrief>, base: Program = none) {
  const brief = briefOf(parts);
  const system = composeSystem(brief, planned(brief), base);
  return { ...system, program: applyEdits(base, system.edits) };
}

const told = (program: Program) =>
  [...Object.values(program.triggers), ...Object.values(program.scoring.thresholds)].flatMap(({ actions }) =>
    actions.flatMap((action) =>
      action.do === 'task' ? [action.queue] : action.do === 'notify' ? [action.audience] : [],
    ),
  );

it.each([
  ['short', ['b2c']],
  ['medium', ['freemium', 'b2b']],
  ['long', ['enterprise', 'smb']],
  ['complex', ['subscription', 'enterprise']],
  ['committee', ['b2b', 'b2c', 'enterprise', 'smb', 'freemium', 'subscription']],
] as const)('a %s cycle of %j is sound, as is the same beside the demo', (cycle, models) => {
  for (const base of [none, demo]) {
    const { program, edits } = composed({ cycle, models }, base);
    expect(warningsOf(program)).toEqual(warningsOf(base));
    expect(clashesOf(edits, base)).toEqual([]);
    const vocabulary = vocabularyOf(program);
    for (const { text } of conditionsOf(program))
      expect(printCondition(parseCondition(text, vocabulary), vocabulary)).toBe(text);
  }
});

describe('sizes', () => {
  it('have tracks of their own where the brief names them, the small ones a step quicker', () => {
    const { program } = composed({ models: ['b2b', 'enterprise'], leadTypes: ['smb'], cycle: 'long' });
    expect(Object.keys(program.tracks).filter((id) => id.endsWith('awareness'))).toEqual([
      'payroll-enterprise-awareness',
      'payroll-smb-awareness',
    ]);
    const days = (id: string) =>
      program.tracks[id]?.steps.flatMap((step) => (step.kind === 'wait' ? [step.untilDay] : []));
    expect(days('payroll-enterprise-awareness')).toEqual([7, 14, 28, 42, 70, 183]);
    expect(days('payroll-smb-awareness')).toEqual([8, 15, 22, 29, 36, 43]);
    expect(
      composed({ models: ['smb'], cycle: 'long' }).program.tracks['payroll-smb-awareness']?.steps,
    ).toHaveLength(program.tracks['payroll-enterprise-awareness']?.steps.length ?? 0);
  });

  it('are all of one audience where it names none', () => {
    const { program } = composed({ models: ['b2b'] });
    expect(program.tracks['payroll-awareness']?.entry?.when).toBe('journey_stage = "awareness"');
    const audience = parseCondition('industry = "healthcare"', vocabularyOf(none));
    expect(composed({ audience }).program.segments['payroll-all']?.when).toBe('industry = "healthcare"');
  });
});

it('gives the roles of a committee tracks of their own while it evaluates and decides, and nobody two', () => {
  const { tracks } = composed({ models: ['enterprise'], cycle: 'committee' }).program;
  expect(Object.keys(tracks).filter((id) => id.includes('consideration'))).toEqual([
    'payroll-enterprise-consideration-economic',
    'payroll-enterprise-consideration-technical',
    'payroll-enterprise-consideration-end-user',
    'payroll-enterprise-consideration',
  ]);
  expect(tracks['payroll-enterprise-consideration']?.entry?.when).toContain(
    'NOT buyer_role IN ("economic", "technical", "end-user")',
  );
  expect(tracks['payroll-enterprise-awareness']?.entry?.when).not.toContain('buyer_role');
});

it('bothers no sales where nobody sells', () => {
  expect(told(composed({ models: ['b2c'] }).program)).toEqual([]);
  expect(told(composed({ models: ['freemium', 'b2b'] }).program)).toContain('sales');
});

it('has sales called while the interest is fresh, and not for all who stand there at the approval', () => {
  const [fresh, task] = composed({ models: ['smb'] }).program.tracks['payroll-smb-decision']?.steps ?? [];
  expect(fresh).toMatchObject({ kind: 'branch', cases: [{ goto: 'sales-task' }], otherwise: 'email-1' });
  expect(task).toMatchObject({ id: 'sales-task', action: { do: 'task', queue: 'sales' } });
});

it('does by source what the source is of use for, under the values that leads have', () => {
  const { program } = composed({ sources: ['events', 'referral'] });
  expect(program.segments['payroll-from-events']?.when).toBe('source IN ("event", "webinar")');
  expect(Object.keys(program.triggers)).toEqual(
    expect.arrayContaining(['payroll-webinar', 'payroll-from-referral']),
  );
  expect(Object.keys(composed({ sources: [] }).program.triggers)).not.toContain('payroll-webinar');
});

describe('beside a program', () => {
  const { program, kept, segments } = composed({ models: ['enterprise', 'smb'] }, demo);

  it('leaves everything as it was', () => {
    expect(program).toMatchObject(demo);
  });

  it('takes its segments, and neither scores nor tells twice', () => {
    expect(segments.filter(({ reused }) => reused).map(({ id }) => id)).toEqual(
      expect.arrayContaining(['enterprise', 'smb', 'engaged-last-30-days', 'pricing-visitors', 'customers']),
    );
    expect(program.triggers['payroll-pricing-page']?.actions).toEqual([
      { do: 'journey', stage: 'consideration' },
    ]);
    expect(program.scoring.rules).not.toHaveProperty('payroll-pricing-page');
    expect(program.scoring.thresholds).toEqual(demo.scoring.thresholds);
    expect(kept).toContainEqual(
      'Looked at the prices: the trigger pricing-visit tells people of it already, so nobody is told twice.',
    );
    expect(kept).toContainEqual('Looked at the prices: the rule pricing-visit gives points for it already.');
  });

  it('scores only its own leads, and takes none from a track of before', () => {
    const own = Object.entries(program.scoring.rules).filter(([id]) => id.startsWith('payroll-'));
    expect(own.length).toBeGreaterThan(3);
    for (const [, { when }] of own) expect(when).toMatch(/IN SEGMENT enterprise OR IN SEGMENT smb|track IN/);
    expect(program.tracks['payroll-smb-decision']?.entry?.when).toContain(
      'NOT IN SEGMENT payroll-on-other-tracks',
    );
    expect(program.segments['payroll-on-other-tracks']?.when).toContain('ON TRACK smb-fast-track');
  });
});
