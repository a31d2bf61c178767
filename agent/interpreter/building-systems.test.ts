import { describe, expect, it } from 'vitest';
import { callsOf, plan } from './test-plan.ts';
import { talk } from './test-talk.ts';

describe('a whole system', () => {
  it.each([
    [
      'build a nurturing system for our B2B payroll software, enterprise and SMB, long sales cycle, leads from webinars and paid',
      {
        product: 'payroll software',
        model: ['b2b', 'enterprise', 'smb'],
        cycle: 'long',
        sources: ['events', 'paid'],
      },
    ],
    [
      'Please create a complete lead nurturing program for Ledgerly, a B2B subscription. A buying committee decides. We run on HubSpot.',
      { product: 'Ledgerly', model: ['b2b', 'subscription'], cycle: 'committee', platform: 'hubspot' },
    ],
    [
      'we need a nurture system for our freemium design tool with a short sales cycle, cold and warm leads',
      { product: 'design tool', model: ['freemium'], cycle: 'short', lead_types: ['cold', 'warm'] },
    ],
    [
      'set up a nurturing system for "Tide & Till", b2c, fast cycle, from awareness to decision',
      {
        product: 'Tide & Till',
        model: ['b2c'],
        cycle: 'short',
        stages: ['awareness', 'consideration', 'decision'],
      },
    ],
    [
      'can you build a nurturing system for fintech companies for our audit platform, B2B, 9 month sales cycle?',
      { product: 'audit platform', model: ['b2b'], cycle: 'long', audience: 'industry = "fintech"' },
    ],
    [
      'build a nurturing system for our B2B payroll software for healthcare companies in Germany, complex cycle, post purchase too',
      {
        product: 'payroll software',
        model: ['b2b'],
        cycle: 'complex',
        audience: 'industry = "healthcare" AND country = "DE"',
        stages: ['implementation', 'advocacy'],
      },
    ],
    [
      'We sell payroll software to enterprises. Build us a nurturing system. Sales take 9 months.',
      { product: 'payroll software', model: ['enterprise'], cycle: 'long' },
    ],
    [
      'need a whole nurture setup for our fintech app, b2c, quick decisions',
      { product: 'fintech app', model: ['b2c'], cycle: 'short' },
    ],
    [
      'Create a full nurturing program for Kestrel (B2B SaaS, enterprise, committee-based sales, sources: events, content, partners)',
      {
        product: 'Kestrel',
        model: ['b2b', 'subscription', 'enterprise'],
        cycle: 'committee',
        sources: ['events', 'content', 'partnerships'],
      },
    ],
    [
      'set up the whole nurture thing 4 our freemium time tracking app, smb, short cycle',
      { product: 'time tracking app', model: ['freemium', 'smb'], cycle: 'short' },
    ],
    [
      'pls whip up a complete nurture system for our HR suite (b2b enterprise, buying committee)',
      { product: 'HR suite', model: ['b2b', 'enterprise'], cycle: 'committee' },
    ],
    [
      'new nurturing system pls: b2b crm for smbs, medium cycle',
      { product: 'crm', model: ['b2b', 'smb'], cycle: 'medium' },
    ],
    [
      'create everything we need to nurture leads for our CRM add-on, b2b, enterprise. Deals take about a year.',
      { product: 'CRM add-on', model: ['b2b', 'enterprise'], cycle: 'long' },
    ],
    [
      `Build a lead nurturing system.
- Business: Ledgerworks
- Product: Ledger Desk 2
- Audience: healthcare companies
- Model: enterprise
- Cycle: long
- Lead types: MQL, SQL, cold
- Buyer journey: awareness, consideration, decision`,
      {
        product: 'Ledger Desk 2',
        business: 'Ledgerworks',
        audience: 'industry = "healthcare"',
        model: ['enterprise'],
        cycle: 'long',
        lead_types: ['mql', 'sql', 'cold'],
        stages: ['awareness', 'consideration', 'decision'],
      },
    ],
    [
      'bild a nuturing systm for our B2B payrol app, smb only, short sales cycel',
      { product: 'payrol app', model: ['b2b', 'smb'], cycle: 'short' },
    ],
    [
      'complete system: product = fleet insurance; model = B2B, SMB; sales cycle 3 months; leads from social ads + partnerships',
      {
        product: 'fleet insurance',
        model: ['b2b', 'smb'],
        cycle: 'medium',
        sources: ['paid', 'partnerships'],
      },
    ],
  ])('%s', (text, input) => {
    expect(callsOf(text)).toEqual([{ name: 'build_system', input }]);
  });

  it('asks for what is missing, and reads the answers with it', () => {
    const turns = talk('build a nurturing system for our payroll software', 'B2B and enterprise', 'long');
    expect(turns[0]?.text).toBe(
      'To propose the system I still need: the business model, one or more of B2B, B2C, enterprise, SMB, freemium and subscription; how long the sales cycle is, one of short, medium, long, complex, committee. What shall it be?',
    );
    expect(turns[2]?.calls).toEqual([
      {
        name: 'build_system',
        input: { product: 'payroll software', model: ['b2b', 'enterprise'], cycle: 'long' },
      },
    ]);
    const named = talk('create a nurturing system, b2b, medium cycle', 'Payroll Pro');
    expect(named[0]?.text).toContain('what it is for');
    expect(named[1]?.calls).toMatchObject([{ input: { product: 'Payroll Pro', cycle: 'medium' } }]);
  });

  it('is put right by a few words more', () => {
    const turns = talk('build a nurturing system for payroll, b2b, long', 'no, medium');
    expect(turns[1]?.calls).toMatchObject([{ input: { product: 'payroll', cycle: 'medium' } }]);
    const asked = talk('build me an entire nurturing system', 'payroll software', 'b2b', 'about 4 months');
    expect(asked[3]?.calls).toMatchObject([{ input: { product: 'payroll software', cycle: 'medium' } }]);
  });

  it.each([
    'build a nurturing system for our payroll software, B2B, long cycle, and 3 tracks',
    'build a nurturing system, B2B, long cycle, Payroll Pro, confetti cannons',
    'what would a nurturing system for our payroll software look like?',
    "don't build a nurturing system for our payroll software, B2B, long cycle",
    'should we build a nurturing system?',
    'build a nurturing system for our payroll software, B2B, long cycle, with fireworks',
    'build a nurturing system for SMB, long cycle',
  ])('is not proposed for: %s', (text) => {
    expect(JSON.stringify(plan(text))).not.toContain('build_system');
  });

  it('is not what a track is', () => {
    expect(callsOf('build a 4-week nurture track for SMB fintech leads in awareness')).toMatchObject([
      { name: 'propose_track' },
    ]);
  });
});
