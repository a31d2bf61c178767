import { expect, it } from 'vitest';
import { emptyProgram } from '../../engine/program/parse.ts';
import type { TaskRun, TurnRun } from '../run/run-task.ts';
import { type Task, taskFileSchema } from '../task.ts';
import { judge } from './judge.ts';

const task = (rest: object): Task => ({
  ...(taskFileSchema.parse([{ id: 'one', as: 'marketer', turns: [{ say: 'hello' }], ...rest }])[0] as Task),
  topic: 'test',
});

function turn(
  text: string,
  calls: { name: string; input?: object; output?: object }[] = [],
  did = false,
): TurnRun {
  const toolCalls = calls.map(({ name, input = {}, output = {} }) => ({ name, input, output }));
  const answer = { text, model: 'test', toolCalls, changes: [], citations: [], findings: [], tainted: [] };
  return { answer, did, ms: 1, toolMs: 0 };
}

const ended = (turns: TurnRun[], rest: Partial<TaskRun> = {}): TaskRun => ({
  turns,
  changes: [],
  halts: [],
  program: emptyProgram(),
  usage: {},
  ...rest,
});

it('passes what ends as expected and says what is wanted', () => {
  const counting = task({
    turns: [
      {
        say: 'how many?',
        calls: [{ query_leads: {} }],
        says: [{ of: 0, take: 'count' }, 'leads', '/match(es)?/'],
        not_says: ['smb'],
      },
    ],
  });
  const gold = [[{ count: 1204 }]];
  const run = ended([turn('1,204 leads match.', [{ name: 'query_leads' }])]);
  expect(judge(counting, run, gold)).toEqual({ faults: [], callsMatched: true });
  const other = ended([turn('204 SMB leads.', [{ name: 'show_program' }])]);
  expect(judge(counting, other, gold)).toEqual({
    faults: [
      'turn 1: it does not say 1204 (count of call 0)',
      'turn 1: it does not say /match(es)?/',
      'turn 1: it says smb',
    ],
    callsMatched: false,
  });
});

it('fails what was halted, filed or called and should not have been', () => {
  const asking = task({ never: ['halt_sending'] });
  const run = ended([turn('Done.', [{ name: 'halt_sending' }])], { halts: ['smb'] });
  expect(judge(asking, run, []).faults).toEqual(['halted is smb, not nothing', 'it called halt_sending']);
  const filed = ended([turn('Done.')], { changes: [{ title: 'T' } as TaskRun['changes'][number]] });
  expect(judge(task({}), filed, []).faults).toEqual(['it filed 1 changes (T), not 0']);
});

it('wants a question where one is expected, and nothing done in that turn', () => {
  const asking = task({ turns: [{ say: 'build a track', asks: true }] });
  expect(judge(asking, ended([turn('For which stage?')]), []).faults).toEqual([]);
  expect(judge(asking, ended([turn('Done.', [], true)]), []).faults).toEqual([
    'turn 1: it asks nothing',
    'turn 1: it should ask and do nothing',
  ]);
});

it('fails a turn that failed, and a gold call that a tool refused', () => {
  const failed = { did: false, ms: 1, toolMs: 0, fault: 'model.timeout' };
  expect(judge(task({}), ended([failed]), []).faults).toEqual(['turn 1: the turn failed: model.timeout']);
  const output = { error: { code: 'x', message: 'No such track.', faults: [] } };
  const refused = ended([turn('Done.', [{ name: 'query_leads', output }])]);
  expect(judge(task({}), refused, [], { byScript: true }).faults).toEqual([
    'turn 1: query_leads: No such track.',
  ]);
  expect(judge(task({}), refused, []).faults).toEqual([]);
});
