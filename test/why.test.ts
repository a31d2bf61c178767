import { beforeAll, describe, expect, it } from 'vitest';
import { explainEmail, explainScore, explainTrack } from '../engine/backtest/explain/index.ts';
import { ruleHits } from '../engine/backtest/explain/rule-hits.ts';
import { stateAt } from '../engine/backtest/state-at.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Person } from '../engine/runtime/changes/types.ts';
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

const ada: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const content = (item: string) => ({ item, version: 1, hash: 'a'.repeat(64) });

describe('a lead that got emails under a program that was changed since', () => {
  const email = 'jane@why.example';
  let world: World;
  let lead: string;
  /** What stood in the database after each input, by its instant. */
  const stood: { at: number; state: string }[] = [];
  const asking = async () => ({ db: world.db, active: await world.engine.program(), lead, now: world.now });
  const visit = (properties = {}) => eventOf(world, email, 'page_visit', { properties });
  const ingest = async (...events: Parameters<World['engine']['ingest']>[0]) => {
    for (const event of events) {
      await world.engine.ingest([event]);
      await note();
    }
  };
  const note = async () => {
    lead = (await world.engine.findLead(email)) as string;
    const [row] = await world.db.query<{ state: string }>('select state from leads where id = $1', [lead]);
    stood.push({ at: world.now, state: row?.state ?? '' });
    world.now += 1000;
  };

  beforeAll(async () => {
    const first = sampleProgram({
      policies: { cap: { count: 3, days: 7 }, quietHours: { from: 22, to: 6 } },
    });
    world = await createWorld(first);
    const changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
    // The email that she gets comes with this change.
    const change = await changes.propose({
      title: 'Warmer welcome',
      edits: [
        {
          op: 'put',
          path: 'tracks/welcome',
          value: {
            ...first.tracks.welcome,
            title: 'Warm welcome',
            steps: first.tracks.welcome?.steps.map((step) =>
              step.kind === 'email' ? { ...step, content: content(`warm-${step.content.item}`) } : step,
            ),
          } as never,
        },
      ],
      author: ada,
      via: 'api',
    });
    await changes.approve(change.id, ada, { editHash: change.editHash, planHash: change.planHash });

    await ingest(
      consentOf(world, email, {
        traits: { first_name: 'Jane', last_name: 'Roe', time_zone: 'Europe/Berlin' },
      }),
      visit({ page_url: 'https://www.example.com/pricing' }),
      visit({ page_url: 'https://www.example.com/blog' }),
    );
    await world.engine.dispatch([{ kind: 'email', send: async () => ({ status: 'sent', messageId: 'x' }) }]);
    await note();
    // Everything that the entry looked at is otherwise by now: counts, score, the program itself.
    world.now = T0 + 2 * DAY;
    await ingest(visit(), visit(), visit(), visit({ page_url: 'https://www.example.com/pricing' }));
    const { program } = await world.engine.program();
    const { welcome, ...others } = program.tracks;
    if (!welcome) throw new TypeError('no welcome');
    await world.activate({
      ...program,
      segments: {
        ...program.segments,
        visitors: { title: 'Visitors', when: 'page_visits >= 20 IN last_7_days' },
      },
      tracks: { ...others, welcome: { ...welcome, title: 'Another welcome' } },
    });
    await world.settle();
    await note();
    world.now = T0 + 20 * DAY;
    await world.settle();
    await note();
  });

  it('is told the values that the entry found then, by the program of the time', async () => {
    const why = await explainEmail(await asking(), 'warm-hello');
    if (!why.got) throw new Error('not got');
    expect(why.values).toBe('replayed');
    expect(why.program.version).toBe(2);
    const { because } = why.enrolment ?? {};
    expect(because).toMatchObject({
      by: 'entry',
      input: { kind: 'event', event: 'page_visit', properties: { page_url: 'https://www.example.com/blog' } },
    });
    expect(because?.evidence).toMatchObject({
      holds: true,
      text: 'IN SEGMENT visitors',
      parts: [{ text: 'page_visits >= 2 IN last_7_days', holds: true, found: 2 }],
    });
    // The second visit gave 5 points of its own, and the first one 25.
    expect(why.score.total).toBe(30);
    expect(why.sentences).toEqual([
      'Jane Roe got email 1 “warm-hello” of “Warm welcome” on 5 Jan 2026, 12:00 UTC, as they came to that track on 5 Jan 2026 after a page visit (“/blog”), which made the entry condition true: in segment “Visitors”, as there were 2 page visits in the last 7 days (2 or more needed).',
      'The email was free to go (consent to marketing since 5 Jan 2026 (consent), 0 of 3 emails in 7 days used before, 13:00 in Europe/Berlin: outside the quiet hours), and it has been in the program since version 2 (“Warmer welcome”) that Ada approved on 5 Jan 2026.',
    ]);
  });

  it('is told every guard with its value, who approved the change, and the hash of the content', async () => {
    const why = await explainEmail(await asking(), 'welcome/hello');
    if (!why.got) throw new Error('not got');
    expect(why.guards.map(({ guard, passes }) => [guard, passes])).toEqual([
      ['suppressed', true],
      ['no_email', true],
      ['no_consent', true],
      ['halted', true],
      ['cap', true],
      ['quiet_hours', true],
    ]);
    expect(why.guards.find(({ guard }) => guard === 'cap')).toMatchObject({ limit: 3, days: 7, sent: [] });
    expect(why.since).toMatchObject({
      version: 2,
      change: { title: 'Warmer welcome', author: 'Ada', approver: 'Ada' },
    });
    expect(why.content).toMatchObject({ item: 'warm-hello', hash: 'a'.repeat(64) });
    // The next one was decided by a later version, which left its content as it was.
    expect(await explainEmail(await asking(), 'welcome/again')).toMatchObject({
      program: { version: 3 },
      since: { version: 2 },
    });
    expect(why).toMatchObject({ status: 'sent' });
  });

  it('is shown as it stood at any time, as it was recorded then', async () => {
    for (const { at, state } of stood) {
      const found = await stateAt(world.db, lead, at);
      const { fields: _, ...without } = found.state ?? { fields: {} };
      expect(without).toEqual(JSON.parse(state));
      expect(found.differsFrom).toBeNull();
    }
    expect(await stateAt(world.db, lead, T0 - 1)).toMatchObject({ state: null, seq: 0 });
  });

  it('is told where the points come from, as the sum of the ledger', async () => {
    const { total, contributions, last, next, sentences } = await explainScore(await asking());
    expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBe(total);
    expect(contributions).toMatchObject([
      { rule: 'pricing', points: 40, times: 2 },
      { rule: 'visit', points: 30, times: 6 },
    ]);
    // The only threshold is at 50.
    expect(next).toBeNull();
    expect(last[0]).toMatchObject({ input: { event: 'page_visit' } });
    expect(sentences[0]).toBe(
      'Jane Roe has a score of 70: +40 by “A pricing visit” (2 times), +30 by “A visit” (6 times).',
    );
  });
});

