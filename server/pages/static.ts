import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { AppEnv } from '../auth/principal.ts';

const css = 'text/css; charset=utf-8';
const types = {
  'base.css': css,
  'pages.css': css,
  'calendar.css': css,
  'leads.css': css,
  'library.css': css,
  'chat.css': css,
  'performance.css': css,
  'report.css': css,
  'narrow.css': css,
  'console.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;

/** A report looks the same here and as a file of its own. */
const folders: Readonly<Record<string, string>> = { 'report.css': 'engine/analytics/report' };

/** The console's few files, read once; a browser asks again after an hour. */
export function staticFiles(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  for (const [name, type] of Object.entries(types)) {
    const folder = folders[name] ?? 'console/static';
    const content = readFileSync(new URL(`../../${folder}/${name}`, import.meta.url), 'utf8');
    routes.get(`/static/${name}`, (c) =>
      c.body(content, 200, { 'content-type': type, 'cache-control': 'max-age=3600' }),
    );
  }
  return routes;
}
