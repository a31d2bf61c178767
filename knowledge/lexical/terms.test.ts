import { expect, test } from 'vitest';
import { queryTerms, termsOf } from './terms.ts';

test('a word is found in its plural, its -ing and its -ed form, without case and accents', () => {
  for (const forms of [
    ['approval', 'approvals', 'Approvals'],
    ['policy', 'policies'],
    ['process', 'processes'],
    ['invoice', 'invoices', 'invoicing', 'invoiced'],
    ['plan', 'plans', 'planning', 'planned'],
    ['résumé', 'resume'],
    ['audit', 'audits', 'auditing', "audit's"],
    ['case', 'cases'],
  ]) {
    expect(new Set(forms.flatMap((form) => termsOf(form))), forms.join(' ')).toHaveLength(1);
  }
});

test('different words stay different', () => {
  expect(
    new Set(['status', 'state', 'business', 'busy', 'thing', 'bed', 'need'].flatMap((word) => termsOf(word))),
  ).toHaveLength(7);
});

test('stop words, template tags and link targets are no terms', () => {
  expect(
    termsOf('The {{ lead.first_name | default: "x" }} [guide](https://hidden.example/page) {% if a %}'),
  ).toEqual(['guid']);
});

test.each([
  ['e-mail', ['e', 'mail', 'email']],
  ['follow-up', ['follow', 'followup']],
  ['boundary-layer', ['boundary', 'layer']],
  ['HubSpot', ['hubspot', 'hub', 'spot']],
  ['SOC2 and ISO27001', ['soc2', 'soc', '2', 'iso27001', 'iso', '27001']],
  ['7,500 of 1’200’000, not 7,5', ['7500', '1200000', '7', '5']],
  ['GDPR', ['gdpr']],
  ['審査記録', ['審査', '査記', '記録']],
])('%s has the terms %j', (text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});

test('other languages keep their word forms and small words', () => {
  expect(termsOf('Die Prüfungen in den Kliniken', 'de')).toEqual([
    'die',
    'prufungen',
    'in',
    'den',
    'kliniken',
  ]);
});

test('a query looks for a word by its stem and as it stands, and may spell otherwise only what is a word', () => {
  expect(queryTerms('the invoices of Q3 e-mail')).toEqual([
    { terms: ['invoic', 'invoices'], spelled: 'invoic' },
    { terms: ['q3'], spelled: undefined },
    { terms: ['3'], spelled: undefined },
    { terms: ['e'], spelled: undefined },
    { terms: ['mail'], spelled: 'mail' },
    { terms: ['email'], spelled: undefined },
  ]);
});
