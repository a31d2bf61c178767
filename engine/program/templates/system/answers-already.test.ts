import { expect, it } from 'vitest';
import { defaultVocabulary } from '../../vocabulary.ts';
import { answersAlready } from './answers-already.ts';

it.each([
  ['email_open AND IN SEGMENT smb', 'email_open', true],
  ['email_open AND track = "welcome"', 'email_open', false],
  ['page_visit AND page_url CONTAINS "pricing"', 'page_visit AND page_url CONTAINS "/pricing"', true],
  ['page_visit', 'page_visit AND page_url CONTAINS "/pricing"', false],
  ['page_visit AND page_url CONTAINS "/blog/"', 'page_visit AND page_url CONTAINS "/pricing"', false],
  ['demo_request', 'demo_request OR (form_submit AND form_type = "demo_request")', true],
  [
    'form_submit AND form_type IN ("demo_request", "call")',
    'demo_request OR (form_submit AND form_type = "demo_request")',
    true,
  ],
  ['email_reply AND text NOT MENTIONS "out of office"', 'email_reply', true],
  ['email_reply AND text MENTIONS "too expensive"', 'email_reply', false],
  [
    'content_download AND content_downloads >= 3 AND lead_score < 50',
    'content_download AND content_downloads >= 3',
    true,
  ],
  ['lead_score >= 75', 'lead_score >= 75', true],
  ['lead_score >= 75', 'lead_score >= 50', false],
  ['lead_score >= 75', 'demo_request', false],
])('%s answers %s already: %s', (rule, behaviour, expected) => {
  expect(answersAlready(rule, behaviour, defaultVocabulary)).toBe(expected);
});
