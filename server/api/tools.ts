import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { Watch } from '../../engine/runtime/changes/types.ts';
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
import { streamRun } from './stream-run.ts';

/** Of the plan that a person was shown and confirmed: a proposing tool files nothing else. */
export const editHashHeader = 'x-trellis-edit-hash';
const hashSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .optional();

/**
 * `GET /api/tools` names what the principal may call; `POST /api/tools/NAME` calls one, the body is its input. Who
 * accepts lines of JSON (`application/x-ndjson`) is told how far it is; it is called off when its caller goes away.
 * `POST /api/tools/NAME/plan` shows what a proposing one would file, and files nothing.
 */
export function toolRoutes(installation: Installation): Hono<AppEnv> {
  const taint = installation.recentTaint;
  const answer = async (
    c: Context<AppEnv>,
    principal: Principal,
    body: (tainted: string[], watch: Watch) => Promise<object>,
  ): Promise<Response> => {
    const run = async (watch: Watch) => {
      const tainted = taint.of(principal);
      try {
        return await body(tainted, watch);
      } finally {
        taint.add(principal, tainted);
      }
    };
    if (c.req.header('accept') !== 'application/x-ndjson')
      return c.json(await run({ signal: c.req.raw.signal }));
    return streamRun(c, 'tool.failed', ({ progress, signal }) =>
      run({ progress: (words) => progress({ words }), signal }),
    );
  };
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
      return answer(c, principal, async (tainted, watch) => ({
        output: await runTool(installation, principal, tool, input, tainted, { watch, editHash }),
      }));
    })
    .post('/:name/plan', async (c) => {
      const principal = requireRole(c);
      const tool = toolFor(principal, c);
      const input = await readJson(c, z.json());
      return answer(c, principal, async (tainted, watch) => ({
        plan: await planTool(installation, principal, tool, input, tainted, watch),
      }));
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