describe('a lead that did not get an email', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld(sampleProgram({ policies: { quietHours: { from: 11, to: 14 } } }));
  });
  const asking = async (email: string) => {
    const lead = (await world.engine.findLead(email)) as string;
    return { db: world.db, active: await world.engine.program(), lead, now: world.now };
  };

  it('that never was on its track is told what the entry lacks', async () => {
    const email = 'stranger@why.example';
    await world.engine.ingest([eventOf(world, email, 'page_visit')]);
    const why = await explainEmail(await asking(email), 'again');
    expect(why).toMatchObject({ got: false, why: { because: 'not_on' } });
    expect(why.sentences).toEqual([
      'stranger@why.example has not got email 2 “again” of “Welcome”: they are not on the track, as its entry does not hold: not in segment “Visitors”, as there was 1 page visit in the last 7 days (2 or more needed).',
      'They enter as soon as that changes; time alone does not change it.',
    ]);
  });

  it('that is held is told by what and until when, and what comes next', async () => {
    const email = 'held@why.example';
    await world.engine.ingest([
      consentOf(world, email),
      eventOf(world, email, 'page_visit'),
      eventOf(world, email, 'page_visit'),
    ]);
    const why = await explainEmail(await asking(email), 'hello');
    expect(why).toMatchObject({ got: false, why: { because: 'held' } });
    expect(why.sentences[0]).toBe(
      'held@why.example has not got email 1 “hello” of “Welcome”: they have come to this step and are held there.',
    );
    expect(why.sentences[1]).toBe(
      'They stand at email 1 “hello”, held by quiet hours until 5 Jan 2026, 14:00 UTC.',
    );
    expect((await explainEmail(await asking(email), 'again')).sentences[1]).toContain('quiet hours');
  });

  it('that was put on the track by a person is told by whom', async () => {
    const email = 'enrolled@why.example';
    await world.engine.ingest([eventOf(world, email, 'page_visit')]);
    const { lead } = await asking(email);
    await world.engine.command(lead, { do: 'enrol', track: 'welcome' }, PERSON);
    const why = await explainTrack(await asking(email), 'welcome');
    expect(why.enrolment?.because).toMatchObject({ by: `person:${PERSON}`, input: { kind: 'command' } });
    expect(why.sentences).toEqual([
      'enrolled@why.example has been on “Welcome” since 5 Jan 2026, because Ada put them there.',
      'They stand at email 1 “hello”, held by no consent.',
    ]);
  });

  it('names what there is when it is asked for what there is not', async () => {
    const email = 'stranger@why.example';
    await expect(explainTrack(await asking(email), 'nope')).rejects.toThrow('there are welcome');
    await expect(explainEmail(await asking(email), 'nope')).rejects.toMatchObject({ code: 'email.unknown' });
  });
});

