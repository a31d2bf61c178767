import type { LiveVocabulary, NamedExperiment } from '../../vocabulary.ts';
import { tellingWords } from './names.ts';
import { numberOf } from './numbers.ts';

/** A word for an experiment that is none of a test email. */
export const experimentNoun =
  /\b(?:experiments?|trials?|a ?b(?: tests?| testing| things?)|ab tests?|split tests?|tests?|testing)\b/;
/** What only experiments have. */
export const armNoun =
  /\b(?:arms?|variants?|variations?|treatments?|control(?: group| arm| variant)?|winner)\b/;
/** Of the program's hold-out, which is an experiment as well. */
export const holdOutNoun = /\bhold ?outs?\b|\bcontrol group\b/;

/** `three`, `3` and `3rd` are one; so are `day` and `days`. */
export function plainWord(word: string): string {
  const digit = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'].indexOf(word);
  return digit < 0 ? (word.length > 3 ? word.replace(/s$/, '') : word) : String(numberOf(word));
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(plainWord);
}

/** Words that name an experiment, beside those of its arms. */
const naming = ({ id, title, experiment }: NamedExperiment) => {
  const arms = new Set(
    Object.entries(experiment.arms).flatMap(([arm, one]) => wordsOf(`${arm} ${one.title}`)),
  );
  const own = [
    ...tellingWords(title),
    ...tellingWords(id),
    ...wordsOf(`${title} ${id}`).filter((word) => word === 'email'),
  ];
  const telling = (word: string) =>
    !arms.has(word) && !/^(?:or|and|after|before|with|of|to|vs|a|b)$/.test(word);
  return new Set(own.map(plainWord).filter((word) => telling(word) || word === 'email'));
};

/**
 * The experiments that words of their names fit best; several where they fit as well, none where nothing does. `whole`:
 * by a name in full.
 */
export function experimentsNamed(
  text: string,
  { experiments }: LiveVocabulary,
): { named: NamedExperiment[]; whole: boolean } {
  const said = new Set(wordsOf(text));
  const fits = experiments.map((one) => {
    const words = [...naming(one)];
    const full = text.includes(one.title.toLowerCase()) || text.includes(one.id.replaceAll('-', ' '));
    // “email” alone names none.
    const shared = words.filter((word) => said.has(word));
    return { one, fit: full ? 100 : shared.some((word) => word !== 'email') ? shared.length : 0 };
  });
  const most = Math.max(0, ...fits.map(({ fit }) => fit));
  const named = most === 0 ? [] : fits.filter(({ fit }) => fit === most).map(({ one }) => one);
  return { named, whole: most === 100 };
}

/** Arms that the words name: by what tells one from the others, in words or digits; what is denied is none of them. */
export function armsNamed(text: string, { experiment }: NamedExperiment): string[] {
  const said = text.replace(denied, ' ');
  const ids = Object.keys(experiment.arms);
  const wordsOfArm = new Map(
    ids.map((id) => [id, new Set(wordsOf(`${id.replaceAll('-', ' ')} ${experiment.arms[id]?.title ?? ''}`))]),
  );
  const named = ids.filter((id) => {
    const own = [...(wordsOfArm.get(id) ?? [])].filter((word) =>
      ids.every((other) => other === id || !wordsOfArm.get(other)?.has(word)),
    );
    return own.some((word) => saysArm(said, word, id));
  });
  const control = restored.test(said) && !named.includes(experiment.control);
  return control ? [...named, experiment.control] : named;
}

const denied =
  /\b(?:not|instead of|rather than|over|beats|beat|better than|against|versus|vs|drop(?:ping)?|without) (?:the )?(?:\S+ ){0,1}?(?:days?|hours?|arm|variant|one|at \S+|\S+)\b/g;
/** As it was before, which is what the control gets. */
const restored =
  /\bthe control\b|\bas (?:they|it|things|everything) (?:were|was|are|is)\b|\b(?:back|return) to (?:normal|the old|how|what|before)\b|\bstatus quo\b|\bthe way (?:it|things) (?:was|were|is|are)\b|\bnothing changes\b/;

/** The article is no arm: `b`, `arm a`, `variant a`. A digit is one beside a unit or a word for arms. */
function saysArm(said: string, word: string, id: string): boolean {
  if (id === 'a' && word === 'a') return /\b(?:arm|variant|version|option) a\b|^\s*a\s*$/.test(said);
  return said.split(/[^\p{L}\p{N}]+/u).some((one) => plainWord(one) === word);
}
