import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Program, programSchema, type Track } from '../schema.ts';
import { demoProgram } from '../templates/enterprise-smb.ts';
import { arbitraryProgram } from '../testing/arbitrary-program.ts';
import { trackDiagram } from './track-diagram.ts';

const content = { item: 'guide', version: 2, hash: '0'.repeat(64) };
const demo = demoProgram((item) => ({ ...content, item }));

function drawn(track: Partial<Track>): string {
  const program: Program = programSchema.parse({
    schema: 1,
    tracks: { t: { title: 'T', stage: 'awareness', ...track } },
  });
  return trackDiagram(program, program.tracks.t as Track);
}

it('shows every kind of step and where each leads to', () => {
  const picture = drawn({
    entry: { when: 'industry = "healthcare"' },
    goal: 'lead_score >= 75',
    exits: { left: { when: 'lead_score < 5' } },
    steps: [
      { id: 'mail', kind: 'email', title: 'Hello', content, purpose: 'marketing' },
      { id: 'pause', kind: 'wait', for: '3 days' },
      { id: 'look', kind: 'wait-for', when: 'page_visit', within: '2 days', otherwise: 'end' },
      {
        id: 'who',
        kind: 'branch',
        cases: [{ when: 'company_size = "smb"', goto: 'end' }],
        otherwise: 'share',
      },
      {
        id: 'share',
        kind: 'split',
        arms: [
          { id: 'a', weight: 1, goto: 'mail' },
          { id: 'b', weight: 3, goto: 'act' },
        ],
      },
      { id: 'end', kind: 'exit', reason: 'no interest' },
      { id: 'act', kind: 'action', action: { do: 'score', points: 5 } },
    ],
  });
  expect(picture).toMatchInlineSnapshot(`
    "flowchart TD
      entry(["Enters when industry = #quot;healthcare#quot;"])
      s0["Email 1 “Hello”<br/>guide, version 2"]
      s1("Wait for 3 days")
      s2{{"Wait until page_visit, at most 2 days"}}
      s3{"The branch “who”"}
      s4{"The split “share”"}
      s5(["Ends: no interest"])
      s6[["Gives +5 points"]]
      finished(["Ends: finished"])
      entry --> s0
      s0 --> s1
      s1 --> s2
      s2 -->|"it holds"| s3
      s2 -->|"time is up"| s5
      s3 -->|"company_size = #quot;smb#quot;"| s5
      s3 -->|"else"| s4
      s4 -->|"a, weight 1"| s0
      s4 -->|"b, weight 3"| s6
      s6 --> finished
      leaves>"Goal: lead_score >= 75<br/>Exit “left”: lead_score #lt; 5"]
      entry -.- leaves
    "
  `);
});

it('ends no label and begins no node by what a program says', () => {
  const hostile = '"] --> x["<img src=x onerror=alert(1)>`**;\nclick s0 "javascript:1"';
  const picture = drawn({
    steps: [{ id: 'end', kind: 'exit', reason: hostile }],
    exits: { left: { when: hostile } },
  });
  expect(picture.split('\n')).toHaveLength(7);
  for (const line of picture.split('\n')) expect(line.match(/"/g)?.length ?? 0).toBeLessThanOrEqual(2);
  expect(picture.replaceAll('<br/>', '')).not.toMatch(/<|`/);
});

it('draws whatever is a program: every line is a node or a link between nodes that are there', () => {
  fc.assert(
    fc.property(fc.oneof(fc.constant(demo), arbitraryProgram), (program) => {
      for (const track of Object.values(program.tracks)) {
        const lines = trackDiagram(program, track).trimEnd().split('\n').slice(1);
        const ids = new Set(lines.flatMap((line) => /^ {2}(\w+)[[({>]/.exec(line)?.[1] ?? []));
        for (const line of lines) {
          const link = /^ {2}(\w+) (?:-->|-\.-)(?:\|"[^"]*"\|)? (\w+)$/.exec(line);
          if (link) expect(ids).toContain(link[1]);
          if (link) expect(ids).toContain(link[2]);
          else expect(line).toMatch(/^ {2}\w+[[({>]+"[^"]*"[\])}]+$/);
        }
      }
    }),
  );
});
