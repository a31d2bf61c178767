import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { createDemo } from '../demo/seed.ts';
import type { Figures } from '../engine/backtest/compare/figures.ts';
import { type BacktestReport, backtest } from '../engine/backtest/compare/index.ts';
import { type Program, programSchema } from '../engine/program/schema.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { createLibrary } from '../knowledge/library.ts';
import { testDatabase } from './database.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 5, 1, 9, 30);
const size = { leads: 120, accounts: 20, days: 80, now, seed: 7 };
const changeDay = 25;
const period = { from: now - (size.days - changeDay) * dayMs, to: now };

/** The generated company's history; with `make`, another program version came on the day of the change. */
async function live(make?: (program: Program) => Program): Promise<Database> {
  const db = await testDatabase();
  await createDemo({
    db,
    library: createLibrary(db),
    ...size,
    ...(make && { change: { day: changeDay, make } }),
  });
  return db;
}

async function programOf(db: Database): Promise<Program> {
  return (await createEngine({ db, clock: () => now }).program()).program;
}

function edited(edit: (program: Program) => void): (program: Program) => Program {
  return (program) => {
    const copy = structuredClone(program);
    edit(copy);
    return programSchema.parse(copy);
  };
}

const changes = {
  'a cap of one email a week': edited((program) => {
    program.policies.cap = { count: 1, days: 7 };
  }),
  'an email taken out of a track': edited(({ tracks }) => {
    const track = tracks['smb-fast-track'];
    if (track) track.steps = track.steps.filter(({ id }) => id !== 'email-2');
  }),
  'a lower bar for consideration': edited(({ scoring, tracks }) => {
    if (scoring.thresholds.consideration) scoring.thresholds.consideration.at = 40;
    for (const track of Object.values(tracks)) {
      if (track.entry) track.entry.when = track.entry.when.replace('50', '40');
      if (track.goal) track.goal = track.goal.replace('50', '40');
    }
  }),
  'a hold-out, and points for visits by the arm of an experiment': edited((program) => {
    const arm = (title: string) => ({ title, weight: 1 });
    program.policies.holdout = { percent: 50, except: 'company_size = "enterprise"' };
    program.experiments = {
      ...program.experiments,
      visits: {
        title: 'Visits',
        hypothesis: '',
        element: 'scoring-weights',
        arms: { none: arm('None'), some: arm('Some') },
        control: 'none',
        population: 'page_visits >= 2 IN last_30_days',
        metric: 'sql',
        guardrails: [],
        leadsPerArm: 500,
      },
    };
    program.scoring.rules.visits = {
      title: 'Visits',
      when: 'page_visit AND experiment_visits = "some"',
      points: 8,
    };
  }),
  'a trigger taken away': edited(({ triggers }) => {
    delete triggers['pricing-follow-up'];
  }),
  'twice the points for clicks and downloads': edited(({ scoring }) => {
    for (const rule of Object.values(scoring.rules)) {
      if (!/email_click|content_download/.test(rule.when)) continue;
      rule.points *= 2;
      if (rule.cap) rule.cap.points *= 2;
    }
  }),
};

/** `predicted` is as near to what happened as 4 % of it, or `few` where there are few. */
function expectNear(predicted: number, happened: number, what: string, few = 5): void {
  expect(
    Math.abs(predicted - happened),
    `${what}: ${predicted} predicted, ${happened} happened`,
  ).toBeLessThanOrEqual(Math.max(few, 0.04 * happened));
}

