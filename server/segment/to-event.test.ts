import { describe, expect, it } from 'vitest';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { type MappingContext, toEvent } from './to-event.ts';

const now = Date.parse('2026-03-10T12:00:00.000Z');
const context: MappingContext = { source: 'site', vocabulary: defaultVocabulary, now };

function event(record: object, more: Partial<MappingContext> = {}) {
  const result = toEvent(record, { ...context, ...more });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.event;
}
function faults(record: unknown, more: Partial<MappingContext> = {}) {
  const result = toEvent(record, { ...context, ...more });
  return 'faults' in result ? result.faults : [];
}

describe('a track call', () => {
  it('is kept under the singular snake case name that the vocabulary knows', () => {
    const names = [
      ['Email Opened', 'email_open'],
      ['emailOpened', 'email_open'],
      ['Form Submitted', 'form_submit'],
      ['Content Downloaded', 'content_download'],
      ['content_downloads', 'content_download'],
      ['Webinar Registered', 'webinar_registration'],
      ['Page Viewed', 'page_visit'],
      ['Meeting Booked', 'meeting_scheduled'],
      ['Order Status', 'order_status'],
      ['Signed Up', 'signed_up'],
    ];
    for (const [given, expected] of names) {
      expect(event({ type: 'track', userId: 'u', event: given }).name).toBe(expected);
    }
  });

  it('flattens properties to scalars of the types the vocabulary says', () => {
    const mapped = event({
      type: 'track',
      messageId: 'm-1',
      userId: 'u-1',
      event: 'Deal Closed',
      properties: {
        won: 'true',
        amount: '1,200.50',
        owner: { fullName: 'A' },
        tags: ['x', 'y'],
        items: [{ sku: 1 }],
        none: null,
      },
      timestamp: '2026-03-10T11:59:00.000Z',
    });
    expect(mapped).toEqual({
      messageId: 'm-1',
      source: 'site',
      userId: 'u-1',
      name: 'deal_closed',
      occurredAt: now - 60_000,
      properties: { won: true, amount: 1200.5, owner_full_name: 'A', tags: 'x, y', items_0_sku: 1 },
    });
  });

  it('takes the page it happened on from the context', () => {
    const mapped = event({
      type: 'track',
      anonymousId: 'a',
      event: 'Form Submitted',
      properties: { form_type: 'demo_request' },
      context: { page: { url: 'https://www.example.com/pricing' } },
    });
    expect(mapped.properties).toEqual({
      form_type: 'demo_request',
      page_url: 'https://www.example.com/pricing',
    });
  });
});

describe('a page call', () => {
  it('is a page visit with address, title and referrer', () => {
    const mapped = event({
      type: 'page',
      anonymousId: 'a',
      name: 'Pricing',
      properties: {
        url: 'https://www.example.com/pricing',
        referrer: 'https://search.example/',
        path: '/pricing',
      },
      context: { page: { title: 'Plans and pricing' } },
    });
    expect(mapped.name).toBe('page_visit');
    expect(mapped.properties).toEqual({
      path: '/pricing',
      page_url: 'https://www.example.com/pricing',
      page_title: 'Plans and pricing',
      referrer: 'https://search.example/',
    });
  });
});

