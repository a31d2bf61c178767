import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Utterance } from '../words/utterance.ts';
import type { FieldSlot } from './field-slot.ts';
import { nameOf } from './field-words.ts';

const lacking =
  '(?:without|with no|with (?:an? )?(?:unknown|missing|empty|blank)|missing|lacking|(?:do|does) not have|have not got|(?:have|has|having) no|no)(?: (?:an?|any|the|their))?';
const set = '(?: (?:set|filled(?: in| out)?|known|given|recorded|assigned|yet|on (?:file|record)|at all))*';
const empty =
  '(?:is |are )?(?:unknown|missing|empty|blank|not (?:set|known|filled(?: in| out)?|given|assigned))';

const spoken =
  /\b(?:with|without|no|not|missing|lacking|having|who|that|unknown|empty|blank|unassigned|unowned|assigned|owned|nobody)\b/;

/** What leads have always, or what other words say. */
const always: ReadonlySet<string> = new Set([
  'email',
  'lead_score',
  'engagement_score',
  'fit_score',
  'created_at',
]);
/** What is asked for by its being there: `with a phone number`. */
const optional: ReadonlySet<string> = new Set(['phone', 'owner', 'job_title', 'website', 'renewal_date']);

/** Fields that are not filled in, and those that are: `without a job title`, `unassigned`, `with a phone number`. */
export function takeKnown(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const slots: FieldSlot[] = [];
  if (!utterance.has(spoken)) return slots;
  for (const field of vocabulary.fields) {
    if (always.has(field.name)) continue;
    const name = `(?:${nameOf(field)})`;
    const push = (index: number, known: boolean) => {
      const condition = { op: 'known', field: field.name } as const;
      slots.push({
        field: field.name,
        negated: !known,
        index,
        condition: known ? condition : { op: 'not', of: condition },
      });
    };
    const unknown = [
      new RegExp(`\\b${lacking} ${name}\\b(?! (?:is|are|=|contains?))${set}`),
      new RegExp(`\\b(?:(?:with|whose|where|and) )?(?:the |their )?${name} ${empty}\\b`),
      ...(field.name === 'owner'
        ? [
            /\b(?:unassigned|unowned|not (?:yet )?(?:assigned|owned)(?: to (?:anyone|anybody|a rep))?|nobody owns|no ?one owns)\b/,
          ]
        : []),
    ];
    for (const pattern of unknown) for (const { index } of utterance.takeAll(pattern)) push(index, false);
    if (!optional.has(field.name)) continue;
    const known = [
      new RegExp(
        `\\b(?:with|(?:who|that) (?:have|has)|having) (?:an? |any )${name}\\b(?! (?:is|are|=|contain|includ|start|above|over|under|below|of|like))${set}`,
      ),
      ...(field.name === 'owner' ? [/\b(?:assigned|owned)(?= leads?\b)/] : []),
    ];
    for (const pattern of known) for (const { index } of utterance.takeAll(pattern)) push(index, true);
  }
  return slots;
}
