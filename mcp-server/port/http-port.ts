import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { ToolResult } from '../../tools/call.ts';
import { linesOf } from './lines-of.ts';
import { type CallWatch, shownPlanSchema, type ToolDefinition, type TrellisPort } from './trellis-port.ts';

/**
 * One request to a Trellis: a running owner process or an application in this process. The path begins with `/api/`;
 * the principal's credentials are added by whoever made this function.
 */
export type ApiRequest = (
  path: string,
  init: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<Response>;

const ndjson = 'application/x-ndjson';
const namesSchema = z.object({ tools: z.array(z.string()) });
const failureSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    faults: z
      .array(
        z.object({
          path: z.string(),
          message: z.string(),
          line: z.number().optional(),
          column: z.number().optional(),
        }),
      )
      .default([]),
  }),
});
const lineSchema = z.union([
  z.object({ progress: z.object({ words: z.string() }) }),
  failureSchema,
  z.object({ report: z.unknown() }),
]);
const successSchema = z.object({ output: z.unknown() });
const plannedSchema = z.object({ plan: shownPlanSchema });

/**
 * The port over HTTP: `GET /api/tools` says which of `definitions` the principal may call, `POST /api/tools/:name`
 * calls one, `POST /api/tools/:name/plan` plans what a proposing one would file. The header `x-trellis-via: mcp` tells the application which face the call came through.
 */
export function createHttpPort(request: ApiRequest, definitions: readonly ToolDefinition[]): TrellisPort {
  const headers = { accept: 'application/json', 'x-trellis-via': 'mcp' };
  const post = async (
    path: string,
    input: unknown,
    { signal, onProgress }: CallWatch,
    more: Record<string, string> = {},
  ) => {
    const accept: Record<string, string> = onProgress ? { accept: ndjson } : {};
    const response = await request(path, {
      method: 'POST',
      headers: { ...headers, ...accept, ...more, 'content-type': 'application/json' },
      body: JSON.stringify(input ?? {}),
      ...(signal && { signal }),
    });
    const answer = await readAnswer(response, onProgress);
    signal?.throwIfAborted();
    // Not the caller's fault: the credentials are of a server that has gone.
    if (response.status === 401) throw refusal(response.status, answer);
    return { status: response.status, answer };
  };
  return {
    async list() {
      const response = await request('/api/tools', { method: 'GET', headers });
      const body: unknown = await response.json().catch(() => undefined);
      const names = namesSchema.safeParse(body);
      if (!response.ok || !names.success) throw refusal(response.status, body);
      const offered = new Set(names.data.tools);
      return definitions.filter((definition) => offered.has(definition.name));
    },
    async call(name, input, { editHash, ...watch } = {}) {
      const shown: Record<string, string> = editHash === undefined ? {} : { 'x-trellis-edit-hash': editHash };
      const { status, answer } = await post(`/api/tools/${encodeURIComponent(name)}`, input, watch, shown);
      return readResult(status, answer);
    },
    async plan(name, input, watch = {}) {
      const { status, answer } = await post(`/api/tools/${encodeURIComponent(name)}/plan`, input, watch);
      const planned = plannedSchema.safeParse(answer);
      if (status === 200 && planned.success) return { ok: true, plan: planned.data.plan };
      const { code, message, faults } = refusal(status, answer);
      return { ok: false, error: { code, message, faults } };
    },
    async read(path) {
      const response = await request(path, { method: 'GET', headers });
      const body: unknown = await response.json().catch(() => undefined);
      if (!response.ok || body === undefined) throw refusal(response.status, body);
      return body;
    },
  };
}

/** The body, or undefined where it cannot be read. */
async function readAnswer(response: Response, onProgress: CallWatch['onProgress']): Promise<unknown> {
  try {
    if (!response.headers.get('content-type')?.startsWith(ndjson)) return await response.json();
    for await (const line of linesOf(response)) {
      const said = lineSchema.parse(JSON.parse(line));
      if ('progress' in said) await onProgress?.(said.progress.words);
      else return 'report' in said ? said.report : said;
    }
  } catch {}
  return undefined;
}

function readResult(status: number, body: unknown): ToolResult {
  const failure = failureSchema.safeParse(body);
  if (failure.success) return { ok: false, error: failure.data.error };
  const success = successSchema.safeParse(body);
  if (status >= 200 && status < 300 && success.success) return { ok: true, output: success.data.output };
  const { code, message, faults } = refusal(status, body);
  return { ok: false, error: { code, message, faults } };
}

function refusal(status: number, body: unknown): TrellisError {
  const failure = failureSchema.safeParse(body);
  if (failure.success) {
    const { code, message, faults } = failure.data.error;
    // Credentials that are not valid are those of a server that has gone.
    const mender = status >= 400 && status < 500 && status !== 401 ? 'user' : 'operator';
    return new TrellisError(code, message, { mender, faults });
  }
  return new TrellisError(
    'api.unexpected',
    `Trellis answered with HTTP ${status} and no readable result. Check that the address belongs to a Trellis of this version.`,
    { mender: 'operator' },
  );
}
