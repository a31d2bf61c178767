import { expect, test } from 'vitest';
import { lintMessage } from '../../blocks/lint/lint.ts';
import { helpReply } from './help.ts';
import { readCommand } from './read-command.ts';

const names = ['help', 'ask', 'pending', 'digests', 'alerts', 'notify', 'share'];

test.each([
  ['', { name: 'help', words: '' }],
  ['  ', { name: 'help', words: '' }],
  ['help', { name: 'help', words: '' }],
  ['HELP!', { name: 'help', words: '' }],
  ['ask how many leads are there?', { name: 'ask', words: 'how many leads are there?' }],
  ['how many leads are there?', { name: 'ask', words: 'how many leads are there?' }],
  ['pendign', { name: 'pending', words: '', typed: 'pendign' }],
  ['digest', { name: 'digests', words: '', typed: 'digest' }],
  ['alrets list', { name: 'alerts', words: 'list', typed: 'alrets' }],
  ['share on', { name: 'share', words: 'on' }],
  ['notify hot leads in <#C1|sales>', { name: 'notify', words: 'hot leads in <#C1|sales>' }],
  ['are there leads?', { name: 'ask', words: 'are there leads?' }],
  ['frobnicate', { name: 'help', words: '', typed: 'frobnicate' }],
  ['ask first\nand then', { name: 'ask', words: 'first\nand then' }],
])('/trellis %s', (text, read) => {
  expect(readCommand(text, names)).toEqual(read);
});

test('help names everything, and a word that is none cannot write a mention', () => {
  const one = { name: 'share', usage: 'on | off', does: 'Lets me speak here.' };
  const reply = helpReply([one], '<!channel>');
  expect(reply).toMatchSnapshot();
  expect(lintMessage(reply)).toEqual([]);
});
