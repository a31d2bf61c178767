import { describe, expect, it } from 'vitest';
import { withoutForeignLinks } from './links.ts';

const own = 'http://trellis.test/changes/';

describe('links in what a model says', () => {
  it.each([
    ['![a](https://evil.example/x.png)', 'a'],
    ['[click](https://evil.example/?d=1)', 'click'],
    ['see https://evil.example/a?b=c now', 'see (link removed) now'],
    ['<https://evil.example>', '(link removed)'],
    ['a visit (“https://evil.example/?d=1”)', 'a visit (“(link removed)”)'],
    ['data:text/html,x', '(link removed)'],
    ['[approve](http://trellis.test/changes/1)', 'approve http://trellis.test/changes/1'],
    ['Approve: http://trellis.test/changes/1', 'Approve: http://trellis.test/changes/1'],
    ['http://trellis.test.evil.example/changes/1', '(link removed)'],
    ['- Dewhollow Data: score 10, awareness', '- Dewhollow Data: score 10, awareness'],
    ['Metadata: see the book JavaScript: a start', 'Metadata: see the book JavaScript: a start'],
    ['data:image/png;base64,AAAA and DATA:,x', '(link removed) and (link removed)'],
    ['www.evil.example/?d=1', '(link removed)'],
    ['mailto:a@evil.example?body=x and tel:+49', '(link removed) and (link removed)'],
    ['slack://open?x, file:///etc, x-y://z', '(link removed) (link removed) (link removed)'],
    [String.raw`http:\\\\evil.example`, '(link removed)'],
    ['&#104;ttps://evil.example/?d=1', '&#104;(link removed)'],
    ['Tel: none. A ratio of 3://4', 'Tel: none. A ratio of 3://4'],
    ['javascript:alert(1', '(link removed)'],
    ['It waits at http://trellis.test/changes/0c-1.', 'It waits at http://trellis.test/changes/0c-1.'],
    ['**http://trellis.test/changes/ab**', '**http://trellis.test/changes/ab**'],
    ['<http://trellis.test/changes/ab>', 'http://trellis.test/changes/ab'],
    ['http://trellis.test/changes/..//evil.example/x', '(link removed)'],
    ['[x](http://trellis.test/changes/..//evil.example/x)', 'x'],
    ['http://trellis.test/changes/../login/TOKEN', '(link removed)'],
    ['http://trellis.test/changes/%2e%2e/login/ab', '(link removed)'],
    ['http://trellis.test/changes/ab?d=secret', '(link removed)'],
    ['http://trellis.test/changes/ab#secret', '(link removed)'],
    ['http://trellis.test/changes/ab\\\\evil.example', '(link removed)'],
    ['http://trellis.test/changes/', '(link removed)'],
    ['[x](http://trellis.test/changes/a/b)', 'x'],
    ['page_url CONTAINS "pricing"', 'page_url CONTAINS "pricing"'],
  ])('%s', (said, kept) => {
    expect(withoutForeignLinks(said, own)).toBe(kept);
  });

  it('lead to a page that a tool gave, and to nothing that only resembles it', () => {
    const page = 'http://trellis.test/performance?period=2026-10-01+to+2026-10-31';
    const given = new Set([page]);
    expect(withoutForeignLinks(`All figures: ${page}.`, own, given)).toBe(`All figures: ${page}.`);
    expect(withoutForeignLinks(`${page}&where=secret`, own, given)).toBe('(link removed)');
    expect(withoutForeignLinks(page, own)).toBe('(link removed)');
  });
});
