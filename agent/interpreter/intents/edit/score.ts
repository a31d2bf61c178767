import type { Program } from '../../../../engine/program/schema.ts';
import {
  createThreshold,
  removeDecay,
  removeThreshold,
  setDecay,
  setFit,
} from '../../../../tools/support/edits/scores.ts';
import { takeAction } from '../../slots/action.ts';
import { takeLength } from '../../slots/durations.ts';
import { didYouMean, resolveName, tellingWords } from '../../slots/names.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { readWho } from '../../slots/who.ts';
import { notUnderstood } from '../../wording/say.ts';
import type { Utterance } from '../../words/utterance.ts';
import { asking, editIntent, nothing, takeVerb } from './frame.ts';

const decaying =
  'let|make|have|decay|decrease|reduce|lower|set|change|add|introduce|shrink|fade|melt|use|put|take';

/** `let engagement points decay by 10 % every month`. */
export const editDecay = editIntent(
  decaying,
  /\b(?:decays?|decaying|melt|fade|lose|loses)\b|\b(?:drop|shrink|sink|fall|go down|count less|wear off|cool(?: off| down)?)\b.*(?:%|\bper ?cent\b)/,
  ({ utterance, program }) => {
    if (
      !utterance.has(/\b(?:scores?|scoring|points?|engagement|fit|decays?)\b/) ||
      utterance.has(/\bleads\b.*\blose\b|\bwhere\b/)
    )
      return undefined;
    const model = takeModel(utterance, program);
    const percent = utterance.take(
      new RegExp(`\\b(?:by |of |to |at )?(${numberSource}) ?(?:%|percent|per cent)`),
    )?.[1];
    const word = utterance.take(
      /\b(?:(?:a|per|every|each) (?:week|month|day|fortnight)|weekly|monthly|daily)\b/,
    )?.[0];
    const every = word ? everyOf(word) : takeLength(utterance, 'every|each|per|in|within|over')?.text;
    utterance.takeAll(
      /\b(?:decays?|decaying|melt|fade|lose|loses|drop|shrink|sink|fall|go down|count|less|wear off|cool|off|down|old|older|scores?|scoring|points?|of|by|rate|over time|time|every|value|their|its)\b|%/,
    );
    takeVerb(utterance, decaying);
    if (percent === undefined || every === undefined)
      return asking(
        `By how many percent, and how often? Say for instance “let engagement points decay by 10 % every 4 weeks”. ${nothing}`,
      );
    return setDecay(program, model, { percent: numberOf(percent), every });
  },
);

export const stopDecay = editIntent(
  'stop|remove|end|switch off|turn off|disable|drop|delete|no',
  /\bdecay(?:ing|s)?\b/,
  ({ utterance, program }) => {
    if (!takeVerb(utterance, 'stop|remove|end|switch off|turn off|disable|drop|delete')) return undefined;
    const model = takeModel(utterance, program);
    utterance.takeAll(/\b(?:decay(?:ing|s)?|scores?|scoring|points?|from)\b/);
    return removeDecay(program, model);
  },
);

function everyOf(word: string): string {
  if (/month/.test(word)) return '30 days';
  if (/fortnight/.test(word)) return '2 weeks';
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
  return named ?? utterance.take(/\b(?:engagement|fit)\b/)?.[0] ?? 'engagement';
}

/** `enterprise companies should get 20 fit points`. */
export const editFit = editIntent(
  'give|add|set|award|make|grant|assign|put',
  /\bfit (?:points?|scores?|rule)\b|\bpoints? (?:of|for) fit\b/,
  ({ utterance, world, program }) => {
    const points =
      utterance.take(
        new RegExp(
          `(?<sign>[+-] ?)?\\b(?<n>${numberSource})(?= (?:more |extra )?(?:fit )?points?\\b| fit\\b| for\\b)`,
        ),
      ) ?? utterance.take(new RegExp(`\\b(?:to|of|by) (?<sign>[+-] ?)?(?<n>${numberSource})\\b`));
    const minus =
      points?.groups?.sign?.includes('-') || utterance.has(/\b(?:minus|deduct|subtract|take away)\b/);
    utterance.takeAll(
      /\b(?:fit|points?|scores?|rule|get|gets|have|receive|earn|worth|extra|more|minus)\b|[+=]/,
    );
    takeVerb(utterance, 'give|add|set|award|make|grant|assign|put');
    const said = utterance.free().join(' ');
    const who = readWho(said, utterance.quotes, world.vocabulary);
    if (who.left.length > 0) return notUnderstood(who.left, 'proposed that');
    if (!points || who.when === undefined)
      return asking(
        `How many fit points, and for whom? Say for instance “enterprise companies should get 20 fit points”. ${nothing}`,
      );
    utterance.takeAll(/[\p{L}\p{N}]+/u);
    const title = tellingWords(said)
      .filter((word) => !/^(?:should|to|be|companies|company|get)$/.test(word))
      .join(' ');
    const n = numberOf(points.groups?.n as string);
    return setFit(program, {
      title: title.replace(/^./, (first) => first.toUpperCase()),
      when: who.when,
      points: minus ? -n : n,
    });
  },
);

