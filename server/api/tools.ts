import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { mayCall } from '../../tools/call.ts';
import { tools } from '../../tools/registry.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';
import { runTool } from './run-tool.ts';

/** `GET /api/tools` names what the principal may call; `POST /api/tools/NAME` calls one, the body is its input. */
export function toolRoutes(installation: Installation): Hono<AppEnv> {
  const taint = installation.recentTaint;
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const { person } = requireRole(c);
      return c.json({ tools: tools.filter((tool) => mayCall(tool, person.role)).map((tool) => tool.name) });
    })
    .post('/:name', async (c) => {
      const principal = requireRole(c);
      const name = c.req.param('name');
      const tool = tools.find((candidate) => candidate.name === name);
      if (!tool)
        throw new TrellisError('tool.unknown', `There is no tool ${name}; GET /api/tools lists them.`);
      const input = await readJson(c, z.json());
      const tainted = taint.of(principal);
      try {
        return c.json({ output: await runTool(installation, principal, tool, input, tainted) });
      } finally {
        taint.add(principal, tainted);
      }
    });
}
