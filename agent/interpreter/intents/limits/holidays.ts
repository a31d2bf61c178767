import { addHolidays } from '../../../../tools/support/edits/policies.ts';
import { takeDates } from '../../slots/dates.ts';
import { takeFields } from '../../slots/fields.ts';
import { mailing, policyIntent } from './frame.ts';

const free = /\b(?:holidays?|days? off|feast|bank holidays?|closed|shut|off|free|mail ?free|e ?mail free)\b/;
const not = /\b(?:no|not|never|nobody|nothing|no one|stop|avoid|skip|without)\b/;
const feasts =
  /\b(?:christmas(?: (?:day|eve))?|xmas(?: (?:day|eve))?|new years? s? ?(?:day|eve)?|thanksgiving|boxing day|easter(?: monday| sunday)?|good friday|labou?r day|may day|independence day|all saints(?: day)?|midsummer)\b/;

/** `no emails on 24 and 25 December`, `1 May is a holiday in Germany and Austria`. */
export const limitDays = policyIntent(
  new RegExp(`${free.source}|${mailing.source}`),
  ({ utterance, program, vocabulary }) => {
    const { text } = utterance;
    if (!free.test(text) && !(not.test(text) && mailing.test(text))) return undefined;
    const feast = feasts.exec(text)?.[0];
    const dates = [...new Set(takeDates(utterance, vocabulary.now))].sort();
    if (dates.length === 0) return undefined;
    const quote = utterance.take(/\b(?:(?:called|named|for|as) )?quote(\d+)\b/)?.[1];
    const countries = takeFields(utterance, vocabulary).flatMap((slot) =>
      slot.field === 'country' && !slot.negated ? valuesOf(slot.condition) : [],
    );
    for (const pattern of [feasts, free, not, mailing]) utterance.takeAll(pattern);
    utterance.takeAll(
      /\b(?:public|national|as|mark|treat|list|to|on|in|for|that day|those days|both|these|two|countr(?:y|ies)|from|with|leads?|people|there|everywhere|is|are|this year|next year|anything|do|it|out|day|date)\b|[=>]/,
    );
    const name = quote === undefined ? feast : utterance.quotes[Number(quote)];
    return addHolidays(program, dates, {
      ...(name && dates.length === 1 && { name: name.replace(/^./, (first) => first.toUpperCase()) }),
      ...(countries.length > 0 && { countries }),
    });
  },
);

function valuesOf(condition: object): string[] {
  const { value, values = value === undefined ? [] : [value] } = condition as {
    value?: unknown;
    values?: unknown[];
  };
  return values.map(String);
}