const doing =
  'when|once|whenever|if|as soon as|at|every time|notify|alert|tell|ping|create|make|add|put|enrol|enroll|move|give|assign|have|let|set|leads|mark|open|get|ask|new';
const reached = new RegExp(
  `\\b(?:reach(?:es|ed)?|hits?|gets? to|passes|crosses|has|have|with|at|of|above|over|scores?(?: reaches| hits)?) (?:a )?(?:score of |lead score of |at least |more than )?(?<n>${numberSource})(?: or more)?(?: (?:engagement |fit |lead )?(?:points?|score))?\\b|\\bscore (?:of|>=|above|over|reaches|hits|is) (?<m>${numberSource})\\b`,
);

/** `when a lead reaches 100 points, create a task for sales to call them within one day`. */
export const newThreshold = editIntent(
  doing,
  /\b(?:points?|scores?|threshold)\b/,
  ({ utterance, world, program }) => {
    if (
      utterance.has(
        /\b(?:fit points|worth|e?mail \d|segment|entry|goal|how many|list|show)\b|\bgive \d+|\baward\b/,
      )
    )
      return undefined;
    const at = utterance.take(reached);
    if (!at || !/\b(?:reach|hit|get|gets|pass|cross|score|point|threshold)/.test(utterance.text))
      return undefined;
    const acted = takeAction(utterance, world.vocabulary);
    if (!acted) return undefined;
    const actions = [acted];
    for (
      let more = takeAction(utterance, world.vocabulary);
      more && actions.length < 5;
      more = takeAction(utterance, world.vocabulary)
    )
      actions.push(more);
    const points = numberOf((at.groups?.n ?? at.groups?.m) as string);
    const quote = utterance.take(/\b(?:called|named|titled) quote(\d+)/)?.[1];
    const model = utterance.take(/\b(?:engagement|fit)\b/)?.[0];
    utterance.takeAll(
      /\b(?:when|once|whenever|if|as soon as|at|every time|points?|scores?|threshold|their|new|reaches|or|more|and|then|who|that|with|of|leads?|an?)\b/,
    );
    takeVerb(utterance, doing);
    const title =
      quote === undefined
        ? `${titleOf(actions.map(({ action }) => action.do))} at ${points}`
        : (utterance.quotes[Number(quote)] as string);
    const made = createThreshold(program, {
      title,
      at: points,
      model,
      actions: actions.map(({ action }) => action),
    });
    return 'problem' in made ? made : { ...made, notes: actions.flatMap(({ notes }) => notes) };
  },
);

function titleOf(actions: readonly string[]): string {
  const words: Readonly<Record<string, string>> = {
    notify: 'Notice',
    task: 'Task',
    enrol: 'Enrolment',
    leave: 'Leave a track',
    journey: 'Stage',
    lifecycle: 'Lifecycle',
  };
  return actions.map((action) => words[action] ?? action).join(' and ');
}

/** `remove the threshold “Ready for consideration”`. */
export const dropThreshold = editIntent(
  'remove|delete|drop|get rid of|scrap',
  /\bthresholds?\b/,
  ({ utterance, world }) => {
    const { thresholds } = world.vocabulary;
    if (!takeVerb(utterance, 'remove|delete|drop|get rid of|scrap')) return undefined;
    utterance.takeAll(/\bthresholds?\b/);
    const said = utterance
      .free()
      .join(' ')
      .replace(/quote(\d+)/g, (_, n: string) => utterance.quotes[Number(n)] ?? '');
    const found = resolveName(said, thresholds);
    if (!found || found.others.length > 0)
      return asking(
        `Which threshold do you mean? ${didYouMean(said, thresholds)} ${nothing}`,
        thresholds.map(({ title }) => title),
      );
    for (const word of tellingWords(`${found.best.title} ${found.best.id}`))
      utterance.take(new RegExp(`\\b${word}\\b`));
    utterance.takeAll(/\bquote\d+\b/);
    return removeThreshold(found.best);
  },
);
