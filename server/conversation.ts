import type { Citation } from '../agent/agent.ts';
import type { ShownCitation, ShownMessage } from '../console/chat.ts';
import type { Queryable } from '../db/connection.ts';
import { passagePath } from '../knowledge/grounding/passage-path.ts';
import type { Installation } from './installation.ts';

interface Part {
  type: string;
  text?: string;
  toolName?: string;
  input?: unknown;
  output?: unknown;
  data?: unknown;
}

/** The newest messages of a person's conversation, oldest first, as the page shows them. */
export async function readConversation(
  { db, changes }: Pick<Installation, 'db' | 'changes'>,
  personId: string,
  place: string,
): Promise<ShownMessage[]> {
  const newest = await db.query<{ role: 'user' | 'assistant'; parts: Part[] }>(
    `select m.role, m.parts from messages m join conversations c on c.id = m.conversation_id
     where c.person_id = $1 and c.place = $2 order by m.n desc limit 60`,
    [personId, place],
  );
  const known = new Map((await changes.list({ limit: 200 })).map((change) => [change.id, change]));
  return newest.reverse().map(({ role, parts }) => {
    const calls = parts.filter((part) => part.type === 'dynamic-tool');
    return {
      role,
      text: parts.flatMap((part) => (part.type === 'text' && part.text ? [part.text] : [])).join('\n\n'),
      toolCalls: calls.map((part) => ({ name: part.toolName ?? '', input: part.input })),
      citations: parts.flatMap((part) =>
        part.type === 'data-citations' ? shownCitations((part.data as { cited: Citation[] }).cited) : [],
      ),
      ...modelOf(parts),
      changes: calls.flatMap((part) => known.get(filedChange(part.output) ?? '') ?? []),
    };
  });
}

/** The models that an answer names, where it was not the interpreter. */
function modelOf(parts: readonly Part[]): { model?: string } {
  const named = parts.find(({ type }) => type === 'data-model')?.data;
  return typeof named === 'string' ? { model: named } : {};
}

/** What an answer cites, with the page of each passage. */
export function shownCitations(citations: readonly Citation[]): ShownCitation[] {
  return citations.map(({ n, place, ...at }) => ({ n, place, href: passagePath(at) }));
}

/** Keeps the conversation under another place, so that the next question begins a new one. */
export async function endConversation(
  db: Queryable,
  personId: string,
  place: string,
  now: number,
): Promise<void> {
  await db.query('update conversations set place = $3 where person_id = $1 and place = $2', [
    personId,
    place,
    `${place}:ended-${now}`,
  ]);
}

/** The id of a change that a tool filed, as all proposing tools say it. */
function filedChange(output: unknown): string | undefined {
  const change = (output as { change?: { id?: unknown } } | null | undefined)?.change;
  return typeof change?.id === 'string' ? change.id : undefined;
}
