import type { Program } from '../../../../engine/program/schema.ts';
import { removeDecay, setDecay } from '../../../../tools/support/edits/scores.ts';
import type { Intent, Plan } from '../../requests.ts';
import { takeLength } from '../../slots/durations.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';
import { isWished } from '../../words/wished.ts';
import { asking, nothing } from '../edit/frame.ts';
import { pointVerbs, pointWords } from './point-words.ts';

const fading =
  /\b(?:decay(?:s|ed|ing)?|fad(?:e|es|ed|ing)|melt(?:s|ing)?|wear(?:s|ing)? (?:off|out|down)|die(?:s|d)? down|diminish\w*|depreciat\w*|erod\w+|cool(?:s|ing)? (?:off|down)|evaporate|ag(?:e|es|eing))\b/;
const shrinking =
  /\b(?:los(?:e|es|ing)|drop(?:s|ping)?|shrink(?:s|ing)?|sink(?:s|ing)?|fall(?:s|ing)?|go(?:es)? down|count(?:s|ing)? less|reduc(?:e|es|ed|ing)|lower(?:s|ed|ing)?|decreas(?:e|es|ed|ing)|cut(?:s|ting)?|minus|less|down)\b/;
const percents = `(?<n>${numberSource}) ?(?:%|percent|per cent)`;
const scores = /\b(?:scores?|scoring|points?|engagement|fit)\b/;
const stopping =
  /\b(?:stop|remove|end|switch off|turn off|disable|drop|delete|no more|no longer|without|get rid of|scrap|kill|cancel)\b/;
const words =
  /\b(?:old|older|stale|past|scores?|scoring|points?|of|by|rate|over time|every|value|worth|their|its|automatically|fast|faster|slowly|gradually|so that|that is|activity|what|happened)\b|[%-]/;

const parts: Readonly<Record<string, number>> = { half: 50, third: 33, quarter: 25, fifth: 20, tenth: 10 };

/** `lose a quarter of their value`, `by a fifth (20 %)`, `halve`: in percent. */
function inPercent(text: string): string {
  return text
    .replace(/\bhalv(?:e|es|ed|ing)\b/g, 'lose 50 %')
    .replace(
      /\b(?<by>by )?(?:(?:a|an|one|1) )?(?<part>half|third|quarter|fifth|tenth)\b(?<of> of (?:its|their|the|what|all)(?: \w+)?)?/g,
      (whole, by: string | undefined, part: string, of: string | undefined) =>
        by === undefined && of === undefined && part !== 'half' ? whole : `by ${parts[part]} %`,
    )
    .replace(/(?<=\bby (\d+) %) (?:, )?(?:or )?\1 ?%/g, '');
}

/** `let engagement decay by 10 % every month`, however it is said; or no more. */
export const changeDecay: Intent = (said, { vocabulary }) => {
  const { raw } = said;
  const text = inPercent(said.text);
  const utterance = text === said.text ? said : { ...createUtterance(text), raw, quotes: said.quotes };
  const share = new RegExp(percents).test(text);
  if (!fading.test(text) && !(share && shrinking.test(text))) return undefined;
  if (!scores.test(text) || !isWished(text, raw)) return undefined;
  if (
    /\bleads? (?:with|who|that|whose)\b|\bwhere\b|\brates?\b(?! of)|\b(?:hold|experiment|e ?mails?)\b/.test(
      text,
    )
  )
    return undefined;
  const { program } = vocabulary;
  const model = takeModel(utterance, program);
  const percent = utterance.take(new RegExp(`(?:[+-] ?)?\\b(?:(?:by|of|to|at|minus) )?${percents}`))?.groups
    ?.n;
  if (percent === undefined && stopping.test(text)) return stopped(utterance, program, model);
  const every = takePeriod(utterance);
  for (const pattern of [fading, shrinking, words, pointVerbs]) utterance.takeAll(pattern);
  if (utterance.rest(pointWords).length > 0) return undefined;
  if (percent === undefined || every === undefined)
    return asking(
      `By how many percent, and how often? Say for instance “let engagement points decay by 10 % every 4 weeks”. ${nothing}`,
    );
  return planOf(setDecay(program, model, { percent: numberOf(percent), every }));
};

function stopped(utterance: Utterance, program: Program, model: string): Plan | undefined {
  for (const pattern of [stopping, fading, words, /\bfrom\b/]) utterance.takeAll(pattern);
  return utterance.rest(pointWords).length > 0 ? undefined : planOf(removeDecay(program, model));
}

function planOf(made: ReturnType<typeof setDecay>): Plan {
  if ('problem' in made) return { say: `${made.problem} ${nothing}` };
  return { calls: [{ name: 'propose_change', input: { title: made.title, edits: made.edits } }], unread: [] };
}

function takePeriod(utterance: Utterance): string | undefined {
  const word = utterance.take(
    /\b(?:(?:a|an|per|every|each) (?:single )?(?<one>week|month|day|fortnight|quarter)|weekly|monthly|daily|fortnightly|every other week)\b/,
  )?.[0];
  if (word === undefined)
    return takeLength(utterance, 'every|each|per|in|within|over|after')?.text ?? takeLength(utterance)?.text;
  if (/quarter/.test(word)) return '90 days';
  if (/month/.test(word)) return '30 days';
  if (/fortnight|other/.test(word)) return '2 weeks';
  return /week/.test(word) ? '1 week' : '1 day';
}

function takeModel(utterance: Utterance, { scoring }: Program): string {
  const named = Object.entries(scoring.models ?? {}).find(([id, { title }]) =>
    utterance.take(
      new RegExp(
        `\\b(?:${id.replaceAll('-', ' ')}|${title.toLowerCase().replace(/[^\p{L}\p{N} ]/gu, '.')})\\b`,
        'u',
      ),
    ),
  )?.[0];
  const model = named ?? utterance.take(/\b(?:engagement|fit)\b/)?.[0] ?? 'engagement';
  utterance.takeAll(new RegExp(`\\b${model}\\b`));
  return model;
}
