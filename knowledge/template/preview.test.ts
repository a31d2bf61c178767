import { expect, test } from 'vitest';
import { contentItemSchema } from '../items/item.ts';
import { madeUpFields } from './made-up-fields.ts';
import { previewItem, previewWords } from './preview.ts';
import { variablesOf } from './variables.ts';

const sender = { name: 'Fernhollow', email: 'hello@fernhollow.example', postalAddress: '12 Quarry Lane' };
const email = contentItemSchema.parse({
  id: 'one',
  title: 'One',
  kind: 'email',
  stages: ['awareness'],
  summary: 'Summary.',
  cta: { label: 'Read it', url: 'https://a.example/read' },
  subject: 'For {{ account.name | default: "your company" }}',
  body: `Hi {{ lead.first_name | default: "there" }},

{% case account.industry %}
{% when "healthcare", "pharma" %}
Wards wait. {% if lead.buyer_role == "economic" %}It pays.{% endif %}
{% else %}
All wait.
{% endcase %}

{% assign size = account.company_size | default: "any" %}{% unless size == "smb" %}Ten sites.{% endunless %}`,
});
const shown = async (fields: string, item = email) => {
  const { lead, account } = madeUpFields(fields);
  return previewItem(item, variablesOf(lead, account, sender));
};

test('a preview is what is sent, and says which blocks were chosen and what fell back', async () => {
  const preview = await shown('industry=pharma,role=economic,account.name=Oak, Inc'.replace(', Inc', ' Inc'));
  expect(preview.subject).toBe('For Oak Inc');
  expect(preview.text).toContain('Hi there,\n\nWards wait. It pays.');
  expect(preview.html).toContain('https://a.example/read');
  expect(previewWords(preview)).toEqual([
    'Block: account.industry = "healthcare" or "pharma", line 3',
    'Block: lead.buyer_role == "economic", line 5',
    'Block: not size == "smb", line 10',
    'Fall-back: lead.first_name is empty, "there" stands for it, line 1',
    'Fall-back: account.company_size is empty, "any" stands for it, line 10',
  ]);
});

test('for somebody of whom nothing is known every choice goes to its else', async () => {
  const { text, blocks, fallbacks } = await shown('');
  expect(text).toContain('All wait.\n\nTen sites.');
  expect(blocks.map(({ chosen }) => chosen)).toEqual(['else', 'not size == "smb"']);
  expect(fallbacks.map(({ field, variable }) => [field, variable])).toEqual([
    ['subject', 'account.name'],
    ['body', 'lead.first_name'],
    ['body', 'account.company_size'],
  ]);
});

test('another kind is shown as it is announced, and a brand guide not at all', async () => {
  const { subject: _, ...guide } = { ...email, kind: 'guide' as const, body: '{% nonsense' };
  const preview = await shown('first_name=Ana', guide);
  expect([preview.subject, preview.text.split('\n')[0]]).toEqual(['One', 'Hi Ana,']);
  expect(preview.blocks).toEqual([]);
  await expect(shown('', { ...guide, kind: 'brand-guide' })).rejects.toMatchObject({
    code: 'content.never_sent',
  });
});

test('a field that no lead has is refused with the names there are', () => {
  for (const fields of ['budget=5', 'industry', 'sender.name=X', '__proto__=x', 'industry_label=SaaS']) {
    expect(() => madeUpFields(fields), fields).toThrow(/no field of a lead.*company_size.*role/);
  }
  expect(madeUpFields(' size = smb ,lead.country=PT, region=a=b')).toEqual({
    lead: { country: 'PT' },
    account: { company_size: 'smb', region: 'a=b' },
  });
});
