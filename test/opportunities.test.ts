import { beforeAll, describe, expect, it } from 'vitest';
import type { ShownOpportunities } from '../tools/support/opportunities/find.ts';
import { type OpportunityWorld, opportunityWorld } from './opportunity-world.ts';
import { runCli } from './support/run-cli.ts';

let world: OpportunityWorld;
let cookies: Record<'viewer' | 'marketer', string>;
beforeAll(async () => {
  world = await opportunityWorld();
  cookies = {
    viewer: (await world.server.signIn('viewer')).cookie,
    marketer: (await world.server.signIn('marketer')).cookie,
  };
});

async function ask(role: 'viewer' | 'marketer', path = '', body?: object) {
  const response = await fetch(`${world.server.url}/api/opportunities${path}`, {
    headers: { cookie: cookies[role], 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as never };
}
const list = async () => (await ask('viewer')).body as ShownOpportunities;

it('says why it is empty while there are few data', async () => {
  const { opportunities, compared, notes } = await list();
  expect([opportunities, compared]).toEqual([[], 0]);
  expect(notes[0]).toContain('There are too few data: 0 delivered emails in 90 days');
});

describe('a step that loses leads', () => {
  beforeAll(() => world.loseLeadsAtStepTwo());

  it('is listed with its numbers, what it is worth and a change', async () => {
    const { opportunities } = await list();
    const [one] = opportunities;
    expect(opportunities.map(({ kind }) => kind)).toEqual(['losing-step', 'content-gap']);
    expect(one).toMatchObject({
      kind: 'losing-step',
      subject: 'tracks/welcome/steps/two',
      evidence: {
        rates: [
          { numerator: 30, denominator: 300 },
          { numerator: 4, denominator: 600 },
        ],
      },
      change: { edits: [{ op: 'put', path: 'tracks/welcome/steps/two' }] },
    });
    expect(one?.words.join('\n')).toContain('10 % (30 of 300; 95 % interval 7.1–13.9 %) left or complained');
    expect(one?.effect.low).toBeGreaterThan(5);
    // What another track sends already is not sent again; what nobody sends yet is.
    expect(one?.note).toContain('Title of unused');
  });

  it('is filed for approval with its evidence as the reason, and once only', async () => {
    const [one] = (await list()).opportunities;
    const before = await world.versions();
    const filed = await ask('marketer', `/${one?.id}/propose`, {});
    expect(filed.status).toBe(201);
    const { id, sections, status } = filed.body as {
      id: string;
      status: string;
      sections: { heading: string; lines: string[] }[];
    };
    expect([status, sections[0]]).toEqual(['proposed', { heading: 'Why', lines: one?.words }]);
    expect((await ask('marketer', `/${one?.id}/propose`, {})).body).toMatchObject({ id, already_open: true });
    const page = await fetch(`${world.server.url}/changes/${id}`, { headers: { cookie: cookies.marketer } });
    expect(await page.text()).toContain('30 of 300');
    expect(await world.versions()).toBe(before);
  });

  it('is applied as it was shown when somebody approves', async () => {
    const { changes, engine } = world.server.installation;
    const [open] = await changes.list({ status: 'proposed' });
    const { person } = await world.server.signIn('approver');
    const applied = await changes.approve(open?.id ?? '', person, open as never);
    expect([applied.status, applied.plan.reason?.[1]]).toEqual([
      'applied',
      expect.stringContaining('30 of 300'),
    ]);
    const step = (await engine.program()).program.tracks.welcome?.steps.find(({ id }) => id === 'two');
    expect(step).toMatchObject({ content: { item: 'unused' } });
    // What the new email does is not known yet, and the old one’s figures are not its own.
    expect((await list()).opportunities.map(({ kind }) => kind)).toEqual(['content-gap']);
  });

  it('is proposed by nobody who may only look, and not when there is no such thing', async () => {
    expect((await ask('viewer', '/none/propose', {})).status).toBe(403);
    expect((await ask('marketer', '/none/propose', {})).body).toMatchObject({
      error: { code: 'opportunity.unknown' },
    });
  });
});

it('the command line lists them, says where there is no change, and names what is not there', async () => {
  const { stdout } = await runCli(world.server.env, ['opportunities']);
  expect(stdout).toMatch(/^1\. No awareness-stage .* 300 leads\.$/m);
  expect(stdout).toContain('No change to file: Have a draft written');
  const refused = await runCli(world.server.env, ['opportunities', 'propose', '1']);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('opportunity.no_change')]);
  const beyond = await runCli(world.server.env, ['opportunities', 'propose', '9']);
  expect(beyond.stderr).toContain('There is 1 opportunity');
  const credit = await runCli(world.server.env, ['performance', 'attribution', '--json']);
  expect(JSON.parse(credit.stdout)).toMatchObject({
    conversions: 0,
    models: expect.arrayContaining(['u-shape']),
  });
});