describe('a backtest', () => {
  let db: Database;
  let program: Program;
  beforeAll(async () => {
    db = await live();
    program = await programOf(db);
  });

  it('of the unchanged program reports no difference, and is near to what happened', async () => {
    const report = await backtest(db, { base: program, proposed: structuredClone(program), ...period });
    expect(report).toMatchObject({ leads: report.of, skipped: 0, changed: 0, samples: [] });
    expect(report.proposed).toEqual(report.base);
    expectNear(report.base.none.emails, report.recorded.emails, 'emails');
    expectNear(report.base.none.enrolments, report.recorded.enrolments, 'enrolments');
    for (const stage of ['consideration', 'mql', 'sql'])
      expectNear(report.base.none.reached[stage] ?? 0, report.recorded.reached[stage] ?? 0, stage, 1);
    expectNear(report.base.none.ends.goal ?? 0, report.recorded.ends.goal ?? 0, 'goals', 1);
    expect(report.recorded.emails).toBeGreaterThan(100);
  });

  for (const [title, make] of Object.entries(changes)) {
    it(`predicts what then happened: ${title}`, async () => {
      const predicted = await backtest(db, { base: program, proposed: make(program), ...period });
      const changed = await live(make);
      const after = await programOf(changed);
      const { recorded } = await backtest(changed, { base: after, proposed: after, ...period });

      expect(predicted.changed).toBeGreaterThan(0);
      for (const bound of ['none', 'observed'] as const) {
        const side = predicted.proposed[bound];
        expectNear(side.emails, recorded.emails, 'emails');
        expectNear(side.enrolments, recorded.enrolments, 'enrolments');
        for (const stage of ['consideration', 'mql', 'sql'])
          expectNear(side.reached[stage] ?? 0, recorded.reached[stage] ?? 0, stage);
      }
    });
  }

  it('tells the prediction apart from leaving all as it is', async () => {
    const make = changes['an email taken out of a track'];
    const report = await backtest(db, { base: program, proposed: make(program), ...period });
    const emails = (figures: Figures) => figures.tracks['smb-fast-track']?.emails ?? 0;
    expect(emails(report.proposed.none)).toBeLessThan(emails(report.base.none) - 10);
  });

  it('names leads whose path changes, from where the sides part', async () => {
    const report = await withNewEmail();
    const [sample] = report.samples;
    expect(report.samples.length).toBeGreaterThan(0);
    expect(sample?.base[0]).not.toEqual(sample?.proposed[0]);
  });

  it('answers emails that were never sent under two bounds', async () => {
    const { proposed, rates } = await withNewEmail();
    expect(rates.all?.opened).toBeGreaterThan(0);
    // Every email of the new step is imagined; opened ones give points.
    const points = (figures: Figures) =>
      Object.entries(figures.scores).reduce((sum, [band, leads]) => sum + Number(band) * leads, 0);
    expect(points(proposed.observed)).toBeGreaterThan(points(proposed.none));
  });

  it('leaves leads and inputs as they are, tells its progress and stops when asked', async () => {
    const count = () =>
      db.query('select (select count(*) from inputs) as i, (select sum(seq) from leads) as s');
    const before = await count();
    const seen: number[] = [];
    const abort = new AbortController();
    const running = backtest(db, {
      base: program,
      proposed: program,
      ...period,
      signal: abort.signal,
      progress: ({ leads }) => {
        seen.push(leads);
        abort.abort(new Error('enough'));
      },
    });
    await expect(running).rejects.toThrow('enough');
    expect(seen).toEqual([size.leads]);
    expect(await count()).toEqual(before);
  });

  it('takes fewer leads when asked, always the same', async () => {
    const few = () => backtest(db, { base: program, proposed: program, ...period, leads: 30 });
    const first = await few();
    expect(first.leads).toBeGreaterThan(10);
    expect(first.leads).toBeLessThan(60);
    expect(first.of).toBe(size.leads);
    expect({ ...(await few()), decideMs: 0 }).toEqual({ ...first, decideMs: 0 });
  });

  function withNewEmail(): Promise<BacktestReport> {
    const proposed = edited(({ tracks }) => {
      const track = tracks['smb-fast-track'];
      const email = track?.steps.find(({ id }) => id === 'email-1');
      if (track && email) track.steps = [{ ...email, id: 'email-0' }, ...track.steps];
    })(program);
    return backtest(db, { base: program, proposed, ...period });
  }
});
