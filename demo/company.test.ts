import { describe, expect, it } from 'vitest';
import { makeCompany } from './company.ts';
import { ownerOf } from './owners.ts';

const leads = makeCompany(1, { accounts: 300, leads: 2_000 });

describe('the generated company', () => {
  it('has exactly the accounts and leads asked for, no account without a lead', () => {
    expect(leads).toHaveLength(2_000);
    expect(new Set(leads.map(({ account }) => account.id)).size).toBe(300);
    expect(new Set(leads.map(({ account }) => account.name)).size).toBe(300);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(makeCompany(1, { accounts: 300, leads: 2_000 })).toEqual(leads);
    expect(makeCompany(2, { accounts: 300, leads: 2_000 })).not.toEqual(leads);
  });

  it('has addresses of its own at reserved domains', () => {
    expect(new Set(leads.map(({ email }) => email)).size).toBe(leads.length);
    for (const { email } of leads) expect(email).toMatch(/^[a-z]+\.[a-z]+\d*@[a-z-]+\.example$/);
  });

  it('has salespeople who look after whole accounts, the same ones for every seed', () => {
    const accounts = new Map(leads.map(({ account }) => [account.id, account]));
    expect(new Set([...accounts.values()].map(ownerOf)).size).toBe(6);
    for (const account of accounts.values()) expect(ownerOf(account)).toBe(ownerOf({ ...account }));
  });

  it('has every industry in every size, employees to match, and time zones that exist', () => {
    const kinds = new Set(leads.map(({ account }) => `${account.size} ${account.industry}`));
    expect(kinds.size).toBe(15);
    for (const { account } of leads) {
      if (account.size === 'enterprise') expect(account.employees).toBeGreaterThanOrEqual(1_000);
      if (account.size === 'smb') expect(account.employees).toBeLessThanOrEqual(180);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: account.place.timeZone })).not.toThrow();
    }
  });
});
