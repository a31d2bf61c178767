import { expect, test } from 'vitest';
import { parseTargetUrl } from './target-url.ts';

test('an https URL is kept without its fragment', () => {
  expect(parseTargetUrl('https://hooks.example.com/in?x=1#y', false)).toBe(
    'https://hooks.example.com/in?x=1',
  );
});

test.each([
  'http://hooks.example.com/',
  'ftp://hooks.example.com/',
  'javascript:alert(1)',
  'hooks.example.com',
  'https://mo:secret@hooks.example.com/',
  'https://localhost/',
  'https://api.localhost./',
  'https://127.0.0.1/',
  'https://2130706433/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://169.254.169.254/latest/meta-data',
])('%s is refused', (text) => {
  expect(() => parseTargetUrl(text, false)).toThrow(expect.objectContaining({ code: 'webhook.url' }));
});

test('one’s own network may be allowed, and http with it', () => {
  expect(parseTargetUrl('http://127.0.0.1:8080/in', true)).toBe('http://127.0.0.1:8080/in');
  expect(() => parseTargetUrl('http://mo:secret@127.0.0.1/', true)).toThrow();
});
