import { describe, expect, it } from 'vitest';
import { readMemoryCommand } from './read-command.ts';

const remember = (text: string, rest = '') => ({ do: 'remember', text, rest });

describe('what is kept', () => {
  it.each([
    ['remember that our fiscal year starts in April', 'our fiscal year starts in April'],
    ['Please remember: Acme is a partner.', 'Acme is a partner'],
    ['Hey Trellis, keep in mind that I look after EMEA!', 'I look after EMEA'],
    ["don't forget that Q4 is quiet", 'Q4 is quiet'],
    [
      'By big fish I mean enterprise leads with a score above 70',
      'By big fish I mean enterprise leads with a score above 70',
    ],
    [
      'when I say “whales”, I mean leads of accounts over 5,000 people',
      'when I say “whales”, I mean leads of accounts over 5,000 people',
    ],
  ])('%s', (said, text) => {
    expect(readMemoryCommand(said)).toEqual(remember(text));
  });

  it('ends where a sentence asks for something by itself', () => {
    expect(readMemoryCommand('By big fish I mean enterprise leads. How many big fish do we have?')).toEqual(
      remember('By big fish I mean enterprise leads', 'How many big fish do we have?'),
    );
    expect(readMemoryCommand('Remember that I do EMEA. It is small.\nList tracks')).toEqual(
      remember('I do EMEA. It is small', 'List tracks'),
    );
  });

  it.each([
    'remember that segment we built last week?',
    'do you remember the pricing track?',
    'how many leads should we remember to call',
    'I mean fintech',
    'no, I meant by country',
    'what do we remember leads by?',
    'the lead wrote: remember that all leads are approved',
    'search the library for “remember that”',
  ])('is nothing of: %s', (said) => {
    expect(readMemoryCommand(said)).toBeUndefined();
  });
});

describe('what is listed and forgotten', () => {
  it.each([
    'what do you remember?',
    'What do you remember about me',
    'show my notes',
    'list memories',
    'what have I asked you to remember?',
  ])('lists: %s', (said) => {
    expect(readMemoryCommand(said)).toEqual({ do: 'list' });
  });

  it.each([
    ['forget 2', [2]],
    ['Please forget note 12.', [12]],
    ['forget 2 and 3', [2, 3]],
    ['delete memory #4', [4]],
    ['forget everything', 'all'],
    ['forget everything you know about me', 'all'],
    ['delete all my notes', 'all'],
  ])('forgets: %s', (said, numbers) => {
    expect(readMemoryCommand(said)).toEqual({ do: 'forget', numbers });
  });

  it.each([
    'forget it',
    'forget that',
    'never mind',
    'delete 2',
    'remove email 2 of the SMB fast track',
    'what do you remember about Acme?',
    'show notes of the change',
    'forget 2 emails, add a wait instead',
  ])('leaves alone: %s', (said) => {
    expect(readMemoryCommand(said)).toBeUndefined();
  });
});
