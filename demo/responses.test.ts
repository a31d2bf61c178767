import { describe, expect, it } from 'vitest';
import { demoProgramItems } from '../engine/program/templates/enterprise-smb.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';
import { type DemoLead, makeCompany } from './company.ts';
import { dayMs, type Happening } from './happening.ts';
import { appeals } from './offers.ts';
import { makePersona, type Persona } from './persona.ts';
import { createRandom } from './random.ts';
import { responses } from './responses.ts';
import { salesStory } from './sales.ts';
import { visits } from './visits.ts';

const personas = makeCompany(3, { accounts: 300, leads: 2_000 }).map((lead) => makePersona(3, lead));
const at = 100 * dayMs;
/** What all leads that fit do about one email, sent on the day they joined. */
function answers(
  item: string,
  fits: (lead: DemoLead) => boolean = () => true,
): { leads: number; did: Happening[] } {
  const asked = personas.filter(({ lead }) => fits(lead));
  const email = { at, track: 'track', step: 'email-1', item };
  return {
    leads: asked.length,
    did: asked.flatMap((p) => responses(p, email, at, createRandom(item, p.lead.n))),
  };
}
function share(name: string, { leads, did }: ReturnType<typeof answers>): number {
  return did.filter((happening) => happening.name === name).length / leads;
}

describe('how generated leads answer emails', () => {
  it('is known for every email that the demo program sends, and for no other', () => {
    expect(Object.keys(appeals).sort()).toEqual(demoProgramItems());
  });

  it('speaks the vocabulary of the engine, after the email was sent', () => {
    const happenings = demoProgramItems().flatMap((item) => answers(item).did);
    for (const { name, properties, at: then } of happenings) {
      expect(Object.keys(defaultVocabulary.events[name]?.properties ?? {})).toEqual(
        expect.arrayContaining(Object.keys(properties)),
      );
      expect(then).toBeGreaterThan(at);
      expect(Number.isInteger(then)).toBe(true);
    }
    expect(new Set(happenings.map(({ name }) => name)).size).toBeGreaterThan(8);
  });

  it('has something to find: two emails that do poorly, keen small fintechs, economic buyers who open less', () => {
    expect(share('email_open', answers('smb-2-cost-of-waiting'))).toBeLessThan(
      0.7 * share('email_open', answers('smb-3-checklist')),
    );
    expect(share('email_click', answers('enterprise-4-peer-insights'))).toBeLessThan(
      0.5 * share('email_click', answers('enterprise-3-best-practices')),
    );
    const smb = (industry: string) => (lead: DemoLead) =>
      lead.account.size === 'smb' && lead.account.industry === industry;
    expect(share('email_open', answers('smb-1-quick-win', smb('fintech')))).toBeGreaterThan(
      1.2 * share('email_open', answers('smb-1-quick-win', smb('manufacturing'))),
    );
    expect(
      share(
        'email_open',
        answers('enterprise-6-roi', ({ role }) => role === 'economic'),
      ),
    ).toBeLessThan(
      share(
        'email_open',
        answers('enterprise-6-roi', ({ role }) => role === 'end-user'),
      ),
    );
  });

  it('bounces where the address does not work, and nothing else comes from there', () => {
    const broken = personas.filter(({ bounces }) => bounces);
    expect(broken.length).toBeGreaterThan(0);
    for (const persona of broken) {
      const did = responses(
        persona,
        { at, track: 't', step: 's', item: 'pricing-1-value' },
        at,
        createRandom('b'),
      );
      expect(did.map(({ name }) => name)).toEqual(['email_bounce']);
    }
  });
});

describe('what generated leads do by themselves', () => {
  const sessions = (persona: Persona) =>
    visits(persona, 0, 90 * dayMs, createRandom('visits', persona.lead.n));

  it('stays between joining and the end, and stops when they fade', () => {
    for (const persona of personas.slice(0, 300)) {
      const last = persona.fadesAfterDays === undefined ? 90 : persona.fadesAfterDays + 1;
      for (const { at: then } of sessions(persona)) expect(then >= 0 && then <= last * dayMs).toBe(true);
    }
  });

  it('differs by segment: enterprise healthcare looks at pricing, technical buyers at the documentation', () => {
    const rate = (path: string, fits: (lead: DemoLead) => boolean) => {
      const pages = personas.filter(({ lead }) => fits(lead)).flatMap(sessions);
      return (
        pages.filter(({ properties }) => String(properties.page_url).includes(path)).length / pages.length
      );
    };
    const healthcare = ({ account }: DemoLead) =>
      account.size === 'enterprise' && account.industry === 'healthcare';
    expect(rate('/pricing', healthcare)).toBeGreaterThan(2 * rate('/pricing', (lead) => !healthcare(lead)));
    expect(rate('/docs', ({ role }) => role === 'technical')).toBeGreaterThan(
      5 * rate('/docs', ({ role }) => role !== 'technical'),
    );
  });

  it('leads to sales in the order in which deals are made', () => {
    const order = [
      'demo_request',
      'meeting_scheduled',
      'proposal_sent',
      'contract_negotiation',
      'deal_closed',
    ];
    const cause = { at, name: 'email_click', properties: { item: 'smb-decision-1-offer' } };
    const stories = personas.map((persona) =>
      salesStory(persona, cause, createRandom('sales', persona.lead.n)),
    );
    const told = stories.filter((story) => story.length > 0);
    expect(told.length).toBeGreaterThan(50);
    expect(told.some((story) => story.at(-1)?.name === 'deal_closed')).toBe(true);
    for (const story of told) {
      const places = story.map(({ name }) => order.indexOf(name));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      const times = [at, ...story.map((next) => next.at)];
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    expect(salesStory(personas[0] as Persona, { ...cause, name: 'email_open' }, createRandom('x'))).toEqual(
      [],
    );
  });
});
