import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../check-document.ts';
import { programHash } from '../hash.ts';
import { withAnyPins } from '../pins.ts';
import { demoProgram } from '../templates/enterprise-smb.ts';
import { arbitraryProgram } from '../testing/arbitrary-program.ts';
import { faultLine, inOrder, placeFault } from './places.ts';
import { readFiles } from './read-files.ts';
import { writeFiles } from './write-files.ts';

const base = { schema: 1, base: 3 } as const;
const demo = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));

/** Every fault of a folder as it is printed. */
function faultsOf(files: Record<string, string>): string[] {
  const { document, pieces, faults } = readFiles({ 'program.yaml': 'schema: 1\nbase: 0\n', ...files });
  const found = checkDocument(withAnyPins(document)).faults.map((fault) =>
    placeFault(fault, pieces, 'program.yaml'),
  );
  return inOrder([...faults, ...found]).map(faultLine);
}

describe('a program as files', () => {
  it('is the same program when it is read again', () => {
    fc.assert(
      fc.property(arbitraryProgram, (program) => {
        const { document, faults, manifest } = readFiles(writeFiles(program, base));
        expect(faults).toEqual([]);
        expect(manifest).toEqual(base);
        const read = checkDocument(document);
        expect(read.faults).toEqual([]);
        expect(read.program && programHash(read.program)).toBe(programHash(program));
      }),
    );
  });

  it('is written the same whatever the order of its keys', () => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, turned(member)]),
      );
    };
    expect(writeFiles(turned(demo) as typeof demo, base)).toEqual(writeFiles(demo, base));
    expect(Object.keys(writeFiles(demo, base))).toEqual(
      expect.arrayContaining([
        'program.yaml',
        'policies.yaml',
        'triggers/all.yaml',
        'scoring/engagement.yaml',
        'scoring/total.yaml',
      ]),
    );
  });

  it('names the place of every fault, within conditions the word', () => {
    const tracks = [
      'title: T',
      'stage: awareness',
      'goal: "\\x6cead_score >= 5 AND scor = 3"',
      "exits: { left: { when: 'industry = ''a'' AND ghost' } }",
      'steps:',
      '  - { id: end, kind: exit, reason: done }',
      '  - { id: late, kind: wait, for: 0 days }',
    ].join('\n');
    expect(
      faultsOf({
        'segments/a.yaml': 'title: A\nwhen: IN SEGMENT ghost OR industry = "x"\n',
        'segments/b.yaml': 'title: B\nwhen: >-\n  lead_score >= 5\n  AND scor = 3\n',
        'segments/c.yaml': 'title: C\nwhen: |\n    lead_score >= 5\n\n    AND page_visit\n',
        'tracks/t.yaml': tracks,
        'policies.yaml': 'timeZone: Middle/Earth\n',
      }).map((line) => line.split(': ').slice(0, 2).join(' ')),
    ).toEqual([
      'policies.yaml:1:11 policy.time_zone',
      'segments/a.yaml:2:7 condition.unknown_segment',
      'segments/b.yaml:4:7 condition.unknown_name',
      'segments/c.yaml:5:9 condition.type',
      'tracks/t.yaml:3:31 condition.unknown_name',
      'tracks/t.yaml:4:46 condition.unknown_name',
      'tracks/t.yaml:7:5 step.unreachable',
      'tracks/t.yaml:7:34 duration.zero',
    ]);
  });

  it('names what has not the form of the schema together with what is wrong elsewhere', () => {
    expect(
      faultsOf({
        'segments/a.yaml': 'title: A\nwhen: lead_score >=\n',
        'tracks/t.yaml':
          'title: T\nstage: awarenes\nsteps:\n  - { id: end, kind: exit, why: done }\n  - { id: two, kind: jump }\n',
        'tracks/u.yaml': 'title: U\n',
        'notes.txt': 'hello',
      }).map((line) => line.split(': ').slice(0, 2).join(' ')),
    ).toEqual([
      'notes.txt:1:1 file.unknown',
      'segments/a.yaml:2:20 condition.syntax',
      'tracks/t.yaml:2:8 form.invalid',
      'tracks/t.yaml:4:28 form.unknown',
      'tracks/t.yaml:5:22 form.invalid',
      'tracks/u.yaml:1:1 form.invalid',
      'tracks/u.yaml:1:1 form.invalid',
    ]);
  });

  it('refuses aliases, what is no YAML, the same thing twice, empty files and wrong manifests', () => {
    const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: [*b, *b]'].join('\n');
    const codes = (files: Record<string, string>) =>
      faultsOf(files).map((line) => line.split(': ').slice(0, 2).join(' '));
    expect(codes({ 'segments/a.yaml': bomb })).toHaveLength(6);
    expect(codes({ 'segments/a.yaml': '['.repeat(100_000) })).toHaveLength(1);
    expect(codes({ 'segments/a.yaml': 'title: A\ntitle: B\nwhen: lead_score > 1' })).toEqual([
      'segments/a.yaml:2:1 file.syntax',
    ]);
    expect(codes({ 'segments/a.yaml': '__proto__: { title: A }' })).toEqual([
      'segments/a.yaml:1:1 file.syntax',
    ]);
    expect(codes({ 'triggers/a.yaml': '' })).toEqual(['triggers/a.yaml:1:1 form.invalid']);
    const segment = '{ title: A, when: lead_score > 1 }';
    expect(codes({ 'segments.yaml': `a: ${segment}\nb: ${segment}`, 'segments/b.yaml': segment })).toEqual([
      'segments/b.yaml:1:1 file.same_id',
    ]);
    expect(codes({ 'program.yaml': 'schema: 1\nbase: -1\nof: x' })).toEqual([
      'program.yaml:2:7 form.invalid',
      'program.yaml:3:1 form.unknown',
    ]);
    expect(readFiles({}).faults).toMatchObject([{ file: 'program.yaml', code: 'folder.base' }]);
  });

  it('leaves the things of sets where people put them', () => {
    const files = writeFiles(demo, base);
    const all = files['triggers/all.yaml'] as string;
    const [, second] = [...all.matchAll(/^[a-z][a-z0-9-]*:$/gm)].map(({ index }) => index);
    const [first, rest] = [all.slice(0, second), all.slice(second)];
    const arranged = { ...files, 'triggers/first.yaml': first, 'triggers/all.yaml': rest };
    const { pieces, document } = readFiles(arranged);
    const keep = new Map(pieces.map(({ path, file }) => [path, file.path]));
    expect(writeFiles(demo, base, { keep })['triggers/first.yaml']).toBe(arranged['triggers/first.yaml']);
    expect(programHash(checkDocument(document).program as typeof demo)).toBe(programHash(demo));
  });
});
