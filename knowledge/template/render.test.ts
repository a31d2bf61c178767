import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { loadItems } from '../ingest/load.ts';
import { type ContentItem, contentItemSchema } from '../items/item.ts';
import { compileEmail } from './compile.ts';
import { type EmailLinks, renderEmail } from './render.ts';
import { type MailSender, variablesOf } from './variables.ts';

const sender: MailSender = {
  name: 'Fernhollow',
  email: 'hello@fernhollow.example',
  postalAddress: '12 Quarry Lane, Exampleton',
};
const links: EmailLinks = {
  click: (index) => `https://t.example/c/${index}`,
  open: 'https://t.example/o',
  unsubscribe: 'https://t.example/u',
};

const item = (more: Partial<Record<keyof ContentItem, unknown>>): ContentItem => ({
  ...contentItemSchema.parse({
    id: 'one',
    title: 'One',
    kind: 'email',
    stages: ['awareness'],
    summary: 'Summary.',
    cta: { label: 'Read it', url: 'https://a.example/read?x=1&y=2' },
    subject: 'Hello {{ lead.first_name | default: "there" }}',
    preheader: 'Before',
    body: 'Hi {{ lead.first_name | default: "there" }},\n\nText.',
  }),
  // What adding would refuse is tried here too: an older item may have it.
  ...(more as Partial<ContentItem>),
});

const render = async (content: ContentItem, lead = {}, account = {}, to: EmailLinks = links) =>
  renderEmail(await compileEmail(content), variablesOf(lead, account, sender), to);

test('variables are filled in subject, HTML and text, and fall back when they are empty', async () => {
  const filled = await render(item({}), { first_name: 'Ana' });
  expect([filled.subject, filled.text.split('\n')[0]]).toEqual(['Hello Ana', 'Hi Ana,']);
  expect(filled.html).toContain('<p>Hi Ana,</p>');
  const empty = await render(item({}), { first_name: '  ' });
  expect([empty.subject, empty.text.split('\n')[0]]).toEqual(['Hello there', 'Hi there,']);
});

test('a value that is missing without a fall-back sends nothing', async () => {
  for (const lead of [{}, { first_name: '' }, { first_name: ' \n' }]) {
    await expect(render(item({ subject: 'Hi {{ lead.first_name }}' }), lead)).rejects.toMatchObject({
      code: 'email.missing_value',
      faults: [{ path: 'one/subject', message: 'lead.first_name is empty' }],
    });
  }
});

test('a value is escaped in HTML, is plain in text, and is never read as a template', async () => {
  const { html, text, subject } = await render(item({}), {
    first_name: '<b>{{ sender.email }}</b>\r\nBcc: x@y.test',
  });
  expect(html).toContain('Hi &lt;b&gt;{{ sender.email }}&lt;/b&gt; Bcc: x@y.test,');
  expect(text).toContain('Hi <b>{{ sender.email }}</b> Bcc: x@y.test,');
  expect(subject).toBe('Hello <b>{{ sender.email }}</b> Bcc: x@y.test');
});

test('only fields of the allow-list, known filters and harmless tags are accepted', async () => {
  for (const body of [
    '{{ lead.email }}',
    '{{ lead.ssn | default: "x" }}',
    '{{ diagnosis }}',
    '{% if lead.password == "x" %}y{% endif %}',
    '{{ lead.first_name | raw }}',
    '{{ lead.first_name | unheard_of }}',
    '{% for i in (1..9) %}x{% endfor %}',
    '{% include "/etc/passwd" %}',
    '{{ lead.constructor }}',
    '{% if lead.country %}never closed',
  ]) {
    await expect(compileEmail(item({ body })), body).rejects.toMatchObject({
      code: 'email.template',
      faults: [{ path: 'one/body' }],
    });
  }
});

test('a lead’s custom fields do not reach the template’s scope', () => {
  const variables = variablesOf(
    { first_name: 'Ana', diagnosis: 'secret', email: 'a@b.test' },
    { revenue: 5 },
    sender,
  );
  expect(JSON.stringify(variables)).not.toMatch(/secret|a@b\.test|revenue/);
});

