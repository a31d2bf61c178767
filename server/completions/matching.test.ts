import { expect, test } from 'vitest';
import { matching } from './matching.ts';

const choices = [
  { value: 'enterprise-smb', title: 'Both sizes' },
  { value: 'welcome', title: 'SMB welcome' },
  { value: 'smb-fast', title: 'Fast track' },
  { value: 'other', title: 'Something else' },
];

test('what begins with the text comes first, by id, then by title; then what has it anywhere', () => {
  expect(matching(choices, ' SMB')).toEqual(['smb-fast', 'welcome', 'enterprise-smb']);
});

test('nothing typed is everything, each once, in the order it came', () => {
  expect(matching([...choices, { value: 'other' }], '')).toEqual([
    'enterprise-smb',
    'welcome',
    'smb-fast',
    'other',
  ]);
});

test('what nothing has is nothing', () => {
  expect(matching(choices, 'banking')).toEqual([]);
});
