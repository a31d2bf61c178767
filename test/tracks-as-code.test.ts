import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { sampleProgram } from './runtime-world.ts';
import { type ToolWorld, toolWorld } from './tool-world.ts';

/** What a developer edits as text: the plan is asked for first, then the same call files it. */
let world: ToolWorld;
beforeAll(async () => {
  world = await toolWorld();
});

interface Plan {
  title: string;
  diff: string[];
  risk: string;
  sections: { heading: string; lines: string[] }[];
  open?: { id: string; url: string };
}
const edit = (path: string, value: unknown) => ({ title: 'As code', edits: [{ op: 'put', path, value }] });
const planOf = async (input: object) =>
  (await world.output<{ plan: Plan }>('propose_change', { ...input, only_plan: true })).plan;
const welcome = () => {
  const { welcome } = sampleProgram().tracks;
  if (!welcome) throw new Error('The sample program has a track called welcome.');
  return welcome;
};

describe('propose_change with only_plan', () => {
  it('shows what a filed change would show, and files nothing', async () => {
    const wish = edit('segments/visitors', { title: 'Often here', when: 'page_visits >= 2 IN last_7_days' });
    const plan = await planOf(wish);
    expect(await world.changes.list()).toEqual([]);
    const { change } = await world.output<{ change: Plan & { id: string; url: string } }>(
      'propose_change',
      wish,
    );
    const { title, diff, risk, sections } = change;
    expect(plan).toMatchObject({ title, diff, risk, sections });
    expect(plan.open).toBeUndefined();
    expect((await planOf(wish)).open).toEqual({ id: change.id, url: change.url });
    expect(await world.changes.list()).toHaveLength(1);
  });

  it('plans every kind of wish', async () => {
    const before = await world.changes.list();
    expect((await planOf({ scoring: { put_rules: [{ when: 'page_visit', points: 3 }] } })).diff).toHaveLength(
      1,
    );
    expect((await planOf({ enrol: { track: 'welcome', leads: ['lead1@example.com'] } })).title).toBe(
      'Put a lead on Welcome',
    );
    const visitors = { title: 'More', when: 'page_visits >= 9 IN last_7_days' };
    await world.activate(sampleProgram({ segments: { visitors } }));
    expect((await planOf({ roll_back_to: 1 })).title).toBe('Roll back to version 1');
    await world.activate(sampleProgram());
    expect(await world.changes.list()).toEqual(before);
  });
});

describe('a value as YAML', () => {
  it('is the thing that it says, content named by its item', async () => {
    const track = { ...welcome(), title: 'Welcome as code' };
    const steps = track.steps.map((step) => (step.kind === 'email' ? { ...step, content: 'for-all' } : step));
    const text = `# A note of the developer.\n${stringify({ ...track, steps })}`;
    const { change } = await world.output<{ change: { id: string } }>(
      'propose_change',
      edit('tracks/welcome', text),
    );
    const [filed] = (await world.changes.get(change.id)).edits;
    expect(filed).toMatchObject({ op: 'put', path: 'tracks/welcome', value: { title: 'Welcome as code' } });
    const content = await world.context().services.library.pin('for-all');
    expect(filed).toMatchObject({ value: { steps: [{ content }, {}, { content }] } });
  });

  it('is planned as the guide shows it', async () => {
    const guide = readFileSync(join(import.meta.dirname, '../docs/mcp.md'), 'utf8');
    const [, box = ''] = /```yaml\n(.*?)\n {3}```/s.exec(guide) ?? [];
    const call = parse(box.replaceAll(/^ {3}/gm, '').replace('welcome-guide', 'for-all'));
    expect((await planOf(call)).diff.join('\n')).toContain('5 days');
  });

  it('may hold several things of a part, by id', async () => {
    const text = stringify({
      one: { title: 'One', when: 'page_visits >= 1 IN last_7_days' },
      two: { title: 'Two', when: 'page_visits >= 2 IN last_7_days' },
    });
    const { diff } = await planOf(edit('segments', text));
    expect(diff.join('\n')).toMatch(/One[\s\S]*Two/);
  });

  it('is held against the version that it says it was made from', async () => {
    const { version } = await world.context().services.engine.program();
    const title = (words: string) => stringify({ ...welcome(), title: words });
    const made = (words: string, base: number) =>
      `# base: ${base}\n# yaml-language-server: $schema=x\n${title(words)}`;
    expect((await planOf(edit('tracks/welcome', made('Mine', version)))).diff).toHaveLength(1);

    // What others changed elsewhere is not in the way.
    const visitors = { title: 'Meanwhile', when: 'page_visits >= 4 IN last_7_days' };
    await world.activate(sampleProgram({ segments: { visitors } }));
    expect((await planOf(edit('tracks/welcome', made('Mine', version)))).diff).toHaveLength(1);

    const theirs = { ...welcome(), title: 'Theirs' };
    await world.activate(sampleProgram({ tracks: { ...sampleProgram().tracks, welcome: theirs } }));
    const failed = (base: number) =>
      world.failure('propose_change', edit('tracks/welcome', made('Mine', base)));
    expect(await failed(version)).toMatchObject({
      code: 'change.conflict',
      faults: [
        { path: 'tracks/welcome', line: 3, message: expect.stringContaining(`after version ${version}`) },
      ],
    });
    expect(await failed(9_999)).toMatchObject({ code: 'change.conflict' });
    expect((await planOf(edit('tracks/welcome', made('Mine', version + 2)))).diff).toHaveLength(1);
    expect((await planOf(edit('tracks/welcome', title('Mine')))).diff).toHaveLength(1);
    const several = stringify({ welcome: { ...welcome(), title: 'Mine' } });
    expect(
      await world.failure('propose_change', edit('tracks', `# base: ${version}\n${several}`)),
    ).toMatchObject({ code: 'change.conflict', faults: [{ path: 'tracks/welcome' }] });
    await world.activate(sampleProgram());
  });

  it('leaves a value of one line what it is', async () => {
    expect(await world.failure('propose_change', edit('segments/one', 'title: One'))).toMatchObject({
      code: 'program.invalid',
    });
  });

  it('is told its faults by line and column: of its form, of its sense, of a word in a condition', async () => {
    const failed = (path: string, text: string) => world.failure('propose_change', edit(path, text));
    expect(await failed('segments/one', 'title: "One\nwhen: x\n')).toMatchObject({
      code: 'input.invalid',
      faults: [expect.objectContaining({ path: 'edits/0/value', line: expect.any(Number) })],
    });
    expect((await failed('segments/one', 'title: One\nwhen: page_visits >= 1\nwhne: 3\n')).faults).toEqual([
      expect.objectContaining({ path: 'segments/one/whne', line: 3, column: 1 }),
    ]);
    expect((await failed('segments/one', 'title: One\nwhen: page_vists >= 1\n')).faults).toEqual([
      expect.objectContaining({ line: 2, column: 7 }),
    ]);
    const two = 'one:\n  title: One\n  when: page_visits >= 1\ntwo:\n  title: Two\n  when: contry = "x"\n';
    expect((await failed('segments', two)).faults).toEqual([
      expect.objectContaining({ path: 'segments/two/when', line: 6, column: 9 }),
    ]);
  });
});
