import type { Condition } from '../../../engine/program/condition/ast.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Utterance } from '../words/utterance.ts';
import type { FieldSlot } from './field-slot.ts';

const chiefs: Readonly<Record<string, string>> = {
  ceo: 'Executive',
  cfo: 'Financial',
  coo: 'Operating',
  cto: 'Technology',
  cmo: 'Marketing',
  cio: 'Information',
  cpo: 'Product',
  cro: 'Revenue',
  cso: 'Security',
  ciso: 'Information Security',
  chro: 'Human Resources',
};
const levels: Readonly<Record<string, string>> = {
  director: 'Director',
  manager: 'Manager',
  head: 'Head',
  vp: 'VP',
  'vice president': 'VP',
  president: 'President',
  founder: 'Founder',
  engineer: 'Engineer',
  developer: 'Developer',
  architect: 'Architect',
  analyst: 'Analyst',
  officer: 'Officer',
  'team lead': 'Team Lead',
};
const functions: Readonly<Record<string, string>> = {
  it: 'IT',
  hr: 'HR',
  marketing: 'Marketing',
  sales: 'Sales',
  finance: 'Finance',
  operations: 'Operations',
  ops: 'Operations',
  product: 'Product',
  engineering: 'Engineering',
  security: 'Security',
  compliance: 'Compliance',
  quality: 'Quality',
  office: 'Office',
  data: 'Data',
  procurement: 'Procurement',
  legal: 'Legal',
  technology: 'Technology',
};
const level = `(?<level>${Object.keys(levels).join('|')})s?`;
const work = Object.keys(functions).join('|');

/** `CFOs`, `marketing directors`, `heads of IT`, `with manager in their title`: by what the job title contains. */
export function takeTitles(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  if (!vocabulary.fields.some(({ name }) => name === 'job_title')) return [];
  const slots: FieldSlot[] = [];
  const not = '(?<not>not (?:an? )?|non |except (?:for )?)?';
  const push = (match: RegExpExecArray, parts: readonly string[]) => {
    const containing = parts.map(
      (value): Condition => ({ op: 'field', field: 'job_title', is: 'contains', value }),
    );
    const all =
      containing.length === 1 ? (containing[0] as Condition) : ({ op: 'and', of: containing } as const);
    const negated = match.groups?.not !== undefined;
    slots.push({
      field: 'job_title',
      negated,
      index: match.index,
      condition: negated ? { op: 'not', of: all } : all,
    });
  };
  for (const match of utterance.takeAll(
    /\b(?:with |having |who have |whose )?(?:the word |an? )?(?<word>quote\d+|[a-z]+) in (?:the |their |his |her )?(?:job )?titles?\b/,
  ))
    push(match, [asTitled(match.groups?.word ?? '', utterance, vocabulary)]);
  for (const match of utterance.takeAll(
    new RegExp(`\\b${not}(?<chief>${Object.keys(chiefs).join('|')})s?\\b`),
  ))
    push(match, [`Chief ${chiefs[match.groups?.chief ?? '']} Officer`]);
  for (const match of utterance.takeAll(
    /\b(?<not>non )?(?:c level|c suite|chiefs?)(?: (?:executives?|officers?|people|leads))?\b/,
  ))
    push(match, ['Chief']);
  const patterns = [
    `\\b${not}${level} (?:of|for) (?<of>${work})\\b`,
    `\\b${not}(?:(?<of>${work}) )${level}\\b`,
    `\\b${not}${level}(?= (?:in|at|from|with|who|that|do|are|and|or|have|by|,)|$)`,
  ];
  for (const pattern of patterns)
    for (const match of utterance.takeAll(new RegExp(pattern))) {
      const { of, level: rank = '' } = match.groups ?? {};
      push(match, [...(of ? [functions[of] as string] : []), levels[rank] as string]);
    }
  return slots;
}

/** As titles have it: capitals as in one that is known, else a first capital. */
function asTitled(word: string, { quotes }: Utterance, vocabulary: LiveVocabulary): string {
  const quoted = /^quote(\d+)$/.exec(word);
  if (quoted) return quotes[Number(quoted[1])] as string;
  const known = vocabulary.fields.find(({ name }) => name === 'job_title')?.values ?? [];
  const written = known.flatMap((title) => title.split(' ')).find((one) => one.toLowerCase() === word);
  return written ?? `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
