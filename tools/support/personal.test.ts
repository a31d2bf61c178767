import { describe, expect, it } from 'vitest';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { assertNoPersonalCondition, personalFields, withoutAddresses } from './personal.ts';

const refused = (value: unknown) => {
  try {
    assertNoPersonalCondition(value);
    return false;
  } catch (error) {
    expect(error).toMatchObject({ code: 'auth.personal' });
    return true;
  }
};

describe('conditions that ask who leads are', () => {
  it('name fields that there are', () => {
    const fields = Object.keys(defaultVocabulary.fields);
    expect([...personalFields].filter((field) => !fields.includes(field))).toEqual([]);
  });

  it.each([
    'email="a@b.example"',
    'EMAIL   !=   "a"',
    'email ≠ “a”',
    'lead_score > 3 OR (phone is unknown)',
    'company NOT CONTAINS "a"',
    "last_name\nSTARTS\tWITH 'Q'",
    'account_name not in ("a", "b")',
    'email_replies >= 1 WHERE (text MENTIONS "price")',
    'when: "first_name = \\"Bo\\""',
  ])('are found: %s', (text) => {
    expect(refused(text)).toBe(true);
    expect(refused({ edits: [{ value: { steps: [{ when: text }] } }] })).toBe(true);
  });

  it('are found as JSON, however deep', () => {
    const leaf = { op: 'field_in', field: 'email', values: ['a'] };
    expect(refused({ a: [{ where: { op: 'not', of: leaf } }] })).toBe(true);
    expect(refused({ op: 'property', property: 'address', is: '=', value: 'a' })).toBe(true);
    expect(refused({ op: 'field', field: 'industry', is: '=', value: 'a' })).toBe(false);
  });

  it.each([
    'Write an email in which the text is short, and mention our company in the first line',
    'The phone is ringing; the website contains everything',
    'email_opens >= 3 IN last_7_days AND industry = "healthcare"',
    'job_title CONTAINS "chief" AND page_url CONTAINS "email"',
    'form_submit AND form_type = "phone"',
    'Is the company known? Start with an email after that.',
  ])('are not seen in other words: %s', (text) => {
    expect(refused(text)).toBe(false);
  });
});

describe('addresses', () => {
  it('are taken out of every text, of names of fields too, and nothing else is', () => {
    const shown = { 'by bo@lead.example': ['to <Jürgen.Groß+x@sub.lead.example>, 3 @ 5', 4, null, true] };
    expect(withoutAddresses(shown)).toEqual({
      'by [withheld]': ['to <[withheld]>, 3 @ 5', 4, null, true],
    });
  });

  it('are looked for in a time that does not grow with tricks', () => {
    const started = performance.now();
    withoutAddresses(`${'a'.repeat(200_000)}@`);
    withoutAddresses('a@'.repeat(50_000));
    withoutAddresses(`a@${'b.'.repeat(50_000)}`);
    assertNoPersonalCondition(`email ${'not '.repeat(50_000)}`);
    assertNoPersonalCondition(`email${' '.repeat(200_000)}x`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
