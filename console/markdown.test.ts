import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';

const own = 'http://localhost:4400';
const render = (text: string) => String(renderMarkdown(text, own)).trim();

describe('renderMarkdown', () => {
  it('renders lists, tables and emphasis', () => {
    expect(render('**12** leads')).toBe('<p><strong>12</strong> leads</p>');
    expect(render('| a |\n|---|\n| 1 |')).toContain('<td>1</td>');
  });

  it('takes no time for lists within lists without end', () => {
    const begun = performance.now();
    expect(render(`${'- '.repeat(1_000)}x\n[cta]`)).toContain('[cta]');
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  it('leaves HTML as text', () => {
    const html = render('<script>alert(1)</script>\n\nx <img src=x onerror=alert(1)> <b onclick="x">y</b>');
    expect(html).not.toMatch(/<(script|img|b)\b/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('loads no image and leads nowhere else', () => {
    expect(render('![secret](https://evil.example/?q=1)')).toBe('<p>secret</p>');
    expect(render('[click](https://evil.example/a)')).toBe('<p>click</p>');
    expect(render('[click](javascript:alert(1))')).toBe('<p>click</p>');
    expect(render('https://evil.example/a')).not.toContain('href');
    expect(render('[x](http://localhost:4400@evil.example/)')).not.toContain('href');
    expect(render('[ref][1]\n\n[1]: https://evil.example/ "t"')).not.toContain('href');
  });

  it('leads from a citation to its passage, whatever else the text says that it is', () => {
    const cited = [{ n: 2, place: 'A "guide"', href: '/library/a?version=1#0-5' }];
    const text = 'Keep it [2][3] `[2]` [2](https://evil.example).\n\n[2]: https://evil.example';
    const html = String(renderMarkdown(text, own, cited));
    expect(html).toContain(
      'Keep it <a class="cite" href="/library/a?version=1#0-5" title="A &quot;guide&quot;">[2]</a>[3] <code>[2]</code> 2.',
    );
    expect(html).not.toContain('evil');
  });

  it('links to the page of a change, exactly', () => {
    expect(render('[change](http://localhost:4400/changes/ab12)')).toBe(
      '<p><a href="/changes/ab12">change</a></p>',
    );
    expect(render('See http://localhost:4400/changes/ab12.')).toBe(
      '<p>See <a href="/changes/ab12">http://localhost:4400/changes/ab12</a>.</p>',
    );
  });

  it('links to figures of ours, exactly', () => {
    expect(render('All: http://localhost:4400/performance?period=2026-10-01+to+2026-10-31&track=a')).toBe(
      '<p>All: <a href="/performance?period=2026-10-01+to+2026-10-31&amp;track=a">http://localhost:4400/performance?period=2026-10-01+to+2026-10-31&amp;track=a</a></p>',
    );
    for (const path of [
      '/performance/../login/T',
      '/performancex',
      '/performance?x=<b>',
      '/performance//evil.example',
    ])
      expect(render(`[x](http://localhost:4400${path})`)).not.toContain('href');
  });

  it.each([
    '/changes/..//evil.example/x',
    '/changes/../login/TOKEN',
    '/changes/%2e%2e/login/ab',
    '/login/ab12',
    '//evil.example/x',
    '/changes/ab?d=1',
    '/changes/ab#d',
    '/changes/ab/approve',
    '/changes/',
    '/',
  ])('leads nowhere else on our own host: %s', (path) => {
    expect(render(`[x](${own}${path})`)).toBe('<p>x</p>');
    expect(render(`${own}${path}`)).not.toContain('href');
    expect(render(`<${own}${path}>`)).not.toContain('href');
  });
});
