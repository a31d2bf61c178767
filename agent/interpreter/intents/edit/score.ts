import { createThreshold } from '../../../../tools/support/edits/scores.ts';
import { takeAction } from '../../slots/action.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { editIntent, takeVerb } from './frame.ts';

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
