import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadItems } from '../ingest/load.ts';
import { templateFaults } from './check.ts';

const email = (body: string, more: { subject?: string; preheader?: string } = {}) =>
  templateFaults({ kind: 'email', subject: 'A subject', body, ...more }).map(
    ({ field, line, message }) => `${field} ${line}: ${message}`,
  );

const like = (words: RegExp) => expect.stringMatching(words);

test('every email of the demo library passes', async () => {
  const folder = fileURLToPath(new URL('../demo-library', import.meta.url));
  for (const item of await loadItems(folder)) expect(templateFaults(item), item.id).toEqual([]);
});

test('the blocks that the manual shows pass', () => {
  const manual = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
  const blocks = [...manual.matchAll(/```liquid\n([\s\S]*?)```/g)].map(([, block]) => block as string);
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) expect(email(block)).toEqual([]);
});

test('a variable that may be empty needs a fall-back, wherever it is printed', () => {
  expect(email('Text.\n\nFor {{ lead.company }}.\n\nAnd {{ account.region }}.')).toEqual([
    'body 3: lead.company may be empty: write {{ lead.company | default: "..." }}',
    'body 5: account.region may be empty: write {{ account.region | default: "..." }}',
  ]);
  expect(email('Text.', { subject: 'Hi {{ lead.first_name }}' })).toEqual([
    like(/^subject 1: lead.first_name/),
  ]);
  expect(email('Text.', { preheader: '{{ account.name }}' })).toEqual([like(/^preheader 1: account.name/)]);
  expect(email('Text by {{ sender.name }} for {{ lead.company | default: "you" }}.')).toEqual([]);
  expect(email('{% if lead.company %}For {{ lead.company }}.{% else %}For you.{% endif %}')).toEqual([]);
  expect(email('{% if lead.country %}For {{ lead.company }}.{% endif %} Text.')).toEqual([
    like(/^body 1: lead.company/),
  ]);
});

test('a fall-back that says nothing is none', () => {
  for (const output of [
    '{{ lead.first_name | default: "" }}',
    '{{ lead.first_name | default: " " }}',
    '{{ lead.first_name | default: "x" | remove: "x" }}',
    '{% assign name = lead.first_name | default: "" %}{{ name }}',
  ]) {
    expect(email(`Text.\n\nFor ${output}`), output).toEqual([like(/^body 3: .* may come out empty/)]);
  }
  expect(email('For {{ lead.first_name | default: lead.last_name }}')).toEqual([
    like(/lead.last_name may be empty/),
  ]);
  expect(email('{% assign name = lead.first_name %}Text. {{ name }}')).toHaveLength(1);
});

test('an empty greeting is refused even when nothing is missing without a fall-back', () => {
  const name = '{% if lead.first_name %}{{ lead.first_name }}{% endif %}';
  expect(email(`Hi ${name},\n\nText.`)).toEqual([
    like(/^body 1: the greeting is empty for a lead with no lead/),
  ]);
  expect(email('Text.', { subject: `${name}, one idea` })).toEqual([
    like(/^subject 1: the greeting is empty/),
  ]);
  expect(email('Hi{% if lead.first_name %} {{ lead.first_name }}{% endif %},\n\nText.')).toEqual([]);
});

test('a choice that leaves nothing of the email for some leads is refused, and says for which', () => {
  const blocks = (rest: string) =>
    `Hi {{ lead.first_name | default: "there" }},\n\n{% case account.industry %}{% when "healthcare" %}\n\nWards.\n\n` +
    `{% when "fintech" %}\n\nAudits.\n\n${rest}{% endcase %}\n\n[cta]\n\n{{ sender.name }}`;
  expect(email(blocks(''))).toEqual([
    expect.stringContaining('nothing is left of the body for a lead with no account.industry'),
    expect.stringContaining('account.industry of another kind'),
  ]);
  expect(email(blocks('{% else %}\n\nOperations.\n\n'))).toEqual([]);
  expect(
    email(
      '{% if account.company_size == "smb" %}Small.{% elsif account.company_size == "enterprise" %}Big.{% endif %}',
    ),
  ).toHaveLength(2);
  const both =
    '{% if account.region == "emea" %}One.{% endif %}{% if account.region != "emea" %}Other.{% endif %}';
  expect(email(both)).toEqual([]);
});

test('a fault in one block only is found, and its block is not mistaken for another', () => {
  const body =
    '{% assign role = lead.buyer_role | default: "all" %}Text.\n{% case role %}{% when "economic" %}{{ lead.company }}{% else %}you{% endcase %}';
  expect(email(body)).toEqual([like(/^body 2: lead.company may be empty/)]);
});

test('many blocks at once are checked in pairs and in good time', () => {
  const one = (field: string) =>
    `{% case ${field} %}${'abcdefgh'
      .split('')
      .map((value) => `{% when "${value}" %}${value}`)
      .join('')}{% else %}z{% endcase %}\n`;
  const fields = [
    'account.industry',
    'account.region',
    'account.company_size',
    'lead.buyer_role',
    'lead.country',
  ];
  const body = fields.map(one).join('');
  expect(email(body)).toEqual([]);
  const deep = '{% if account.region == "a" and lead.country == "h" %}{{ lead.company }}{% endif %}';
  expect(email(body + deep)).toHaveLength(1);
});

test('an email that no mail program shows whole is refused before it is parsed', () => {
  expect(email('_a'.repeat(250_000))).toEqual([like(/500000 characters/)]);
});

test('a template that tells too many kinds of leads apart is refused instead of being checked for ever', () => {
  const fields = ['account.industry', 'account.region', 'account.company_size', 'lead.buyer_role'];
  const body = fields
    .flatMap((field) => Array.from({ length: 40 }, (_, i) => `{% if ${field} == "v${i}" %}${i}{% endif %}\n`))
    .join('');
  const started = performance.now();
  expect(email(body)).toEqual([like(/too many kinds of leads/)]);
  expect(email(`Text. ${'{% if lead.country == "pt" %}x{% endif %}'.repeat(1_000)}`)).toEqual([
    like(/2000 variables and tags/),
  ]);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('what is not in the language is refused with its line and what there is instead', () => {
  expect(email('Text.\n{% for i in (1..9) %}x{% endfor %}')).toEqual([
    'body 2: {% for %} is not a tag of emails; there are: assign, if, unless, case, comment, raw',
  ]);
  expect(email('\n\n{{ lead.email }}')).toEqual([
    like(/^body 3: "lead.email" is not a variable of emails; there are/),
  ]);
  expect(email('{{ links.cta }}')).toHaveLength(1);
  expect(email('{{ lead.first_name | raw }}')).toEqual([like(/undefined filter: raw/)]);
  expect(email('{% if lead.country %}never closed')).toEqual([like(/not closed/)]);
});

test('a document that is no email may say anything: it is never read as a template', () => {
  expect(templateFaults({ kind: 'guide', body: 'Write {{ name }} and {% for %}.' })).toEqual([]);
});
