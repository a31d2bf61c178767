import { expect, test } from 'vitest';
import { programOf, Story } from '../../core/testing/story.ts';
import { parseCondition } from '../../program/condition/parse.ts';
import { defaultVocabulary } from '../../program/vocabulary.ts';
import { deciding, evidenceNow } from './evidence.ts';

const sums = 'SUM(deal_closed.amount) >= 20 IN last_9_days';
const program = programOf({ segments: { s: { title: 'S', when: `${sums} OR page_visits >= 1` } } });
const story = Story.mailable(program, { country: 'DE' });
story.event('deal_closed', { amount: 12.5 });

const found = (text: string) =>
  evidenceNow(parseCondition(text, defaultVocabulary), program, story.lead, story.lead.at).evidence;
const told = (text: string) => deciding(found(text)).map((part) => part.text);

test('of an AND that fails the parts that fail are told, of an OR that holds those that hold', () => {
  expect(told('country = "DE" AND page_visits >= 1')).toEqual(['page_visits >= 1']);
  expect(told('country = "DE" OR page_visits >= 1')).toEqual(['country = "DE"']);
  expect(told('country = "DE" AND NOT country = "FR"')).toHaveLength(2);
});

test('a sum is told as it was given, not in the thousandths that are kept', () => {
  expect(found(sums)).toMatchObject({ holds: false, found: 12.5 });
});
