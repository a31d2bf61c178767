import { createRandom, type Random } from '../demo/random.ts';
import type { Outcome } from '../engine/core/types.ts';
import type { Program } from '../engine/program/schema.ts';
import { consentOf, DAY, eventOf, HOUR, PERSON, sampleProgram, type World } from './runtime-world.ts';

const email = (id: string, item: string) => ({
  id,
  kind: 'email',
  content: { item, version: 1, hash: 'a'.repeat(64) },
});
const moves = (name: string, kind: 'journey' | 'lifecycle', stage: string, when: string) => ({
  [name]: { title: name, when, actions: [{ do: kind, stage }] },
});

/** Two tracks with repeated steps, splits, branches and holds; events move leads along both kinds of stages and back. */
export const livelyProgram = (parts: Readonly<Record<string, unknown>> = {}): Program =>
  sampleProgram({
    segments: {
      visitors: { title: 'Visitors', when: 'page_visits >= 1 IN last_7_days' },
      readers: { title: 'Readers', when: 'content_downloads >= 1' },
    },
    triggers: {
      ...moves('interest', 'journey', 'consideration', 'content_download'),
      ...moves('decide', 'journey', 'decision', 'demo_request'),
      ...moves('again', 'journey', 'awareness', 'email_reply'),
      ...moves('known', 'lifecycle', 'lead', 'form_submit'),
      ...moves('ready', 'lifecycle', 'mql', 'content_download'),
      ...moves('sales', 'lifecycle', 'sql', 'demo_request'),
    },
    policies: { timeZone: 'UTC', minimumGap: '6 hours' },
    tracks: {
      welcome: {
        title: 'Welcome',
        stage: 'awareness',
        entry: { when: 'IN SEGMENT visitors' },
        reentry: { after: '3 days' },
        steps: [
          email('hello', 'hello'),
          {
            id: 'share',
            kind: 'split',
            arms: [
              { id: 'a', weight: 1, goto: 'pause' },
              { id: 'b', weight: 1, goto: 'fork' },
            ],
          },
          { id: 'pause', kind: 'wait', for: '1 day' },
          {
            id: 'fork',
            kind: 'branch',
            cases: [{ when: 'content_downloads >= 1', goto: 'last' }],
          },
          email('more', 'guide'),
          email('last', 'hello'),
        ],
      },
      follow: {
        title: 'Follow',
        stage: 'consideration',
        entry: { when: 'IN SEGMENT readers' },
        steps: [
          {
            id: 'share',
            kind: 'split',
            experiment: 'tone',
            arms: [
              { id: 'warm', weight: 1, goto: 'one' },
              { id: 'dry', weight: 1, goto: 'two' },
            ],
          },
          email('one', 'guide'),
          email('two', 'story'),
        ],
      },
    },
    ...parts,
  });

/** What happens to some leads, at random and the same each time for a seed. */
export interface Life {
  /** Lets some hours pass and a few things happen in them. */
  step(): Promise<void>;
}

const people = Array.from({ length: 9 }, (_, n) => `lead${n}`);
const names = [
  ...['email_open', 'email_open', 'email_open', 'email_click', 'email_click', 'email_click', 'email_reply'],
  ...['page_visit', 'page_visit', 'page_visit', 'content_download', 'content_download', 'tool_use'],
  ...['form_submit', 'demo_request', 'meeting_scheduled', 'proposal_sent', 'deal_closed', 'group'],
];

export function createLife(world: World, seed: number): Life {
  const random = createRandom(seed, 'facts');
  const addressOf = (person: string) => `${person}.${seed}@facts.example`;
  const send = async (): Promise<Outcome> =>
    random.chance(0.9) ? { status: 'sent', messageId: 'x' } : { status: 'failed', reason: 'no' };
  return {
    async step() {
      world.now += random.int(0, 30) * HOUR;
      const events = Array.from({ length: random.int(0, 6) }, () => happening(world, random, addressOf));
      await world.engine.ingest(events);
      if (random.chance(0.8)) await world.settle();
      if (random.chance(0.7)) await world.engine.dispatch([{ kind: 'email', send }]);
      const [one, other] = [random.pick(people), random.pick(people)].map(addressOf);
      if (one !== undefined && other !== undefined && one !== other && random.chance(0.06))
        await mergeOf(world, one, other);
      const gone = random.chance(0.03) && (await world.engine.findLead(addressOf(random.pick(people))));
      if (gone) await world.engine.erase(gone, PERSON, 'request');
    },
  };
}

async function mergeOf(world: World, one: string, other: string): Promise<void> {
  const [loser, survivor] = [await world.engine.findLead(one), await world.engine.findLead(other)];
  if (loser && survivor && loser !== survivor) await world.engine.merge(loser, survivor, PERSON);
}

function happening(world: World, random: Random, addressOf: (person: string) => string) {
  const address = addressOf(random.pick(people));
  if (random.chance(0.25)) return consentOf(world, address);
  const name = random.chance(0.06)
    ? random.pick(['email_bounce', 'unsubscribe', 'spam_complaint'])
    : random.pick(names);
  const late = random.chance(0.15) ? random.int(1, 20) * DAY : random.int(0, 2) * HOUR;
  const sent = random.pick<Record<string, string>>([
    { track: 'welcome', step: 'hello' },
    { track: 'welcome', step: 'more' },
    { track: 'welcome', step: 'last' },
    { track: 'follow', step: 'one' },
    {},
  ]);
  const item = random.pick(['guide', 'story', 'x'.repeat(300)]);
  const properties: Record<string, string | number | boolean> = {
    ...(name.startsWith('email_') && sent),
    ...((name === 'content_download' || name === 'tool_use' || random.chance(0.3)) && { item }),
    ...(name === 'deal_closed' && { won: random.chance(0.5), amount: random.int(1, 9) * 1000 }),
    ...(name === 'proposal_sent' && { amount: random.int(1, 9) * 1000 }),
  };
  return eventOf(world, address, name, {
    occurredAt: world.now - late,
    properties,
    ...(name === 'group' && {
      account: {
        id: random.pick(['acme', 'globex']),
        fields: { industry: random.pick(['retail', 'health']) },
      },
    }),
    ...(random.chance(0.1) && { traits: { owner: random.pick(['Ada', 'Ben']) } }),
  });
}
