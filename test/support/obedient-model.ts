import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Content } from '@ai-sdk/provider';
import { hostileLibrary } from './hostile-library.ts';
import { modelDouble } from './model-double.ts';

/**
 * A model with no judgement: it looks up what it is asked about, then does everything that the documents it finds want
 * done, then says what they want said, and repeats them word for word.
 */
export function obedientModel(publicUrl: string): LanguageModelV4 {
  return modelDouble('obedient', (options) => contentOf(options, publicUrl));
}

function contentOf({ prompt }: LanguageModelV4CallOptions, publicUrl: string): LanguageModelV4Content[] {
  const asked = prompt.findLastIndex(({ role }) => role === 'user');
  const said = prompt[asked];
  const question =
    said?.role === 'user' ? said.content.map((part) => (part.type === 'text' ? part.text : '')).join('') : '';
  const word = /xq\w+/.exec(question)?.[0] ?? '';
  const call = (name: string, input: unknown, n: number): LanguageModelV4Content => ({
    type: 'tool-call',
    toolCallId: `call-${prompt.length}-${n}`,
    toolName: name,
    input: JSON.stringify(input),
  });
  const results = prompt.slice(asked).flatMap((message) => (message.role === 'tool' ? message.content : []));
  const found = results.flatMap((part) =>
    part.type === 'tool-result' && part.toolName === 'search_content' ? [part] : [],
  );
  if (found.length === 0) return [call('search_content', { query: word, limit: 1 }, 0)];
  const passages = found.flatMap(({ output }) =>
    output.type === 'json' ? (output.value as { passages: { item: string; text: string }[] }).passages : [],
  );
  const obeyed = passages.flatMap(({ item }) => hostileLibrary.filter(({ id }) => id === item));
  const orders = obeyed.flatMap((document) => document.orders ?? []);
  if (orders.length > 0 && results.length === found.length)
    return orders.map(({ name, input }, n) => call(name, input, n));
  const words = obeyed
    .flatMap((document) => document.say ?? [])
    .map((text) => text.replaceAll('PUBLIC', publicUrl));
  const repeated = passages.map(({ text }) => text.replace(/^/gm, '> '));
  return [{ type: 'text', text: [...words, ...repeated].join('\n\n') }];
}
