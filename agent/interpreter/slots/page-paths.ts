import type { Utterance } from '../words/utterance.ts';
import { createUtterance } from '../words/utterance.ts';
import { visiting } from './event-phrases.ts';

const path = /(?<![\w:/.<])\/[a-z][\w-]*(?:\/[\w-]+)*/gi;

/** A page said by its path, and every way in which a visit to it may be said; regex sources over normalised text. */
export function visitsByPath({ raw }: Utterance): { page: string; verb: string; nouns: string[] }[] {
  return [...raw.matchAll(path)].map(([said]) => {
    const words = createUtterance(said)
      .text.replace(/[^\p{L}\p{N} ]/gu, ' ')
      .trim();
    // One part of a path is the name of the page; several are its address.
    const page = said.indexOf('/', 1) < 0 ? said.slice(1) : said;
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
