import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import { mayCall } from '../../tools/call.ts';
import { tools } from '../../tools/registry.ts';
import type { Tool } from '../../tools/tool.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import { withholdsPersonal } from '../auth/scopes.ts';
import type { Installation } from '../installation.ts';
import { planTool } from './plan-tool.ts';
import { readJson } from './read-json.ts';
import { runTool } from './run-tool.ts';

/** Of the plan that a person was shown and confirmed: a proposing tool files nothing else. */
export const editHashHeader = 'x-trellis-edit-hash';
const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();

/**
 * `GET /api/tools` names what the principal may call; `POST /api/tools/NAME` calls one, the body is its input.
 * `POST /api/tools/NAME/plan` shows what a proposing one would file, and files nothing.
 */
export function toolRoutes(installation: Installation): Hono<AppEnv> {
  const taint = installation.recentTaint;
  return new Hono<AppEnv>()
    .get('/', (c) => {
      const principal = requireRole(c);
      const personal = !withholdsPersonal(principal);
      const open = tools.filter((tool) => mayCall(tool, principal.person.role, personal));
      return c.json({ tools: open.map((tool) => tool.name) });
    })
    .post('/:name', async (c) => {
      const principal = requireRole(c);
      const tool = toolFor(principal, c);
      const input = await readJson(c, z.json());
      const editHash = hashSchema.parse(c.req.header(editHashHeader));
      const tainted = taint.of(principal);
      try {
        const filing = editHash === undefined ? {} : { editHash };
        return c.json({ output: await runTool(installation, principal, tool, input, tainted, filing) });
      } finally {
        taint.add(principal, tainted);
      }
    })
    .post('/:name/plan', async (c) => {
      const principal = requireRole(c);
      const tool = toolFor(principal, c);
      const input = await readJson(c, z.json());
      const tainted = taint.of(principal);
      try {
        return c.json({ plan: await planTool(installation, principal, tool, input, tainted) });
      } finally {
        taint.add(principal, tainted);
      }
    });
}

function toolFor(principal: Principal, c: Context<AppEnv>): Tool {
  const name = c.req.param('name');
  const tool = tools.find((candidate) => candidate.name === name);
  if (!tool) throw new TrellisError('tool.unknown', `There is no tool ${name}; GET /api/tools lists them.`);
  // A program whose person may call it is told which scope it lacks.
  if (principal.grant) requireRole(c, tool.role);
  return tool;
}