describe('identify and group', () => {
  it('give fields in our spelling, and the company its own', () => {
    const mapped = event({
      type: 'identify',
      userId: 'u',
      traits: {
        email: 'Ada@Example.com',
        firstName: 'Ada',
        title: 'CTO',
        address: { country: 'DE' },
        company: { name: 'Example Works', industry: 'Financial Services', employee_count: 150 },
        createdAt: '2026-01-02',
      },
    });
    expect(mapped.email).toBe('ada@example.com');
    expect(mapped.traits).toMatchObject({
      first_name: 'Ada',
      job_title: 'CTO',
      country: 'DE',
      company: 'Example Works',
      created_at: '2026-01-02T00:00:00.000Z',
    });
    expect(mapped.account).toEqual({
      id: 'example-works',
      fields: {
        account_name: 'Example Works',
        industry: 'financial-services',
        employees: 150,
        company_size: 'smb',
      },
    });
  });

  it('have one owner under one name, whatever the system calls and writes it', () => {
    const owner = (traits: object) => event({ type: 'identify', userId: 'u', traits }).traits?.owner;
    expect(owner({ leadOwner: ' Dana  Whitfield ' })).toBe('Dana Whitfield');
    expect(owner({ owner_email: 'Dana@Example.com' })).toBe('dana@example.com');
    expect(owner({ owner: 'Dana', sales_rep: 'Marcus' })).toBe('Dana');
  });

  it('take the company object of the protocol whole, and leave no half of it on the lead', () => {
    const company = { id: 17, name: 'Example Works', employee_count: 20, company_size: 'smb', plan: 'team' };
    const mapped = event({ type: 'identify', userId: 'u', traits: { company } });
    expect(mapped.traits).toEqual({ company: 'Example Works' });
    expect(mapped.account).toEqual({
      id: '17',
      fields: { account_name: 'Example Works', employees: 20, company_size: 'smb', plan: 'team' },
    });
  });

  it('guess an account for company fields without a company', () => {
    const traits = { email: 'Ada@Works.example', industry: 'Fintech' };
    expect(event({ type: 'identify', userId: 'u', traits })).toMatchObject({
      traits: { email: 'Ada@Works.example' },
      account: { id: 'works.example', fields: { industry: 'fintech' }, guessed: true },
    });
    const anonymous = { type: 'identify', anonymousId: 'a', traits: { industry: 'Fintech' } };
    expect(event(anonymous).account?.id).toBe('lead:a');
  });

  it('derive the company size from the number of employees only where it is missing', () => {
    const group = (traits: object) =>
      event({ type: 'group', userId: 'u', groupId: 'g', traits }).account?.fields;
    expect(group({ employees: 199 })).toMatchObject({ company_size: 'smb' });
    expect(group({ employees: 200 })).toMatchObject({ company_size: 'mid-market' });
    expect(group({ employees: '1,000' })).toMatchObject({ company_size: 'enterprise' });
    expect(group({ employees: 10, companySize: 'Mid Market' })).toMatchObject({ company_size: 'mid-market' });
    expect(group({ name: 'Example' })).toEqual({ account_name: 'Example' });
  });

  it('let null remove a trait', () => {
    expect(event({ type: 'identify', userId: 'u', traits: { phone: null } }).traits).toEqual({ phone: null });
  });

  it('turn an alias into an identify of both ids', () => {
    const mapped = event({ type: 'alias', previousId: 'anon', userId: 'u' });
    expect(mapped).toMatchObject({ name: 'identify', userId: 'u', anonymousId: 'anon' });
  });
});

describe('time', () => {
  const track = { type: 'track', userId: 'u', event: 'Tool Used' };
  it('is that of receipt where the record has none, and never later', () => {
    expect(event(track).occurredAt).toBe(now);
    expect(event({ ...track, timestamp: '2027-01-01T00:00:00Z' }).occurredAt).toBe(now);
  });

  it('is corrected by a clock that is wrong by more than a minute', () => {
    const sent = { ...track, timestamp: '2026-03-10T10:00:00.000Z', sentAt: '2026-03-10T10:30:00.000Z' };
    expect(event(sent).occurredAt).toBe(now - 30 * 60_000);
    const close = { ...track, timestamp: '2026-03-10T11:00:00.000Z', sentAt: '2026-03-10T11:59:30.000Z' };
    expect(event(close).occurredAt).toBe(now - 3_600_000);
  });

  it('is not put before 1970 by a clock that is beyond belief', () => {
    const sent = { ...track, timestamp: '2026-03-10T10:00:00.000Z', sentAt: 8.64e15 };
    expect(faults(sent)).toEqual([
      { path: 'sentAt', message: 'is too late: it puts the timestamp before 1970' },
    ]);
  });
});

describe('a bad record', () => {
  it('names every fault with its path', () => {
    expect(
      faults({ type: 'identify', traits: { employees: 'many', company: 'X' } }, { path: 'batch/3' }),
    ).toEqual([
      { path: 'batch/3/traits/employees', message: 'is not a number' },
      { path: 'batch/3/userId', message: 'is missing: give userId, anonymousId or an email trait' },
    ]);
    expect(faults({ type: 'track', userId: 'u' })).toEqual([
      { path: 'event', message: 'is missing: name what happened' },
    ]);
    expect(faults({ type: 'shout', userId: 'u' })[0]?.path).toBe('type');
    expect(faults('nonsense')).toHaveLength(1);
    expect(faults({ type: 'track', event: 'x', userId: 'u', timestamp: 'yesterday' })[0]?.path).toBe(
      'timestamp',
    );
  });

  it('is refused for NUL, lone surrogates and hostile nesting', () => {
    const track = { type: 'track', userId: 'u', event: 'x' };
    expect(faults({ ...track, properties: { a: 'b\0' } })[0]).toEqual({
      path: 'properties/a',
      message: 'contains the character NUL',
    });
    expect(faults({ ...track, properties: { a: '\ud800' } })[0]?.path).toBe('properties/a');
    expect(faults({ ...track, properties: { '\udc00': 1 } })[0]?.path).toBe('properties');
    let deep: object = {};
    for (let i = 0; i < 1000; i++) deep = { deep };
    expect(faults({ ...track, properties: deep })).toHaveLength(1);
  });

  it('is refused above 32 kB', () => {
    expect(
      faults({ type: 'track', userId: 'u', event: 'x', properties: { a: 'x'.repeat(33_000) } }),
    ).toHaveLength(1);
  });

  it('cannot set what the engine computes', () => {
    expect(faults({ type: 'identify', userId: 'u', traits: { lead_score: 99 } })[0]?.path).toBe(
      'traits/lead_score',
    );
  });
});
