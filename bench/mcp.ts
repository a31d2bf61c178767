import { performance } from 'node:perf_hooks';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { percentile } from '../evals/report/percentile.ts';
import { worldFolder } from '../evals/template.ts';
import { openWorld } from '../evals/world.ts';
import { createApp } from '../server/app.ts';
import type { Installation } from '../server/installation.ts';
import { listen } from '../server/listen.ts';
import type { McpOptions } from '../server/mcp.ts';

/** One question to each tool, as editors ask it. */
const questions: Readonly<Record<string, object>> = {
  query_leads: { where: 'lead_score >= 50' },
  show_program: {},
  analyse_performance: {},
  read_experiments: {},
  explain_lead: { lead: '', about: 'score' },
  search_content: { query: 'pricing' },
  recommend_content: { show: 'gaps' },
  simulate_lead: { lead: '' },
  show_changes: {},
  draft_email: { about: 'pricing' },
  propose_change: { scoring: { put_rules: [{ when: 'page_visit', points: 7 }] }, only_plan: true },
  propose_track: {
    title: 'Bench',
    stage: 'awareness',
    audience: 'company_size = "smb"',
    weeks: 4,
  },
  build_system: { product: 'payroll software', model: ['b2b', 'smb'], cycle: 'short' },
  send_test: { track: 'smb-fast-track', email: '1' },
  halt_sending: { target: 'pricing-follow-up', reason: 'bench' },
};
/** How often one is called in an era at most; a person may send twenty tests an hour. */
const most: Readonly<Record<string, number>> = { send_test: 7, build_system: 5 };
/** What is filed once is not filed again: each is called by a name of its own. */
const ownName: Readonly<Record<string, (n: number) => object>> = {
  propose_track: (n) => ({ title: `Bench ${n}` }),
  build_system: (n) => ({ product: `payroll software ${n}` }),
};
const eras = ['legacy', 'modern'] as const;
type Era = (typeof eras)[number];

export interface McpResult {
  /** Milliseconds of a call whose tool does nothing. */
  echo: Record<Era, number>;
  /** Milliseconds of a tool beyond that, in the same run. */
  tools: { tool: string; era: Era; calls: number; p50: number; p95: number }[];
}

/**
 * What a call of each tool over /mcp takes beyond one of a tool that does nothing: checking who asks, the request to the
 * application, the tool and its answer. On the embedded database with the world of the evals; calls of both take turns.
 */
export async function benchMcp(
  progress: (line: string) => void,
  { calls }: { calls: number },
): Promise<McpResult> {
  const world = await openWorld(await worldFolder());
  const { installation } = world;
  const ours = await serve(installation, {});
  const echo = await serve(installation, { build: echoOnly });
  try {
    const result: McpResult = { echo: { legacy: Number.NaN, modern: Number.NaN }, tools: [] };
    const [lead] = await installation.db.query<{ id: string }>('select id from leads limit 1');
    for (const era of eras) {
      const clients = {
        ours: await connect(installation, ours.url, era),
        echo: await connect(installation, echo.url, era),
      };
      const nothing: number[] = [];
      for (const [tool, asked] of Object.entries(questions)) {
        progress(`mcp: ${tool}, ${era}`);
        const input = { ...asked, ...('lead' in asked && { lead: lead?.id }) };
        const own: number[] = [];
        const base: number[] = [];
        // The first calls load what is needed and are not counted; slow tools are asked less often.
        for (let n = -3; n < calls; n++) {
          const echoed = await timeOf(clients.echo, 'echo', {});
          const named = { ...input, ...ownName[tool]?.((era === 'legacy' ? 0 : 1000) + n + 3) };
          const taken = await timeOf(clients.ours, tool, named);
          if (n < 0) continue;
          base.push(echoed);
          own.push(taken);
          if ((taken > 250 && n >= 9) || n + 4 >= (most[tool] ?? calls + 4)) break;
        }
        nothing.push(...base);
        const echoP50 = percentile(base, 0.5);
        result.tools.push({
          tool,
          era,
          calls: own.length,
          p50: percentile(own, 0.5) - echoP50,
          p95: percentile(own, 0.95) - echoP50,
        });
      }
      result.echo[era] = percentile(nothing, 0.5);
      await Promise.all([clients.ours.close(), clients.echo.close()]);
    }
    return result;
  } finally {
    await Promise.all([ours.close(), echo.close()]);
    await world.close();
  }
}

async function serve(installation: Installation, mcp: McpOptions) {
  const listener = await listen('127.0.0.1', 0);
  const app = createApp(installation, { mcp });
  listener.serve((request, env) => app.fetch(request, env));
  return listener;
}

async function echoOnly(): Promise<McpServer> {
  const server = new McpServer({ name: 'echo', version: '1' });
  server.registerTool('echo', { inputSchema: z.object({}) }, async () => ({
    content: [{ type: 'text', text: 'echo' }],
  }));
  return server;
}

async function connect({ secrets }: Installation, url: string, era: Era): Promise<Client> {
  const mode = era === 'modern' ? 'auto' : 'legacy';
  const client = new Client({ name: 'bench', version: '1' }, { versionNegotiation: { mode } });
  const authorization = `Bearer ${secrets.ownerToken}`;
  const requestInit = { headers: { authorization } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }));
  return client;
}

async function timeOf(client: Client, name: string, input: object): Promise<number> {
  const begin = performance.now();
  const result = await client.callTool({ name, arguments: { ...input } });
  const taken = performance.now() - begin;
  if (result.isError) throw new Error(`${name}: ${JSON.stringify(result.content)}`);
  return taken;
}

export function renderMcp({ echo, tools }: McpResult): string {
  const names = [...new Set(tools.map(({ tool }) => tool))];
  const cell = (name: string, era: Era) => {
    const found = tools.find((row) => row.tool === name && row.era === era);
    return found ? `${found.p50.toFixed(1)} / ${found.p95.toFixed(1)}` : '';
  };
  return [
    '| ms beyond an echo (aim p50: 3), p50 / p95 | with a session | of 2026-07-28 |',
    '|---|---|---|',
    ...names.map((name) => `| ${name} | ${cell(name, 'legacy')} | ${cell(name, 'modern')} |`),
    `| an echo by itself, p50 | ${echo.legacy.toFixed(1)} | ${echo.modern.toFixed(1)} |`,
  ].join('\n');
}
