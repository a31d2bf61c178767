import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createProgram } from '../cli/program.ts';
import { createHttpPort } from '../mcp-server/port/http-port.ts';
import { createApp } from '../server/app.ts';
import { tools } from '../tools/registry.ts';
import { type Attack, startAttack } from './support/attackers.ts';
import { calls, commandNames, notClients, runCommand, writeFiles } from './support/cli-attack.ts';
import { type Asked, fillings, reading, toolInputs } from './support/requests.ts';
import { slackAttack } from './support/slack-attack.ts';

let attack: Attack;
/** Every route that the application has, `METHOD /path`. */
let routes: string[];
beforeAll(async () => {
  attack = await startAttack();
  const all = createApp(attack.server.installation).routes.filter(({ method }) => method !== 'ALL');
  routes = [...new Set(all.map(({ method, path }) => `${method} ${path}`))];
});

const methodOf = (route: string) => route.split(' ')[0] as string;
const fillingOf = (route: string) => fillings[route] ?? reading(route.split(' ')[1] as string);
const mayWrite = (route: string) => methodOf(route) !== 'GET';

/** What an approver does with a change, in their own session. */
async function approve(when: { applyAt?: string }): Promise<number> {
  const { change } = await attack.known();
  const { editHash, planHash } = change;
  const asked = { path: `/api/changes/${change.id}/approve`, body: { editHash, planHash, ...when } };
  return (await attack.send('POST', asked, { cookie: attack.approver.cookie })).status;
}

/** The program as approvers left it, and how many changes they have scheduled. */
interface Model {
  programs: string;
  scheduled: number;
}
type Step = fc.AsyncCommand<Model, Attack>;
/** The content that was approved when the attacks began. */
let untouched: string | undefined;

function requestCommand(route: string, who: string, n: number): Step {
  let said = '';
  return {
    check: () => true,
    async run(model, { known, looted, attackers, send, programs, approved }) {
      untouched ??= await approved();
      const all = fillingOf(route)(await known());
      const asked = all[n % all.length] as Asked;
      const headers = attackers[who] ?? looted[n % Math.max(1, looted.length)] ?? {};
      const { status } = await send(methodOf(route), asked, headers);
      said = `${JSON.stringify(asked)} ${status}`;
      expect(await programs()).toBe(model.programs);
      expect(await approved()).toBe(untouched);
    },
    toString: () => `${who}: ${route} ${said}`,
  };
}

const approvalCommand: Step = {
  check: () => true,
  async run(model, { programs }) {
    expect(await approve({})).toBe(200);
    const next = await programs();
    expect(next).not.toBe(model.programs);
    model.programs = next;
  },
  toString: () => 'an approver approves',
};

const scheduleCommand: Step = {
  check: () => true,
  async run(model, { known, programs }) {
    expect(await approve({ applyAt: (await known()).soon })).toBe(200);
    model.scheduled++;
    expect(await programs()).toBe(model.programs);
  },
  toString: () => 'an approver schedules',
};

const workCommand: Step = {
  check: () => true,
  async run(model, { timePasses, programs }) {
    await timePasses();
    const next = await programs();
    const versions = (all: string) => JSON.parse(all).length;
    expect(versions(next) - versions(model.programs)).toBeLessThanOrEqual(model.scheduled);
    expect(next.startsWith(model.programs.slice(0, -1))).toBe(true);
    Object.assign(model, { programs: next, scheduled: 0 });
  },
  toString: () => 'a minute passes',
};

describe('the table of requests', () => {
  it('knows every route that may write, and no other: a new one is added with what it takes', () => {
    expect(Object.keys(fillings).sort()).toEqual(routes.filter(mayWrite).sort());
  });

  it('knows every command', () => {
    expect([...Object.keys(calls), ...notClients].sort()).toEqual(commandNames(createProgram({})).sort());
  });

  it('knows every tool', () => {
    expect(Object.keys(toolInputs).sort()).toEqual(tools.map(({ name }) => name).sort());
  });
});

