import { describe, expect, it } from 'vitest';
import { checkDocument } from './check-document.ts';
import { applyEdits } from './edits.ts';
import { emptyProgram } from './parse.ts';

const task = { do: 'task', queue: 'sales', title: 'Call' };
const trigger = (...actions: unknown[]) => ({
  schema: 1,
  triggers: { demo: { title: 'Demo', when: 'demo_request', actions } },
});
const track = (step: unknown, parts: object = {}) => ({
  schema: 1,
  tracks: { t: { title: 'T', stage: 'awareness', steps: [step], ...parts } },
});
const wait = { id: 'pause', kind: 'wait', for: '1 day' };

function lines(document: Record<string, unknown>): string[] {
  return checkDocument(document).faults.map(({ path, message }) => `${path}: ${message}`);
}

it('is said of a step with its id, too, where a change is refused', () => {
  const value = track({ id: 'late', kind: 'splitt' }).tracks.t as never;
  expect(() => applyEdits(emptyProgram(), [{ op: 'put', path: 'tracks/t', value }])).toThrow(
    'tracks/t/steps/0/kind (step "late"): it has to be one of',
  );
});

describe('what has not the form of the schema', () => {
  it.each([
    [
      'a member is missing',
      trigger(task),
      'triggers/demo/actions/0/within: "within" is missing: a duration is like "90 minutes", "2 hours", "7 days" or "6 weeks"',
    ],
    [
      'a plain text is missing',
      trigger({ do: 'notify', text: 'x' }),
      'triggers/demo/actions/0/audience: "audience" is missing: it has to be text',
    ],
    [
      'the kind is missing',
      track({ id: 'a' }),
      'tracks/t/steps/0/kind: "kind" is missing: it has to be one of email, wait, wait-for, branch, split, action, exit',
    ],
    [
      'the kind is another word',
      track({ id: 'a', kind: 'splitt' }),
      'tracks/t/steps/0/kind: it has to be one of email, wait, wait-for, branch, split, action, exit, not "splitt". Did you mean split?',
    ],
    [
      'the value is another word',
      track(wait, { stage: 'awarenes' }),
      'tracks/t/stage: it has to be one of awareness, consideration, decision, implementation, advocacy, not "awarenes". Did you mean awareness?',
    ],
    [
      'the value is of another type',
      trigger({ do: 'notify', audience: 7, text: 'x' }),
      'triggers/demo/actions/0/audience: it has to be text, not 7',
    ],
    [
      'the value is empty',
      trigger({ do: 'notify', audience: null, text: 'x' }),
      'triggers/demo/actions/0/audience: it has to be text, not empty',
    ],
    [
      'a word or names with values are wanted',
      track(wait, { reentry: 'nevr' }),
      'tracks/t/reentry: it has to be one of never, always, or names with values, not "nevr". Did you mean never?',
    ],
    [
      'a list is too short',
      { schema: 1, tracks: { t: { title: 'T', stage: 'awareness', steps: [] } } },
      'tracks/t/steps: it has to be at least 1 long',
    ],
    [
      'a member has a name that is near another',
      trigger({ ...task, within: '1 day', que: 'x' }),
      'triggers/demo/actions/0/que: there is nothing called "que" here. Did you mean queue?',
    ],
  ])('is said in words when %s', (_, document, said) => {
    expect(lines(document)).toEqual([said]);
  });

  it('is said of every unknown member by itself', () => {
    expect(lines(trigger({ ...task, within: '1 day', colour: 1, qeue: 2 }))).toEqual([
      'triggers/demo/actions/0/colour: there is nothing called "colour" here; there is do, queue, title, within, booking',
      'triggers/demo/actions/0/qeue: there is nothing called "qeue" here. Did you mean queue?',
    ]);
  });
});
