import { plainWords } from './plain-words.ts';

const conditions =
  'if unless until when once later tomorrow today because whether while though although since ever maybe perhaps not no never without between before after within day days week weeks month months year years time times quick asap already'.split(
    ' ',
  );

/** Words of edits that need no understanding of their own; words that make one depend on something are not among them. */
export const editWords: ReadonlySet<string> = new Set([
  ...[...plainWords].filter((word) => !conditions.includes(word)),
  ...'track tracks sequence campaign nurture nurturing flow drip series propose proposal change changes change edit set setting make update adjust instead should shall must needs has rather same programme program email emails mail mails message messages step steps'.split(
    ' ',
  ),
]);
