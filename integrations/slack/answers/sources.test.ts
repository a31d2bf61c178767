import { expect, it } from 'vitest';
import { sourcesMrkdwn } from './sources.ts';

it('each source leads to its passage, and its title writes nothing but words', () => {
  const cited = {
    n: 3,
    item: 'guide',
    version: 2,
    start: 0,
    end: 9,
    title: '',
    heading: '',
    place: '<!channel> & <https://evil.example|x>, page 4',
    url: 'https://trellis.example/library/guide?version=2#0-9',
  };
  expect(sourcesMrkdwn([cited])).toBe(
    '<https://trellis.example/library/guide?version=2#0-9|[3]> &lt;!channel&gt; &amp; &lt;https://evil.example|x&gt;, page 4',
  );
  expect(sourcesMrkdwn([])).toBe('');
});
