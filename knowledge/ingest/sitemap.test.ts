import { expect, test } from 'vitest';
import { readSitemap } from './sitemap.ts';

test('a sitemap that is cut off is not read: what it lacks would count as gone', async () => {
  const get = (xml: string) => async () => ({ url: '', type: '', bytes: new TextEncoder().encode(xml) });
  const whole = '<urlset><url><loc>http://a.example/1</loc></url></urlset>';
  const at = 'http://a.example/sitemap.xml';
  expect((await readSitemap(at, get(whole))).pages).toEqual(['http://a.example/1']);
  await expect(readSitemap(at, get(whole.replace('</urlset>', '')))).rejects.toMatchObject({
    code: 'content.sitemap',
  });
});
