import { createRandom, type Random } from '../demo/random.ts';
import type { Program } from '../engine/program/schema.ts';
import { demoProgram } from '../engine/program/templates/enterprise-smb.ts';
import type { IncomingEvent } from '../engine/runtime/engine.ts';

/** The demo company's program: its conditions, counts, scoring and tracks are what is measured. */
export function benchProgram(): Program {
  return demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
}

const industries = ['fintech', 'healthcare', 'retail', 'manufacturing'];
const sizes = ['smb', 'mid-market', 'enterprise'] as const;

/** What makes lead `n` known: identity by user id and email, traits, an account of ten people, consent. */
export function firstEvent(n: number, now: number): IncomingEvent {
  const account = n % 10_000;
  const size = sizes[account % 3] ?? 'smb';
  return {
    messageId: `seed-${n}`,
    source: 'bench',
    userId: `user-${n}`,
    email: `lead${n}@company${account}.example`,
    name: 'consent_granted',
    occurredAt: now,
    properties: { purpose: 'marketing', basis: 'consent', wording: 'Send me the monthly news' },
    traits: {
      first_name: `First${n % 500}`,
      last_name: `Last${n % 900}`,
      job_title: 'Head of Operations',
      country: 'DE',
      time_zone: 'Europe/Berlin',
    },
    account: {
      id: `company${account}.example`,
      fields: {
        industry: industries[account % 4] ?? '',
        company_size: size,
        employees: 40 + account,
        region: 'EMEA',
      },
    },
  };
}

export interface StreamOptions {
  /** Of user-0 to user-(leads - 1). */
  leads: number;
  /** The same events for the same key. */
  key: string;
  clock: () => number;
  /** One lead in a hundred is hot: half of the events are theirs. */
  hot?: boolean;
}

/** The endless stream of what known leads do. */
export function* eventStream({ leads, key, clock, hot }: StreamOptions): Generator<IncomingEvent, never> {
  const random = createRandom('bench', key);
  const hottest = Math.max(1, Math.floor(leads / 100));
  const who = () => random.int(0, hot && random.chance(0.5) ? hottest - 1 : leads - 1);
  for (let n = 0; ; n++) {
    const [name, properties] = happening(random);
    yield {
      messageId: `${key}-${n}-5f3c9a1e`,
      source: 'bench',
      userId: `user-${who()}`,
      name,
      occurredAt: clock(),
      properties,
    };
  }
}

function happening(random: Random): [string, IncomingEvent['properties']] {
  const mail = {
    track: random.pick(['enterprise-cold-lead-education', 'smb-fast-track']),
    step: `email-${random.int(1, 6)}`,
    item: 'smb-quick-wins',
  };
  const page = random.chance(0.04) ? 'pricing' : `blog/${random.int(1, 80)}`;
  return random.weighted<[string, IncomingEvent['properties']]>([
    [
      [
        'page_visit',
        {
          page_url: `https://www.fernhollow.example/${page}`,
          page_title: 'A page',
          referrer: 'https://search.example/',
          session_id: `s${random.int(0, 1e6)}`,
        },
      ],
      62,
    ],
    [['email_open', mail], 18],
    [['email_click', { ...mail, link_url: 'https://www.fernhollow.example/read' }], 6],
    [
      [
        'content_download',
        { item: 'state-of-operations-report', content_type: 'report', topic: 'operations' },
      ],
      6,
    ],
    [['form_submit', { form_type: 'newsletter', page_url: 'https://www.fernhollow.example/news' }], 4],
    [['tool_use', { tool: 'assessment', item: 'assessment', completed: random.chance(0.5) }], 2],
    [['webinar_registration', { item: 'webinar', topic: 'operations' }], 2],
  ]);
}

export function take<T>(stream: Iterator<T>, count: number): T[] {
  return Array.from({ length: count }, () => stream.next().value as T);
}
