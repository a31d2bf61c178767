import { expect, it } from 'vitest';
import { parseCondition } from '../../../program/condition/parse.ts';
import { printCondition } from '../../../program/condition/print.ts';
import { defaultVocabulary } from '../../../program/vocabulary.ts';
import { asPastEvents } from './past-events.ts';

const rewritten = (text: string) => {
  const past = asPastEvents(parseCondition(text, defaultVocabulary), 30);
  return past && printCondition(past, defaultVocabulary);
};

it.each([
  ['page_visit', 'page_visits >= 1 IN last_30_days'],
  [
    'page_visit AND page_url CONTAINS "pricing" AND company_size = "smb"',
    'page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days AND company_size = "smb"',
  ],
  [
    'page_visit AND (page_url = "/a" OR page_url = "/b")',
    'page_visits >= 1 WHERE (page_url = "/a" OR page_url = "/b") IN last_30_days',
  ],
  ['email_open OR email_click', 'email_opens >= 1 IN last_30_days OR email_clicks >= 1 IN last_30_days'],
  [
    'email_open AND email_clicks >= 3 WHERE (track = "x")',
    'email_opens >= 1 IN last_30_days AND email_clicks >= 3 WHERE (track = "x")',
  ],
])('%s is asked of the past as %s', (text, past) => {
  expect(rewritten(text)).toBe(past);
});

it.each([
  'NOT page_visit',
  'company_size = "smb"',
  'page_visit OR company_size = "smb"',
  '(email_open OR email_click) AND step = "one"',
  'page_visit AND (page_url = "/a" OR company_size = "smb")',
])('%s cannot be, and is left out', (text) => {
  expect(rewritten(text)).toBeUndefined();
});