test('blocks are chosen by a field, in HTML without empty paragraphs', async () => {
  const body =
    'Top.\n\n{% assign kind = account.industry | default: "other" %}\n{% case kind %}\n{% when "saas" %}\n\nFor {{ account.industry_label }}.\n\n{% else %}\n\nFor all.\n\n{% endcase %}\n\nEnd.';
  const saas = await render(item({ body }), {}, { industry: 'saas' });
  expect(saas.text).toMatch(/^Top\.\n\nFor SaaS\.\n\nEnd\./);
  expect(saas.html).not.toContain('For all.');
  expect(saas.html).not.toMatch(/<p>\s*<\/p>/);
  expect((await render(item({ body }))).text).toMatch(/^Top\.\n\nFor all\.\n\nEnd\./);
});

test('web links become tracked links, the call to action is the first, and nothing else is a link', async () => {
  const body =
    'See [this](https://b.example/x) and [again](https://b.example/x), [bad](javascript:alert(1)), [rel](/x), ' +
    '[made](https://c.example/{{ lead.country }}), ![pic](https://p.example/i.png) <script>alert(1)</script>\n\n[cta]\n\nPS.';
  const content = item({ body });
  expect((await compileEmail(content)).urls).toEqual([
    'https://a.example/read?x=1&y=2',
    'https://b.example/x',
  ]);
  const { html, text } = await render(content);
  const targets = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
  expect(targets).toEqual([
    'https://t.example/c/1',
    'https://t.example/c/1',
    'https://t.example/c/0',
    'https://t.example/u',
  ]);
  expect(html).not.toMatch(/javascript:|<script|p\.example|c\.example/);
  expect(text).toContain('this (https://t.example/c/1)');
  expect(text).toContain('Read it:\nhttps://t.example/c/0\n\nPS.');
});

test('every marketing email carries sender, postal address, unsubscribe link, preheader and pixel', async () => {
  const { html, text } = await render(item({}));
  for (const part of [
    'Fernhollow',
    '12 Quarry Lane, Exampleton',
    'href="https://t.example/u"',
    'src="https://t.example/o"',
    'Before',
  ]) {
    expect(html).toContain(part);
  }
  expect(text).toContain('Unsubscribe: https://t.example/u');
  expect(html).toContain('lang="en"');
});

test('a transactional email has no unsubscribe link, and an email without a pixel loads nothing', async () => {
  const { html, text } = await render(item({}), {}, {}, { click: links.click });
  expect(html + text).not.toContain('nsubscribe');
  expect(html).not.toMatch(/<img|<link|@import|url\(/);
});

test('any other kind is announced by title and summary, which stand for themselves', async () => {
  const report = item({
    kind: 'report',
    subject: undefined,
    preheader: undefined,
    title: 'The {{ state }} of it',
    summary: 'Costs *rise* by 5_000_000 {% if %} <b>now</b> & more.',
    body: 'The long report.',
  });
  const { subject, html, text } = await render(report, { first_name: 'Ana' });
  expect(subject).toBe('The { { state }} of it');
  expect(text).toContain(
    'Hi Ana,\n\nCosts *rise* by 5_000_000 { % if %} <b>now</b> & more.\n\nRead it:\nhttps://t.example/c/0',
  );
  expect(html).toContain('Costs *rise* by 5_000_000 { % if %} &lt;b&gt;now&lt;/b&gt; &amp; more.');
  expect(html).not.toContain('The long report.');
});

let library: ContentItem[];
beforeAll(async () => {
  library = await loadItems(fileURLToPath(new URL('../demo-library', import.meta.url)));
});

test('every item of the demo library renders for a lead with all fields and for one with none', async () => {
  const full = variablesOf(
    {
      first_name: 'Ana',
      last_name: 'Silva',
      job_title: 'COO',
      buyer_role: 'economic',
      country: 'PT',
      company: 'Oak',
    },
    { industry: 'healthcare', company_size: 'enterprise', account_name: 'Oak Hospitals' },
    sender,
  );
  for (const one of library) {
    const email = await compileEmail(one);
    for (const variables of [full, variablesOf({}, {}, sender)]) {
      const { subject, html, text } = renderEmail(email, variables, links);
      expect(html + text + subject, one.id).not.toMatch(/\{\{|\{%|x-item|undefined|Hi ,/);
      expect(text.match(/https:\/\/t\.example\/c\/0/g), one.id).toHaveLength(1);
    }
  }
});
