import { expect, test } from 'vitest';
import { markAsTest } from './test-mark.ts';

test('what a track and a change are called stands in the banner of a test as text', () => {
  const email = { subject: 'S', html: '<body>hello</body>', text: 'hello' };
  const { html } = markAsTest(email, { email: 1, track: '<b>Welcome', change: '<i>Warmer' });
  expect(html).toContain('“&#60;b&#62;Welcome”');
  expect(html).toContain('“&#60;i&#62;Warmer”');
  expect(html).not.toMatch(/<b>|<i>/);
});
