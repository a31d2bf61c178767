import { expect, test } from 'vitest';
import { readNotify } from './notify.ts';

test.each([
  ['', { do: 'list' }],
  ['list', { do: 'list' }],
  ['sales', { do: 'on', audience: 'sales' }],
  ['sales here', { do: 'on', audience: 'sales' }],
  ['“Key accounts” in <#C1|deals>', { do: 'on', audience: 'Key accounts', channel: 'C1' }],
  ['<#C1> sales', { do: 'on', audience: 'sales', channel: 'C1' }],
  ['off sales', { do: 'off', audience: 'sales' }],
  ['stop', { do: 'off' }],
  ['Off sales in <#C1|deals>', { do: 'off', audience: 'sales', channel: 'C1' }],
])('/trellis notify %s', (words, asked) => {
  expect(readNotify(words)).toEqual(asked);
});
