import { beforeAll, expect, it } from 'vitest';
import { explainEmail, explainTrack } from '../engine/backtest/explain/index.ts';
import { ruleHits } from '../engine/backtest/explain/rule-hits.ts';
import {
  consentOf,
  createWorld,
  DAY,
  eventOf,
  HOUR,
  PERSON,
  sampleProgram,
  T0,
  type World,
} from './runtime-world.ts';

/** What brings a lead to a track besides its entry and a person, and what keeps an email from one that is on it. */
const email = 'jane@because.example';
const content = (item: string) => ({ item, version: 1, hash: 'a'.repeat(64) });
const enrol = (track: string) => ({ do: 'enrol', track }) as const;
const track = (title: string, steps: object[], parts: object = {}) =>
  ({ title, objective: '', stage: 'awareness', reentry: 'always', exits: {}, steps, ...parts }) as never;
const wait = (id: string, length = '5 days') => ({ id, kind: 'wait', for: length });
const mail = (id: string) => ({ id, kind: 'email', content: content(id), purpose: 'marketing' });

let world: World;
let lead: string;
const asking = async () => ({ db: world.db, active: await world.engine.program(), lead, now: world.now });
beforeAll(async () => {
  world = await createWorld(
    sampleProgram({
      segments: {},
      scoring: {
        rules: {
          visit: { title: 'A visit', when: 'page_visit', points: 15 },
          cools: { title: 'Cools', when: 'form_submit', points: -40 },
        },
        thresholds: {
          warm: {
            title: 'Warm',
            at: 30,
            below: 20,
            actions: [enrol('warmed')],
            down: [{ do: 'leave', track: 'warmed' }],
          },
        },
      } as never,
      triggers: {
        asks: {
          title: 'Asks',
          when: 'demo_request AND page_visits >= 2 IN last_7_days',
          after: '1 day',
          actions: [enrol('asked')],
        },
      } as never,
      tracks: {
        asked: track('Asked', [wait('a'), mail('one'), wait('b'), mail('two')]),
        warmed: track('Warmed', [{ id: 'on', kind: 'action', action: enrol('handed') }, wait('w')]),
        twice: track('Twice', [mail('news')]),
        handed: track('Handed', [wait('h')]),
        picky: track('Picky', [wait('p')], { entry: { when: 'page_visits >= 1 AND country = "DE"' } }),
      },
    }),
  );
  const visit = () => eventOf(world, email, 'page_visit');
  await world.engine.ingest([
    consentOf(world, email),
    visit(),
    visit(),
    eventOf(world, email, 'demo_request'),
  ]);
  lead = (await world.engine.findLead(email)) as string;
  world.now += DAY;
  await world.settle();
});

it('a delayed trigger is told with what it found when it fired, not when it acted', async () => {
  world.now += HOUR;
  await world.engine.ingest([eventOf(world, email, 'page_visit'), eventOf(world, email, 'demo_request')]);
  const { enrolment } = await explainTrack(await asking(), 'asked');
  expect(enrolment).toMatchObject({ startedAt: T0 + DAY });
  expect(enrolment?.because).toMatchObject({
    by: 'trigger:asks',
    input: { event: 'demo_request', at: T0 },
    evidence: { holds: true, parts: [{}, { text: 'page_visits >= 2 IN last_7_days', found: 2 }] },
  });
});

it('a threshold is told with the score before and after, and a track with what brought the lead to it', async () => {
  const { enrolment } = await explainTrack(await asking(), 'handed');
  const warm = { by: 'threshold:warm', score: { model: null, before: 15, after: 30, at: 30 } };
  expect(enrolment?.because).toMatchObject({ by: 'track:warmed', via: { ...warm, track: 'warmed' } });
  expect((await explainTrack(await asking(), 'warmed')).enrolment?.because).toMatchObject(warm);
});

it('of an entry that does not hold just what fails is told', async () => {
  const { sentences } = await explainTrack(await asking(), 'picky');
  expect(sentences[0]).toContain('country');
  expect(sentences[0]).not.toContain('page visit');
});

it('an email that is still to come is told from one that the lead was never sent', async () => {
  const [one, two] = [await explainEmail(await asking(), 'one'), await explainEmail(await asking(), 'two')];
  expect([one, two]).toMatchObject([{ why: { because: 'not_yet' } }, { why: { because: 'not_yet' } }]);
  const { nextEmail } = await explainTrack(await asking(), 'asked');
  // The wait that the lead stands at ends by its timer, and is not waited for once more.
  expect(nextEmail).toEqual({ step: 'one', notBefore: T0 + 6 * DAY });
});

it('what a trigger did is told of when it acted, and of a threshold just what that direction does', async () => {
  const program = await world.engine.program();
  const ask = async (rule: string) =>
    (await ruleHits(world.db, program, { rule, since: T0 - DAY, now: world.now })).hits;
  const asks = await ask('trigger:asks');
  expect(asks.map(({ at, deeds }) => [at, deeds])).toMatchObject([
    [T0 + DAY, [{ did: 'enrol', track: 'asked' }]],
  ]);
  await world.engine.ingest([eventOf(world, email, 'form_submit')]);
  expect((await ask('threshold:warm')).map(({ deeds }) => deeds)).toMatchObject([
    [{ did: 'end', track: 'warmed', reason: 'left' }],
    [{ did: 'enrol', track: 'warmed' }],
  ]);
});

it('the way to an email is that of its own enrolment, and its content is told since the version that brought it', async () => {
  for (let n = 0; n < 2; n++) {
    await world.engine.command(lead, enrol('twice'), PERSON);
    world.now += HOUR;
  }
  const why = await explainEmail(await asking(), 'news');
  if (!why.got) throw new Error('not got');
  expect(why.enrolment?.n).toBe(2);
  expect(new Set(why.path.map(({ at }) => at))).toEqual(new Set([why.decidedAt]));
  const { program } = await world.engine.program();
  const { twice, ...tracks } = program.tracks;
  const other = { ...content('news'), hash: 'b'.repeat(64) };
  const steps = twice?.steps.map((step) => ({ ...step, content: other }));
  await world.activate({ ...program, tracks: { ...tracks, twice: { ...twice, steps } as never } });
  await world.activate({ ...program, tracks: { twice: { ...twice, steps } as never } });
  await world.engine.command(lead, enrol('twice'), PERSON);
  expect(await explainEmail(await asking(), 'news')).toMatchObject({
    program: { version: 3 },
    since: { version: 2 },
  });
});

it('an email that was dropped is told with the reason, and not of an enrolment that came later', async () => {
  const policies = { quietHours: { from: 11, to: 14 }, dropAfter: '1 hour' };
  const held = await createWorld(sampleProgram({ policies }));
  const jane = 'jane@dropped.example';
  const visit = () => eventOf(held, jane, 'page_visit');
  await held.engine.ingest([consentOf(held, jane), visit(), visit()]);
  const id = (await held.engine.findLead(jane)) as string;
  const hello = async () =>
    explainEmail({ db: held.db, active: await held.engine.program(), lead: id, now: held.now }, 'hello');
  held.now += HOUR;
  await held.settle();
  expect(await hello()).toMatchObject({ why: { because: 'dropped', at: T0 + HOUR, reason: 'quiet_hours' } });
  held.now += 23.5 * HOUR;
  for (const act of ['leave', 'enrol'] as const)
    await held.engine.command(id, { do: act, track: 'welcome' }, PERSON);
  expect(await hello()).toMatchObject({ why: { because: 'held' } });
});
