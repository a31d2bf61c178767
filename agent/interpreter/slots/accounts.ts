import type { LiveVocabulary } from '../../vocabulary.ts';
import { isKnownWord } from '../words/spelling.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import type { FieldSlot } from './field-slot.ts';

const beside = '(?:at|from|for|of|with|inside|company|account|called|named)';
const capital = "\\p{Lu}[\\p{L}\\p{N}&.'’-]*";
const written = new RegExp(
  `(?<=\\b${beside} (?:(?:the )?(?:company|account) )?(?:(?:called|named) )?)["“]?(${capital}(?:(?: (?:of|and|&))? ${capital}){0,4})`,
  'gu',
);
const word = '[\\p{L}\\p{N}]+';
const said = new RegExp(
  `\\b(?:at|working for|works? for|employed by|people from) (?:the company )?(?<name>${word}(?: ${word}){0,3}?)(?= ,| -| how\\b| who\\b| and\\b|$)`,
  'u',
);

/**
 * A company by its name, which no list of words holds: `at Hazelfen Cloud`. With its capitals it is the name, without
 * them the words of one.
 */
export function takeAccounts(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  if (!vocabulary.fields.some(({ name }) => name === 'account_name')) return [];
  const slot = (index: number, is: '=' | 'mentions', value: string): FieldSlot => ({
    field: 'account_name',
    ...(is === '=' && { value }),
    negated: false,
    index,
    condition: { op: 'field', field: 'account_name', is, value },
  });
  for (const [, name = ''] of utterance.raw.matchAll(written)) {
    const bare = name.replace(/[.'’]+$/, '');
    const { text } = createUtterance(bare);
    const mended = text
      .split(' ')
      .map((one) => utterance.mended.find(({ from }) => from === one)?.to ?? one)
      .join(' ');
    if (text.split(' ').every((one) => isKnownWord(one, vocabulary))) continue;
    const match = utterance.take(
      new RegExp(
        `\\b${beside} (?:(?:the )?(?:company|account) )?(?:(?:called|named) )?${mended.replace(/[.+*?]/g, '\\$&')}(?= |$)`,
      ),
    );
    if (match) return [slot(match.index, '=', bare)];
  }
  const quoted = utterance.take(/\b(?:at|from|company|account)(?: (?:called|named|is|=))? quote(\d+)\b/);
  if (quoted) return [slot(quoted.index, '=', utterance.quotes[Number(quoted[1])] as string)];
  const match = said.exec(utterance.text);
  const words = match?.groups?.name?.split(' ') ?? [];
  const free = new Set(utterance.free());
  if (!match || !words.every((one) => free.has(one) && !/^\d+$/.test(one) && !isKnownWord(one, vocabulary)))
    return [];
  const taken = utterance.take(said);
  return taken ? [slot(taken.index, 'mentions', words.join(' '))] : [];
}
