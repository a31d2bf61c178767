import { describe, expect, it } from 'vitest';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { type LeadRowContext, leadRowToEvents } from './lead-row.ts';

const context: LeadRowContext = { source: 'fair', vocabulary: defaultVocabulary, now: 1_700_000_000_000 };
const events = (row: object, more: Partial<LeadRowContext> = {}) => {
  const mapped = leadRowToEvents(row as Record<string, unknown>, 'line 2', { ...context, ...more });
  return 'events' in mapped ? mapped.events : [];
};
const faults = (row: object) => {
  const mapped = leadRowToEvents(row as Record<string, unknown>, 'line 2', context);
  return 'faults' in mapped ? mapped.faults : [];
};

describe('a row of a lead file', () => {
  it('is an identify that moves nobody, with the account its columns speak of', () => {
    const row = {
      Email: 'Ada@Lead.example',
      'First Name': 'Ada',
      Company: 'Example Works',
      Employees: '1,200',
      Phone: '',
    };
    expect(events(row, { list: 'fair-2026' })).toEqual([
      {
        messageId: expect.stringMatching(/^lead:[0-9a-f]{32}$/),
        source: 'fair',
        email: 'ada@lead.example',
        occurredAt: context.now,
        historic: true,
        name: 'identify',
        properties: {},
        traits: { email: 'ada@lead.example', first_name: 'Ada', company: 'Example Works' },
        account: {
          id: 'example-works',
          fields: { account_name: 'Example Works', employees: 1200, company_size: 'enterprise' },
        },
        lists: ['fair-2026'],
      },
    ]);
  });

  it('grants consent only where the import names its basis', () => {
    const row = { email: 'a@lead.example' };
    expect(events(row).map((event) => event.name)).toEqual(['identify']);
    const granted = events(row, { consent: { basis: 'contract', purpose: 'marketing' } });
    expect(granted[1]).toMatchObject({
      name: 'consent_granted',
      properties: { basis: 'contract', purpose: 'marketing' },
    });
  });

  it('has the same id whenever it is imported, and another in another list', () => {
    const id = (row: object, list?: string) => events(row, list ? { list } : {})[0]?.messageId;
    expect(id({ email: 'a@lead.example' })).toBe(id({ email: 'a@lead.example' }));
    expect(id({ email: 'a@lead.example' })).not.toBe(id({ email: 'a@lead.example' }, 'fair'));
    expect(id({ email: 'a@lead.example' })).not.toBe(id({ email: 'a@lead.example', phone: '1' }));
  });

  it('has an account by the domain of its email, or one of its own, where it names no company', () => {
    const account = (row: object) => events(row)[0]?.account;
    expect(account({ email: 'a@works.example', industry: 'Fintech', company_size: 'SMB' })).toEqual({
      id: 'works.example',
      fields: { industry: 'fintech', company_size: 'smb' },
      guessed: true,
    });
    expect(account({ email: 'a@gmail.com', industry: 'Fintech' })?.id).toBe('lead:a@gmail.com');
    expect(account({ user_id: '17', industry: 'Fintech' })?.id).toBe('lead:17');
    expect(account({ email: 'a@works.example', phone: '1' })).toBeUndefined();
  });

  it('may be known by an id of its own', () => {
    expect(events({ user_id: '17', first_name: 'Ada' })[0]).toMatchObject({
      userId: '17',
      traits: { first_name: 'Ada' },
    });
  });

  it('is refused with line and column for what cannot be', () => {
    expect(faults({ email: 'nobody' })).toEqual([
      { path: 'line 2/email', message: 'is not an email address' },
    ]);
    expect(faults({ first_name: 'Ada' })).toEqual([
      { path: 'line 2/email', message: 'is missing: a lead needs an email or a user_id' },
    ]);
    expect(faults({ email: 'a@lead.example', company: 'x', employees: 'some' })).toEqual([
      { path: 'line 2/employees', message: 'is not a number' },
    ]);
    expect(faults({ email: 'a@lead.example', note: 'a\0' })).toEqual([
      { path: 'line 2/note', message: 'contains the character NUL' },
    ]);
  });
});
