import type { LiveVocabulary } from '../../vocabulary.ts';
import { oncePerVocabulary } from '../words/once.ts';
import type { Utterance } from '../words/utterance.ts';
import { createUtterance } from '../words/utterance.ts';
import { visiting } from './event-phrases.ts';

/** Pages that conditions of the program know by their names. */
const namedPages = oncePerVocabulary(({ rules, segments, program }: LiveVocabulary) => {
  const conditions = [...rules, ...segments, ...Object.values(program.triggers)].map(({ when }) => when);
  const names = conditions.flatMap((when) => [...when.matchAll(/page_url CONTAINS "([\w-]+)"/g)]);
  return new Set(names.map(([, name]) => name));
});

const path = /(?<![\w:/.<])\/[a-z][\w-]*(?:\/[\w-]+)*/gi;

/** A page said by its path, and every way in which a visit to it may be said; regex sources over normalised text. */
export function visitsByPath(
  { raw }: Utterance,
  vocabulary: LiveVocabulary,
): { page: string; verb: string; nouns: string[] }[] {
  return [...raw.matchAll(path)].map(([said]) => {
    const words = createUtterance(said)
      .text.replace(/[^\p{L}\p{N} ]/gu, ' ')
      .trim();
    // A page of which the program speaks by its name goes by that, every other by its address.
    const page = namedPages(vocabulary).has(said.slice(1)) ? said.slice(1) : said;
    return {
      page,
      verb: `${visiting} (?:(?:a|the|our|any|under|below|pages?) )*${words}(?: pages?)?`,
      nouns: [
        `(?:page )?(?:visits?|views?|hits?|traffic) (?:to|of|on) (?:the )?${words}(?: pages?)?`,
        `${words}(?: pages?)? (?:visits?|views?|hits?)`,
      ],
    };
  });
}
