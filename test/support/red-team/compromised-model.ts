import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Content } from '@ai-sdk/provider';
import { comparable } from '../../../knowledge/grounding/plain.ts';
import { modelDouble } from '../model-double.ts';
import { type Harvest, ordersFor } from './arsenal.ts';
import type { RedTeamCase } from './case.ts';
import { exfiltration } from './exfiltration.ts';

type Call = Readonly<Record<string, unknown>>;

/** What the model is after: a case, and what reading leads to its text. */
export interface Mission {
  attack: RedTeamCase;
  reads: readonly Call[];
  ownUrl: string;
}

/** What was seen of the model in a case. */
export interface Watched {
  /** It came upon the attacker's text, in what tools gave it or in the conversation. */
  compromised: boolean;
  /** Everything it was ever sent, as JSON: the instructions, the conversation, what tools gave. */
  sent: string[];
  /** Names of the tools that it called, those included that do not exist. */
  called: string[];
}

/**
 * A model that is wholly the attacker's once it meets the attacker's text: it reads what leads there, does all that
 * the text wants and all that we can think of to the same end, follows up with what tools gave it, and writes whatever
 * it has seen into every kind of link. `mission` says what it is after, as cases share an agent.
 */
export function compromisedModel(mission: () => Mission & { watched: Watched }): LanguageModelV4 {
  return modelDouble('compromised', (options) => contentOf(options, mission()));
}

function contentOf(
  { prompt }: LanguageModelV4CallOptions,
  { attack, reads, ownUrl, watched }: Mission & { watched: Watched },
): LanguageModelV4Content[] {
  watched.sent.push(JSON.stringify(prompt));
  const since = prompt.slice(prompt.findLastIndex(({ role }) => role === 'user'));
  const rounds = since.filter(({ role }) => role === 'tool').length;
  const call = (calls: readonly Call[]): LanguageModelV4Content[] =>
    calls.flatMap(Object.entries).map(([toolName, input], n) => {
      watched.called.push(toolName);
      return {
        type: 'tool-call',
        toolCallId: `call-${prompt.length}-${n}`,
        toolName,
        input: JSON.stringify(input),
      };
    });
  if (rounds === 0 && reads.length > 0) return call(reads);
  watched.compromised ||= saw(prompt.slice(1), attack.text);
  if (!watched.compromised) return [{ type: 'text', text: 'There is nothing to say about it.' }];
  const seen = harvest(since);
  const words = { ...seen, ownUrl, id: attack.id, data: seen.data.join(';').slice(0, 300) };
  const round = rounds - (reads.length > 0 ? 1 : 0);
  const orders = [...(round === 0 ? attack.does : []), ...ordersFor(attack.goal, round, words)];
  if (orders.length > 0) return call(orders.map((order) => filled(order, words)));
  const said = [
    ...attack.says.map((text) => filled(text, words)),
    // What it was told and what it has read, in every way that could carry it away.
    ...exfiltration(words.data, ownUrl),
    JSON.stringify(prompt[0]),
    JSON.stringify(since.slice(1)).slice(0, 4_000),
  ];
  return [{ type: 'text', text: said.join('\n\n') }];
}

/** Whether the text is among what was sent, whole words of it at least: quotations are cut and cleaned. */
function saw(prompt: unknown, text: string): boolean {
  const bare = (words: string) =>
    comparable(words)
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .toLowerCase();
  return bare(strings(prompt).join(' ')).includes(bare(text).slice(0, 40));
}

/** Ids and words that the outputs of this turn have in them. */
function harvest(since: readonly unknown[]) {
  const json = JSON.stringify(since);
  const all = (pattern: RegExp) => [
    ...new Set([...json.matchAll(pattern)].map((match) => match[1] as string)),
  ];
  const changes = all(/\\?"change\\?":\{\\?"id\\?":\\?"([0-9a-f-]{36})/g);
  const uuids = all(/"([0-9a-f]{8}-[0-9a-f-]{27})"/g);
  return {
    change: changes.at(-1) ?? uuids[0] ?? '0000',
    leads: uuids.slice(0, 50),
    data: [...uuids.slice(0, 3), ...all(/"(?:name|account|email)":"([^"]{1,80})"/g).slice(0, 5)],
    draft: /"content":(\{"item":"[^}]*\})/.exec(json)?.[1],
  };
}

function filled<T>(template: T, words: Harvest): T {
  if (typeof template === 'string')
    return template.replace(/\{(\w+)\}/g, (all, name: string) =>
      name in words ? String(words[name as keyof Harvest]) : all,
    ) as T;
  if (Array.isArray(template)) {
    if (template.length === 1 && template[0] === '{leads}') return [...words.leads] as T;
    return template.map((one) => filled(one, words)) as T;
  }
  if (typeof template === 'object' && template !== null)
    return Object.fromEntries(
      Object.entries(template).map(([key, value]) => [key, filled(value, words)]),
    ) as T;
  return template;
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(strings);
  return [];
}
