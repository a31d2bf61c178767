import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';

const questionSchema = z.strictObject({
  text: z.string().trim().min(1).max(8_000),
  /** Names the conversation it belongs to, among the person's own; by default the face's only one. */
  conversation: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
});

/** `POST /api/chat {text}` answers as the agent does on every face: `{text, model, toolCalls, changes, citations, findings}`. */
export function chatRoutes({ agent, clock, recentTaint }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', async (c) => {
    const principal = requireRole(c);
    const { person, via } = principal;
    const { text, conversation } = await readJson(c, questionSchema);
    const place = conversation ? `${via}:${conversation}` : via;
    const tainted = recentTaint.of(principal);
    const { tainted: shown, ...answer } = await (await agent()).answer({
      person,
      inPerson: principal.mayApprove,
      via,
      place,
      text,
      tainted,
      now: clock(),
    });
    recentTaint.add(principal, shown);
    return c.json(answer);
  });
}
