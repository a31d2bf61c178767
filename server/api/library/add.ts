import { Hono } from 'hono';
import { z } from 'zod';
import { type Fault, TrellisError } from '../../../db/errors.ts';
import { parseItem } from '../../../knowledge/ingest/parse-item.ts';
import { mayApproveContent, requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { readJson } from '../read-json.ts';

/** Of one request: all files of it together. */
const maxFilesBytes = 64 * 1024 * 1024;
const filesSchema = z.strictObject({
  files: z
    .array(z.strictObject({ name: z.string().min(1).max(500), text: z.string().max(600_000) }))
    .min(1)
    .max(500),
});

/** `POST /api/library`: Markdown files with front matter, all of them or none. */
export function addRoutes({ library, clock }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async (c) => {
    const principal = requireRole(c, 'marketer');
    const { files } = await readJson(c, filesSchema, maxFilesBytes);
    return c.json(
      {
        items: await library.add(itemsOf(files), { now: clock(), mayApprove: mayApproveContent(principal) }),
      },
      201,
    );
  });
}

function itemsOf(files: readonly { name: string; text: string }[]): unknown[] {
  const faults: Fault[] = [];
  const items = files.flatMap(({ name, text }) => {
    const parsed = parseItem(text, name);
    if (parsed.ok) return [parsed.item];
    faults.push(...parsed.faults);
    return [];
  });
  if (faults.length === 0) return items;
  const list = faults
    .slice(0, 5)
    .map((fault) => `${fault.path}${fault.line ? ` line ${fault.line}` : ''}: ${fault.message}`);
  throw new TrellisError('content.invalid', `Nothing was added: ${list.join('; ')}`, { faults });
}
