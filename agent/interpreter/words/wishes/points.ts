import { numberSource } from '../../slots/numbers.ts';
import type { Rewording } from './shared.ts';

const n = `(?<n>${numberSource})`;

const points = `${n} ?(?:points?|pts?)?`;

const lowered = '(?:dock|deduct|subtract|knock(?: off)?|take(?: away| off)?|remove|shave(?: off)?|minus|-)';

/** Points for what happens, wherever they stand. */
export const scored: Rewording = [
  [
    new RegExp(
      `^(?<what>.+?) (?:is|are|gives?|gets?)(?: now| currently)?(?: only| just)? (?:worth )?(?:${numberSource})(?: points?| pts?)?(?: now)?,? (?:but |and )?(?:please )?(?:make|set) (?:it|that|this|them) ${points}(?: instead)?[.!]*$`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^${lowered} ${n} ?(?:points?|pts?)?(?: off| away)? (?:for|when|whenever|if|every time|each time|once|from (?:leads|people|anyone|anybody) (?:who|that|when they)|from the score (?:when|for|of (?:leads|people|anyone) (?:who|that))) (?:there is )?(?:an? )?`,
      'i',
    ),
    'deduct $<n> points for ',
  ],
  [
    new RegExp(
      `^(?:when|if|whenever|every time) (?<what>[^,]+?),? (?:they|the lead|he or she|the score) (?:should |shall |must )?(?:loses?|drops? by|goes? down by) ${points}`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?:let |make |have )?(?<what>(?!.*\\b(?:threshold|fit|score (?:of|above|over|below)|fire|segment)\\b).+?) (?:should |shall |must |needs? to |ought to )?(?:be worth|is worth|are worth|worth|counts?(?: for| as)?|gives?|gets?|earns?|brings?(?: in)?|scores?|yields?) (?:\\+ ?)?${points}(?! (?:or more|and more|e?mails?|%|days?|hours?|weeks?|times|segment))`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?:give|award|grant|assign) ${points} (?:to|for) (?:leads?|people|anyone|anybody|everyone|whoever|someone)(?: who| that| when they| if they)? `,
      'i',
    ),
    'give $<n> points for ',
  ],
  [
    new RegExp(
      `^(?:raise|bump|increase|put|move|set|lower|drop|reduce|cut|take|bring|make|change)(?: up| down)? (?:the )?(?:points? |scores? |value )?(?:for |of )?(?<what>(?!.*\\b(?:threshold|segment|cap|priority|wait|gap|decay|hours|e?mails? \\d)\\b).+?)(?: up| down)? (?:from (?:${numberSource})(?: points?)? )?to ${n}(?: ?points?| ?pts?)?[.!]*$`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
];

const gone = '(?: any longer| at all| in future| from now on)?[.!]*$';

/** What shall give no points. */
export const unscored: Rewording = [
  [
    new RegExp(
      `^(?:stop|no longer|quit) (?:give|giving|award|awarding|score|scoring|count|counting|reward|rewarding)(?: any| out)?(?: points?)?(?: to leads)?(?: for)? (?<what>[^\\d]+?)${gone}`,
      'i',
    ),
    'remove the points for $<what>',
  ],
];