describe('without an approver’s credential', () => {
  it('no request changes the program or approves content, whoever sends it and wherever', async () => {
    const before = await attack.programs();
    const approved = await attack.approved();
    const tryAll = async (who: string, headers: Readonly<Record<string, string>>) => {
      for (const route of routes.filter(mayWrite)) {
        for (const asked of fillingOf(route)(await attack.known())) {
          const { status } = await attack.send(methodOf(route), asked, headers);
          // Who is nobody to the server is that whatever they ask.
          if (status === 401) break;
        }
        expect([who, route, await attack.programs()]).toEqual([who, route, before]);
        expect([who, route, await attack.approved()]).toEqual([who, route, approved]);
      }
      await attack.timePasses();
      expect([who, 'in time', await attack.programs()]).toEqual([who, 'in time', before]);
    };
    for (const [who, headers] of Object.entries(attack.attackers)) await tryAll(who, headers);
    // Those of marketers and below, whose links a program may make.
    expect(attack.looted.length).toBeGreaterThan(0);
    for (const headers of attack.looted.slice(-1)) await tryAll('a session got', headers);
  });

  it('nothing that is clicked or said in Slack does', async () => {
    const before = await attack.programs();
    const { steps, approves } = await slackAttack(attack);
    for (const { who, run } of steps) {
      await run();
      expect([who, await attack.programs()]).toEqual([who, before]);
    }
    await approves();
    expect(await attack.programs()).not.toBe(before);
    const [recorded] = await attack.server.installation.db.query(
      `select by, via, address from audit where action = 'approve' order by n desc limit 1`,
    );
    expect(recorded).toEqual({ by: attack.approver.person.id, via: 'slack', address: 'slack' });
  });

  it('no tool called from an editor does', async () => {
    const before = await attack.programs();
    const { server, bearer } = attack;
    const port = createHttpPort(
      (path, init) => fetch(server.url + path, { ...init, headers: { ...init.headers, ...bearer } }),
      tools,
    );
    for (const [name, inputs] of Object.entries(toolInputs))
      for (const input of inputs(await attack.known())) {
        const result = await port.call(name, input);
        expect([name, result.ok || !/^(input|tool)\.(invalid|unknown)$/.test(result.error.code)]).toEqual([
          name,
          true,
        ]);
        expect([name, await attack.programs()]).toEqual([name, before]);
      }
  });

  it('no command without a terminal does', async () => {
    const before = await attack.programs();
    const approved = await attack.approved();
    const files = writeFiles(attack);
    const { db } = attack.server.installation;
    const [last] = await db.query<{ n: number }>('select n from audit_head');
    const printed = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      for (const [name, all] of Object.entries(calls))
        for (const args of all({ ...(await attack.known()), files })) {
          await runCommand(attack, [...name.split(' '), ...args]);
          expect([name, await attack.programs()]).toEqual([name, before]);
          expect([name, await attack.approved()]).toEqual([name, approved]);
        }
    } finally {
      printed.mockRestore();
    }
    // They did reach the server.
    const done = await db.query<{ action: string }>(
      `select distinct action from audit where n > $1 and via = 'cli'`,
      [last?.n],
    );
    const actions = done.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['propose', 'import', 'key_made', 'export']));
  });

  it('no sequence of requests does, with what each of them gives away, while approvers do their work', async () => {
    const names = Object.keys(attack.attackers);
    const credentials = [
      'POST /api/people',
      'POST /api/people/:idOrEmail/link',
      'POST /login/:token',
      'GET /login/:token',
    ];
    const settling = routes.filter((route) => /approve|rollback|demo|reject/.test(route));
    const got = 'a session got';
    const drawn = (from: readonly string[], who: readonly string[]) =>
      fc.tuple(fc.constantFrom(...from), fc.constantFrom(...who), fc.nat(9_999));
    // Mostly what could lead somewhere: a program gets links, somebody opens them and settles; besides, anything.
    const command = fc.oneof(
      { weight: 4, arbitrary: drawn(credentials, ['a program', 'a program', 'marketer', got]) },
      { weight: 3, arbitrary: drawn(settling, [got, got, got, ...names]) },
      { weight: 3, arbitrary: drawn(routes, [got, ...names]) },
    );
    const request = command.map(([route, who, n]) => requestCommand(route, who, n));
    const approvals = fc.constantFrom(approvalCommand, scheduleCommand, workCommand, workCommand);
    const commands = fc.commands(
      // Six of seven are attacks.
      [...Array<typeof request>(6).fill(request), approvals],
      { maxCommands: 60, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        await attack.timePasses();
        const model = { programs: await attack.programs(), scheduled: 0 };
        await fc.asyncModelRun(() => ({ model, real: attack }), sequence);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  });
});

describe('the same requests of an approver', () => {
  it('are understood, and do change the program', async () => {
    const before = await attack.programs();
    const approved = await attack.approved();
    const admin = await attack.server.signIn('admin');
    const misread: unknown[] = [];
    for (const route of routes.filter(mayWrite).filter((to) => !to.startsWith('POST /login')))
      for (const asked of fillingOf(route)(await attack.known())) {
        const { text } = await attack.send(methodOf(route), asked, { cookie: admin.cookie });
        if (
          /"code":"(request\.invalid|request\.not_json|input\.invalid|tool\.unknown|route\.unknown)"/.test(
            text,
          )
        )
          misread.push([asked, text]);
      }
    expect(misread).toEqual([]);
    expect(await attack.programs()).not.toBe(before);
    expect(await attack.approved()).not.toBe(approved);
  });
});
