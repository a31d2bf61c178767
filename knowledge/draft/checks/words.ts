import type { Brand, Finding } from '../types.ts';

/** Words that filters and readers take for advertising, and that promise what nobody can keep. */
const spam =
  'act now|apply now|as seen on|best price|buy now|call now|cash bonus|click here|click below|congratulations|dear friend|double your|earn money|exclusive deal|fast cash|for free|free gift|free money|free trial|guaranteed|hurry|incredible deal|instant access|last chance|limited time|lowest price|miracle|money back|no cost|no obligation|no risk|not spam|once in a lifetime|one time offer|order now|risk[ -]free|satisfaction guaranteed|special promotion|this is not spam|urgent|while supplies last|winner|100% free|\\$\\$+';
const spamWords = new RegExp(`(?<![\\p{L}\\p{N}])(?:${spam})(?![\\p{L}\\p{N}])`, 'giu');
const placeholder =
  /\[(?:(?:your |the |insert |first |last )?(?:name|company|product|date|link|title|industry|number|topic)|insert[^\]]*|x{2,}|\.{3}|…)\](?!\()|\b(?:TODO|TBD|lorem ipsum)\b/gi;

/** Words that the brand guide bans or prefers others to, and those that sound like spam, shout, or were never filled in. */
export function wordFindings(
  fields: readonly { field: 'subject' | 'preheader' | 'body'; text: string }[],
  { rules }: Pick<Brand, 'rules'>,
): Finding[] {
  return fields.flatMap(({ field, text }) => {
    const at = (index: number) => ({ field, line: text.slice(0, index).split('\n').length });
    const each = (pattern: RegExp, make: (said: string) => Pick<Finding, 'code' | 'level' | 'message'>) =>
      [...text.matchAll(pattern)].map((match) => ({ ...make(match[0]), ...at(match.index) }));
    return [
      ...rules.bannedWords.flatMap((word) =>
        each(wholeWord(word), (said) => ({
          code: 'draft.banned_word',
          level: 'fault',
          message: `the brand guide bans "${said}"`,
        })),
      ),
      ...Object.entries(rules.preferredWords).flatMap(([instead, write]) =>
        each(wholeWord(instead), (said) => ({
          code: 'draft.preferred_word',
          level: 'warning',
          message: `the brand guide writes "${write}" instead of "${said}"`,
        })),
      ),
      ...each(spamWords, (said) => ({
        code: 'draft.spam_word',
        level: 'warning',
        message: `"${said}" sounds like spam`,
      })),
      ...each(placeholder, (said) => ({
        code: 'draft.placeholder',
        level: 'fault',
        message: `"${said}" was never filled in`,
      })),
      ...shouting(text).map(({ index, message }) => ({
        code: 'draft.shouting',
        level: 'warning' as const,
        message,
        ...at(index),
      })),
    ];
  });
}

/** A word or phrase by itself, in any case, with any white space between its words. */
function wholeWord(word: string): RegExp {
  const escaped = word
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
}

/** Two long words in capitals after each other, or one of eight letters; more than one exclamation mark at a place. */
function shouting(text: string): { index: number; message: string }[] {
  const capitals = /\b(?:\p{Lu}{4,}(?:[ ,]+\p{Lu}{4,})+|\p{Lu}{8,})\b/gu;
  const marks = /!{2,}|\?{2,}|[!?]*(?:!\?|\?!)[!?]*/g;
  return [
    ...[...text.matchAll(capitals)].map(({ index, 0: said }) => ({ index, message: `"${said}" shouts` })),
    ...[...text.matchAll(marks)].map(({ index, 0: said }) => ({
      index,
      message: `"${said}": one mark is enough`,
    })),
  ];
}
