import type { Condition, Scalar, Vocabulary } from '../../condition/ast.ts';
import { parseCondition } from '../../condition/parse.ts';
import { printCondition } from '../../condition/print.ts';
import { evaluateProperties } from '../../condition/properties.ts';
import { speaksOfArrival } from '../../walk-condition.ts';

interface Sample {
  name?: string;
  properties: Readonly<Record<string, Scalar>>;
}

/**
 * Whether a rule of a program answers already what a lead does: an event that the behaviour describes satisfies the rule,
 * and the rule looks at least as closely. What either asks of the lead beside the event is left out of account: `email_open AND IN
 * SEGMENT smb` answers `email_open`, `page_visit` alone does not answer a visit of the prices. Conditions of the
 * lead's state are the same when they read the same.
 */
export function answersAlready(rule: string, behaviour: string, vocabulary: Vocabulary): boolean {
  const [answer, asked] = [parseCondition(rule, vocabulary), parseCondition(behaviour, vocabulary)];
  if (speaksOfArrival(answer) !== speaksOfArrival(asked)) return false;
  if (!speaksOfArrival(asked))
    return printCondition(answer, vocabulary) === printCondition(asked, vocabulary);
  const looked = samplesOf(answer);
  return samplesOf(asked).some(
    (sample) =>
      outcomesOf(answer, sample).yes &&
      looked.some(
        ({ name, properties }) =>
          name === sample.name && Object.keys(sample.properties).every((key) => key in properties),
      ),
  );
}

/** Events that satisfy the condition, one for each of its alternatives. */
function samplesOf(c: Condition): Sample[] {
  switch (c.op) {
    case 'and':
      return c.of.reduce<Sample[]>(
        (before, part) =>
          before.flatMap((left) =>
            samplesOf(part).map((right) => ({
              ...left,
              ...right,
              properties: { ...left.properties, ...right.properties },
            })),
          ),
        [{ properties: {} }],
      );
    case 'or':
      return c.of.flatMap(samplesOf);
    case 'event':
      return [{ name: c.event, properties: {} }];
    case 'property':
      return [{ properties: { [c.property]: c.value } }];
    case 'property_in':
      return c.values.map((value) => ({ properties: { [c.property]: value } }));
    default:
      return [{ properties: {} }];
  }
}

/** Whether it may hold, and whether it may fail, for the event, whoever the lead is. */
function outcomesOf(c: Condition, event: Sample): { yes: boolean; no: boolean } {
  const certain = (held: boolean) => ({ yes: held, no: !held });
  switch (c.op) {
    case 'and':
    case 'or': {
      const parts = c.of.map((part) => outcomesOf(part, event));
      return c.op === 'and'
        ? { yes: parts.every(({ yes }) => yes), no: parts.some(({ no }) => no) }
        : { yes: parts.some(({ yes }) => yes), no: parts.every(({ no }) => no) };
    }
    case 'not': {
      const { yes, no } = outcomesOf(c.of, event);
      return { yes: no, no: yes };
    }
    case 'event':
      return certain(c.event === event.name);
    case 'property':
    case 'property_in':
    case 'property_known':
      return certain(evaluateProperties(c, event.properties));
    default:
      return { yes: true, no: true };
  }
}
