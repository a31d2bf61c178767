import { numberOf, numberSource } from '../../slots/numbers.ts';
import type { Utterance } from '../../words/utterance.ts';

/** Points as they are said: so many, so many more than now, or a multiple of what there is. */
export interface Amount {
  kind: 'set' | 'by' | 'times';
  value: number;
}

const n = `(?:${numberSource})`;
const points = '(?: ?(?:points?|pts?)\\b)?';

const minus =
  /\b(?:deduct\w*|subtract\w*|dock(?:s|ed|ing)?|costs?|costing|los(?:e|es|ing)|penali[sz]\w*|punish\w*|fine|fined|minus|negative|knock\w*|shav\w*|take off|takes off|take away|takes away|off)\b|\b(?:takes?|remove|pull|bring|push|drag|drop)s? (?:.*?)\b(?:off|away|down by)\b/;
const lowering = /\b(?:lower|reduce|decrease|cut|drop|trim|shrink|down|less|fewer)(?:s|ed|ing)?\b/;
const changing =
  /\b(?:raise|increase|bump|lift|up|boost|hike|push|lower|reduce|decrease|cut|drop|trim|shrink|higher|move|bring|change)(?:s|ed|ing)?\b/;

const old = [
  // `from 50 to 60`, `50 -> 60`: the second is meant.
  `\\b(?:up |down )?from (?:the )?(?:current )?${n}${points}(?= (?:up |down )?to\\b)`,
  `\\b${n}${points} (?:- ?>|=>|>|to)(?= ?${n})`,
  `(?:, )?\\b(?:instead of|rather than|in place of|as opposed to|and not|not|no longer) (?:just |only )?(?:from |at |with |on )?(?:the )?(?:current |present |usual )?${n}${points}`,
  `\\b(?:is|are|at|gives?|gets?|counts?|brings?|worth)(?: worth)?(?: only| just)? ${n}${points} (?:now|currently|today|so far|at present|right now)\\b`,
  `\\b(?:now|currently|today|so far|at present|right now) (?:it is |is |at |only |worth )*${n}${points}(?= ,| and| but|$)(?!.* (?:to|of) )`,
].map((source) => new RegExp(source));

const factors: readonly (readonly [RegExp, number])[] = [
  [/\b(?:double|doubled|doubles|twice)(?: (?:as much|as many|what|the))?\b/, 2],
  [/\b(?:triple|tripled|triples|treble|three times as (?:much|many))\b/, 3],
  [/\b(?:halve|halved|halves|(?:in |by |to )?half(?: as much| as many| of)?)\b/, 0.5],
];

/** Takes the points out of a text; numbers without a word for points only where `bare`. */
export function takeAmounts(utterance: Utterance, bare: boolean): Amount[] {
  for (const [pattern, value] of factors) if (utterance.take(pattern)) return [{ kind: 'times', value }];
  const numbers = utterance.text.match(new RegExp(`\\b${n}\\b`, 'g')) ?? [];
  if (numbers.length > 1) for (const pattern of old) utterance.take(pattern);
  const down = lowering.test(utterance.text);
  const negative = minus.test(utterance.text);
  const by = utterance.take(
    new RegExp(
      `\\bby (?<sign>[+-] ?)?(?<n>${n})${points}|\\b(?:another|further|additional) (?<n1>${n})${points}|\\b(?<n2>${n})(?: more| fewer| less| extra)?${points} (?:higher|lower|more|less|on top|fewer)(?: than (?:now|today|currently|before|it is|at present))?(?= |$)|\\b(?<n3>${n}) (?:more|less|fewer)${points} than (?:now|today|currently|before|it is|at present)\\b|\\badd (?<n4>${n})${points} (?=to\\b|on top\\b)`,
    ),
  );
  if (by) {
    const g = by.groups ?? {};
    const value = numberOf((g.n ?? g.n1 ?? g.n2 ?? g.n3 ?? g.n4) as string);
    // `penalise a bounce by 5`: nothing is changed by it.
    if (g.n !== undefined && negative && !changing.test(utterance.text))
      return [{ kind: 'set', value: -value }];
    const less = down || negative || /\b(?:less|fewer|lower)\b/.test(by[0]) || g.sign?.includes('-') === true;
    return [{ kind: 'by', value: less ? -value : value }];
  }
  const said = [
    ...utterance.takeAll(
      new RegExp(
        `(?<sign>[+-] ?)?\\b(?<n>${n}) ?(?:extra |more |additional |fit |engagement )*(?:points?|pts?)\\b`,
      ),
    ),
    ...utterance.takeAll(/(?<= |^)(?<sign>[+-]) ?(?<n>\d+)(?= |$)(?! ?%)/),
    ...(bare
      ? utterance.takeAll(
          new RegExp(
            `(?<sign>[+-] ?)?(?<!\\bday |\\be ?mail |\\bstep )\\b(?<n>(?!one\\b|single\\b)${n})(?= |$)(?! ?%)`,
          ),
        )
      : []),
  ];
  return said
    .sort((a, b) => a.index - b.index)
    .map(({ groups = {} }) => {
      const value = numberOf(groups.n as string);
      return { kind: 'set', value: negative || groups.sign?.includes('-') ? -value : value };
    });
}

const periods = '(?<per>day|week|month|lead|person|contact)';

export interface Cap {
  points?: number;
  per: 'day' | 'week' | 'month' | 'ever';
}

/** `at most 9 a day`, `capped at 30 points per week`, `once per lead`. */
export function takeCap(utterance: Utterance): Cap | undefined {
  const most =
    '(?:(?:but |and |with )?(?:a )?(?:(?:daily|weekly|monthly) )?(?:not more than|no more than|at most|at the most|up to|max(?:imum)?(?: of)?|cap(?:ped)?(?: it| them)?(?: of| at| to)?|limit(?:ed)?(?: it| them)?(?: to| of| at)?|ceiling of|never more than|more than) )';
  const cap =
    utterance.take(
      new RegExp(
        `\\b${most}?(?<n>${n})${points}(?: max(?:imum)?| at most| tops)? (?:a|per|every|each|in a|within a|in one) (?:single )?${periods}\\b(?: max(?:imum)?| at most| at the most| tops)?`,
      ),
    ) ??
    utterance.take(
      new RegExp(`\\b${most}(?<n>${n})${points} (?<per>in total|ever|overall|altogether|all in all)\\b`),
    ) ??
    utterance.take(
      new RegExp(
        `\\b(?:a |with a )?(?<per>daily|weekly|monthly) (?:cap|limit|max(?:imum)?|ceiling)(?: of| at| is|:)? (?<n>${n})${points}`,
      ),
    );
  if (cap) return { points: numberOf(cap.groups?.n as string), per: periodOf(cap.groups?.per) };
  const once = utterance.take(
    /\b(?:but |and )?(?:only |at most |just |max(?:imum)? )?once (?:a|per|every|each|for each|for every) (?<per>day|week|month|lead|person|contact)\b(?: at (?:the )?most| max(?:imum)?| only)?|\b(?:but )?(?:only|just) (?:once|one time|the first time)\b|\bonce ever\b/,
  );
  return once && { per: periodOf(once.groups?.per) };
}

function periodOf(word = 'ever'): Cap['per'] {
  const found = /^(?:dai|day)/.test(word) ? 'day' : /^(week|month)/.exec(word)?.[1];
  return (found as Cap['per'] | undefined) ?? 'ever';
}