describe('what a rule did', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    for (let n = 0; n < 7; n++) {
      const email = `lead${n}@rule.example`;
      const visit = () => eventOf(world, email, 'page_visit', { properties: { page_url: '/pricing' } });
      await world.engine.ingest([
        consentOf(world, email),
        visit(),
        ...(n % 2 ? [visit()] : [eventOf(world, email, 'demo_request')]),
      ]);
      world.now += HOUR;
    }
  });
  const ask = async (rule: string, parts: Partial<Parameters<typeof ruleHits>[2]> = {}) =>
    ruleHits(world.db, await world.engine.program(), { rule, since: T0 - DAY, now: world.now, ...parts });
  const whoOf = ({ hits }: Awaited<ReturnType<typeof ask>>) => hits.map(({ name }) => name.split('@')[0]);

  it.each([
    ['trigger:demo', 'task', ['lead6', 'lead4', 'lead2', 'lead0']],
    ['trigger:demo', 'enrol:welcome', []],
    ['entry:welcome', 'enrol', ['lead5', 'lead3', 'lead1']],
    ['entry:welcome', 'email:hello', ['lead5', 'lead3', 'lead1']],
    ['trigger:demo', 'email:hello', []],
    ['threshold:warm', 'lifecycle:mql', ['lead5', 'lead3', 'lead1']],
    ['segment:visitors', undefined, ['lead5', 'lead3', 'lead1']],
    [
      'score:pricing',
      'points',
      ['lead6', 'lead5', 'lead5', 'lead4', 'lead3', 'lead3', 'lead2', 'lead1', 'lead1', 'lead0'],
    ],
  ])('%s did %s', async (rule, did, who) => {
    expect(whoOf(await ask(rule, did === undefined ? {} : { did }))).toEqual(who);
  });

  it('is given page by page, each once, with the input that brought it', async () => {
    const all = await ask('score:pricing');
    const paged = [];
    for (let before: (typeof all)['next'] | undefined; before !== null; ) {
      const page: typeof all = await ask('score:pricing', { limit: 3, ...(before && { before }) });
      expect(page.hits.length).toBeLessThanOrEqual(3);
      paged.push(...page.hits);
      before = page.next;
    }
    expect(paged).toEqual(all.hits);
    expect((await ask('score:pricing', { limit: all.hits.length })).next).toBeNull();
    expect(all.hits[0]).toMatchObject({
      input: { event: 'page_visit', properties: { page_url: '/pricing' } },
    });
    expect(all.hits[0]?.words).toBe('+20 points by “A pricing visit”, after a page visit (“/pricing”)');
  });

  it('is told of a rule that only an earlier version had, and of none that never was', async () => {
    const { triggers: _, ...program } = sampleProgram();
    await world.activate(sampleProgram({ ...program, triggers: {} }));
    expect(whoOf(await ask('trigger:demo', { did: 'notify' }))).toHaveLength(4);
    await expect(ask('trigger:never')).rejects.toMatchObject({ code: 'rule.unknown' });
    await expect(ask('Welcome')).resolves.toMatchObject({ rule: 'entry:welcome' });
  });
});
