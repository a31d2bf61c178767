import { expect, it } from 'vitest';
import { differenceIn } from './difference.ts';

it('names the place at which a decision first parts from its record, with both sides', () => {
  const recorded = { effects: [], trace: [{ did: 'score', points: 6 }, { did: 'join' }] };
  const replayed = { effects: [], trace: [{ did: 'score', points: 5 }] };
  expect(differenceIn({ expected: JSON.stringify(replayed), actual: JSON.stringify(recorded) })).toEqual({
    path: 'trace.0.points',
    recorded: '6',
    replayed: '5',
  });
});

it('says nothing where one side has nothing, and keeps lists apart from records', () => {
  expect(differenceIn({ expected: '{"a":1}', actual: '{"a":1,"b":{"c":2}}' })).toEqual({
    path: 'b',
    recorded: '{"c":2}',
    replayed: 'nothing',
  });
  expect(differenceIn({ expected: '{"a":[]}', actual: '{"a":{}}' }).path).toBe('a');
});

it('shows a text that is no JSON from shortly before the first other character', () => {
  const same = 'x'.repeat(100);
  expect(differenceIn({ expected: `${same}5`, actual: `${same}6` })).toEqual({
    path: '',
    recorded: `…${'x'.repeat(40)}6`,
    replayed: `…${'x'.repeat(40)}5`,
  });
  const long = differenceIn({ expected: 'input 2 does not follow 4', actual: `{"a":"${'y'.repeat(900)}"}` });
  expect(long.replayed).toBe('input 2 does not follow 4');
  expect(long.recorded).toHaveLength(401);
});
