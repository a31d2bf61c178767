import type { Condition } from '../../../engine/program/condition/ast.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { oncePerVocabulary } from '../words/once.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { didYouMean, resolveName, resolveTrack } from './names.ts';

export interface Memberships {
  conditions: { condition: Condition; index: number }[];
  /** Names that mean nothing here, with what might be meant. */
  unknown: string[];
  /** What was chosen where several fitted. */
  notes: string[];
}

/** A word of a name; the words around names are not part of them. */
const word =
  '(?!(?:in|on|the|of|our|from|with|by|leads|contacts?|people|who|that|which|are|is|have|has|been|and|or|but|not|how|many)\\b)[a-z0-9]+';
const name = `(?<name>quote\\d+|${word}(?: ${word}){0,4}?)`;

const being =
  '(?:currently |now |still |already )?(?:on|onto|in|enrolled (?:in|on|into|onto)|put on|going through|in the middle of|entered|joined|started|through|of)|(?:have |has )?(?:finished|completed|exited|left|done(?: with)?|gone through|graduated from)|(?:have |has )?(?:ever )?been (?:on|in|through)|went through';

function stateOf(how = ''): 'on' | 'ever' | 'finished' {
  if (/finished|completed|exited|left|done|graduated/.test(how)) return 'finished';
  return /been|went|gone|entered|joined|started/.test(how) ? 'ever' : 'on';
}

/** By its whole title, with or without the word track. */
const trackTitles = oncePerVocabulary(({ tracks }) =>
  tracks.map(({ id, title }) => ({
    id,
    pattern: new RegExp(
      `\\b(?<not>not )?(?<how>${being}) (?:the |our )?${createUtterance(title).text.replace(/[^\p{L}\p{N} ]/gu, '')}\\b(?: (?:track|sequence|campaign|nurture))?`,
    ),
  })),
);

/** Takes memberships out of the text: `in the silent segment`, `on the SMB fast track`, `finished the fast track`. */
export function takeMemberships(utterance: Utterance, vocabulary: LiveVocabulary): Memberships {
  const found: Memberships = { conditions: [], unknown: [], notes: [] };
  const push = (index: number, condition: Condition, negated: boolean) =>
    found.conditions.push({ index, condition: negated ? { op: 'not', of: condition } : condition });
  const textOf = (said: string) =>
    said.replace(/quote(\d+)/, (_, n: string) => utterance.quotes[Number(n)] as string);

  const segment = new RegExp(
    `\\b(?<not>not )?(?:(?:are |is )?(?:in|of|from|inside|part of) )?(?:the |our )?${name} segment\\b|\\b(?<not2>not )?in segment (?<name2>quote\\d+|[a-z0-9]+)`,
  );
  for (const m of utterance.takeAll(segment)) {
    const said = textOf((m.groups?.name ?? m.groups?.name2) as string);
    const resolved = resolveName(said, vocabulary.segments);
    if (!resolved)
      found.unknown.push(`There is no segment “${said}”. ${didYouMean(said, vocabulary.segments)}`);
    else
      push(m.index, { op: 'segment', id: resolved.best.id }, (m.groups?.not ?? m.groups?.not2) !== undefined);
  }

  for (const { id, pattern } of trackTitles(vocabulary))
    for (const m of utterance.takeAll(pattern))
      push(m.index, { op: 'track', id, state: stateOf(m.groups?.how) }, m.groups?.not !== undefined);

  // By its id, as developers write it: `lead count for enterprise-decision`.
  for (const { id } of vocabulary.tracks) {
    if (!id.includes('-') || !new RegExp(`(?<![\\w-])${id}(?![\\w-])`, 'i').test(utterance.raw)) continue;
    const said = `\\b(?:(?:on|in|of|for|at) )?(?:the )?${id.replaceAll('-', ' ')}\\b(?: (?:track|sequence))?`;
    for (const m of utterance.takeAll(new RegExp(said)))
      push(m.index, { op: 'track', id, state: 'on' }, false);
  }

  const track = new RegExp(
    `\\b(?<not>not )?(?<how>${being}) (?:the |our )?${name} (?:track|sequence|campaign|nurture)\\b`,
  );
  for (const m of utterance.takeAll(track)) {
    const said = textOf(m.groups?.name as string);
    if (/^(?:any|a|one|some)$/.test(said)) {
      found.conditions.push({
        index: m.index,
        condition: onAnyTrack(vocabulary, m.groups?.not !== undefined),
      });
      continue;
    }
    const resolved = resolveTrack(`${said} track`, vocabulary.tracks);
    const how = m.groups?.how ?? '';
    const state = stateOf(how);
    if (!resolved) {
      found.unknown.push(`There is no track “${said}”. ${didYouMean(said, vocabulary.tracks)}`);
      continue;
    }
    push(m.index, { op: 'track', id: resolved.best.id, state }, m.groups?.not !== undefined);
    if (resolved.others.length > 0) {
      found.notes.push(
        `I took “${said}” for the track ${resolved.best.title}; there is also ${resolved.others.map(({ title }) => title).join(', ')}.`,
      );
    }
  }
  return found;
}

function onAnyTrack(vocabulary: LiveVocabulary, negated: boolean): Condition {
  const on = vocabulary.tracks.map(({ id }): Condition => ({ op: 'track', id, state: 'on' }));
  const of = negated ? on.map((condition): Condition => ({ op: 'not', of: condition })) : on;
  return of.length === 1 ? (of[0] as Condition) : { op: negated ? 'and' : 'or', of };
}
