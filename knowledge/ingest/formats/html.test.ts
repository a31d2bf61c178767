import { expect, test } from 'vitest';
import { readHtml } from './html.ts';

const article = (
  inside: string,
  head = '',
) => `<!doctype html><html lang="en-GB"><head><title>Shorter hand-offs | Fernhollow</title>
<meta name="description" content="What they cost.">${head}</head><body><nav><a href="/">Home</a> <a href="/blog">Blog</a></nav>
<article><h1>Shorter hand-offs</h1><p>Each hand-off costs a case two days, and nobody books them anywhere, so they stay.</p>${inside}
<h2>What to do</h2><p>Name an owner for each step, and measure 12.5 % of the cases by hand, every week for a quarter.</p></article>
<footer>Imprint, privacy, cookies</footer></body></html>`;
const read = (html: string, shape: 'article' | 'page' | 'email' = 'article') =>
  readHtml(html, { url: 'https://www.fernhollow.example/blog/hand-offs', shape });

test('an article comes out as Markdown without what stands around it', async () => {
  const { body, found, notes } = await read(
    article(
      '<ul><li>one</li><li>snake_case and 5 * 3</li></ul><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><p><a href="/more#x">More</a></p>',
    ),
  );
  expect(body).toContain('# Shorter hand-offs\n\nEach hand-off costs');
  expect(body).toContain('## What to do\n\nName an owner');
  expect(body).toContain('- snake_case and 5 * 3');
  expect(body).toMatch(/\| a +\| b +\|/);
  expect(body).toContain('[More](https://www.fernhollow.example/more#x)');
  expect(body).not.toMatch(/Home|Imprint/);
  expect(found).toMatchObject({
    title: 'Shorter hand-offs | Fernhollow',
    description: 'What they cost.',
    language: 'en-GB',
  });
  expect(notes).toEqual([]);
});

test('where no article stands out the whole page is taken, and that is said', async () => {
  const cards = Array.from(
    { length: 30 },
    (_, n) =>
      `<div class="card"><h3>Service ${n}</h3><p>What it does for team ${n} in a few words.</p></div>`,
  );
  const { body } = await read(
    `<html><body><div class="sidebar related">${cards.join('')}</div></body></html>`,
  );
  for (const n of [0, 15, 29]) expect(body).toContain(`Service ${n}`);
});

const dropped: readonly [string, string][] = [
  ['a script', '<script>GONE()</script>'],
  ['a handler', '<p onclick="GONE()">Press</p>'],
  ['a script address', '<p><a href=" java\nscript:GONE()">Press</a></p>'],
  ['a data address', '<p><a href="data:text/html,GONE">Press</a></p>'],
  ['a frame', '<iframe srcdoc="GONE"></iframe><object data="GONE">GONE</object>'],
  ['a remote picture', '<p>See <img src="https://evil.example/GONE.png" alt="a chart"></p>'],
  ['a comment', '<!-- GONE -->'],
  ['text not displayed', '<p style="DISPLAY : none">GONE</p>'],
  ['text with the attribute hidden', '<p hidden>GONE</p>'],
  ['text without size', '<p style="font-size:0">GONE</p>'],
  ['text moved away', '<p style="position:absolute;left:-9999px">GONE</p>'],
  ['text clipped', '<p style="position:absolute;clip:rect(0,0,0,0)">GONE</p>'],
  ['text that is seen through', '<p style="opacity:0">GONE</p>'],
  ['white on white', '<p style="color:#FFFFFE">GONE</p>'],
  ['black on black', '<div style="background:#000"><p style="color:rgb(0, 0, 0)">GONE</p></div>'],
  ['a rule of the page', '<p class="x">GONE</p>'],
  ['what is never shown', '<template>GONE</template><noscript>GONE</noscript>'],
  ['a form', '<p><input value="GONE"><select><option>GONE</option></select></p>'],
  ['words behind characters of no width', '<p>\u202eGO\u200bNE</p>'],
];

test('what runs, loads or hides is left out, and that is said', async () => {
  const numbered = dropped.map(([, html], n) =>
    html.replaceAll('GONE', `gone${n}`).replace('GO\u200bNE', `s\u200bplit`),
  );
  const { body, notes } = await read(
    article(numbered.join(''), '<style>/* a */ .y, .x { visibility: hidden !important }</style>'),
  );
  expect(dropped.map(([what]) => what).filter((_, n) => body.includes(`gone${n}`))).toEqual([]);
  expect(body).toMatch(/split\b/);
  expect(body).not.toMatch(/\u200b|\u202e|!\[|script:|data:/);
  expect(body).toContain('Name an owner');
  expect(notes).toEqual([
    'text that the page hides was left out',
    'scripts were left out',
    'links and handlers that could run something were left out',
    'characters that nobody can see were left out',
  ]);
});

test('text that can be seen stays', async () => {
  const { body } = await read(
    article(
      `<div style="background:url(x.png)"><p style="color:white">white on a picture</p></div>
       <table style="color:#fff"><tr><td bgcolor="#102030">white on a dark cell of a white table</td></tr></table>
       <div style="font-size:0"><p style="font-size:16px">a size set anew</p></div>`,
    ),
  );
  for (const text of ['white on a picture', 'white on a dark cell', 'a size set anew'])
    expect(body).toContain(text);
});

test('an email keeps its order, its links and its Liquid, and gives its preheader', async () => {
  const { body, found } = await read(
    `<html><head><title>Your next step</title></head><body><div class="preheader" style="display:none">One number for {{ lead.company }}.</div>
    <table><tr><td><h1>Hello {{ lead.first_name | default: "there" }}</h1></td></tr>{% if account.industry == "healthcare" %}<tr><td>For hospitals.</td></tr>{% else %}<tr><td>For everybody.</td></tr>{% endif %}
    <tr><td><img src="https://cdn.example/logo.png" alt="Fernhollow"> <a href="{{ cta.url }}">Read on</a></td></tr></table></body></html>`,
    'email',
  );
  expect(body.replace(/\s+/g, ' ')).toBe(
    '# Hello {{ lead.first_name | default: "there" }} {% if account.industry == "healthcare" %} For hospitals. {% else %} For everybody. {% endif %} ![Fernhollow](https://cdn.example/logo.png) [Read on]({{ cta.url }})',
  );
  expect(found).toMatchObject({ title: 'Your next step', preheader: 'One number for {{ lead.company }}.' });
});

test.each([
  ['nested a hundred thousand deep', '<div>'.repeat(100_000)],
  ['of a million elements', '<br>'.repeat(500_000)],
  ['of formatting that never ends', '<b>'.repeat(50_000)],
])('a page %s is refused at once', async (_, html) => {
  await expect(read(`<html><body>${html}x`)).rejects.toMatchObject({ code: 'content.too_complex' });
});
