import { numberSource } from '../../slots/numbers.ts';
import { type Rewording, someone } from './shared.ts';

const n = `(?<n>${numberSource})`;

const points = `${n} ?(?:points?|pts?)?`;

const lowered = '(?:dock|deduct|subtract|knock(?: off)?|take(?: away| off)?|remove|shave(?: off)?|minus|-)';

/** Points for what happens, wherever they stand. */
export const scored: Rewording = [
  [
    /^(?<how>double|halve|triple) (?:what |how much )?(?<what>(?!the points|points).+?) (?:is|are) worth$/i,
    '$<how> the points for $<what>',
  ],
  [
    /^make (?<what>.+?) (?:be )?worth (?<how>twice|half|double) (?:as much|as many points|the points|what .+)$/i,
    '$<how> the points for $<what>',
  ],
  [
    /^(?<what>.+?) should be worth (?<how>twice|half|double) (?:as much|as many points|the points|what .+)$/i,
    '$<how> the points for $<what>',
  ],
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
      `^${someone} (?:who |that )?(?<what>.+?) (?:should |shall |must |to )?(?:loses?|be docked) ${points}`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>.+?) (?:should |shall |must |to )?costs? (?:(?:a |the )?leads? |them |you |people )?${points}`,
      'i',
    ),
    'deduct $<n> points for $<what>',
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
      `^${someone} (?:who |that )(?<what>.+?) (?:(?:should |shall |must |to )?(?:be )?(?:gets?|scores?|earns?|receives?|given|awarded|has|have)) (?:\\+ ?)?${points}(?! (?:or|and) (?:more|above))`,
      'i',
    ),
    'give $<n> points for $<what>',
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
      `^(?<what>(?!.*\\b(?:cap|threshold|policy|segment)\\b)[^:=]+?) ?[:=] ?(?:minus |- ?)${n} ?(?:points?|pts?)?$`,
      'i',
    ),
    'deduct $<n> points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>(?!.*\\b(?:cap|threshold|policy|segment)\\b)[^:=]+?) ?[:=] ?\\+?${n} ?(?:points?|pts?)\\b`,
      'i',
    ),
    'give $<n> points for $<what>',
  ],
  [new RegExp(`^\\+ ?${n} ?(?:points?|pts?)? (?:for|when|if) `, 'i'), 'give $<n> points for '],
  [
    new RegExp(
      `^${n} ?(?:points?|pts?) (?:for|when|if|to (?:leads|anyone|people|everyone) (?:who|that)) `,
      'i',
    ),
    'give $<n> points for ',
  ],
  [
    new RegExp(
      `^(?:give|award|grant|assign) (?:an? |the |all |every |any )?(?:leads?|people|anyone|anybody|everyone|them|someone|persons?|contacts?|prospects?)(?: an? extra)? ${points}(?: extra)? (?:for|when(?:ever)?|if|once|every time|each time)(?: they| he| she| someone| a lead)? `,
      'i',
    ),
    'give $<n> points for ',
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
  [/^(?:reward|credit|score|give credit for) (?!.*\d)(?<what>.+)$/i, 'give points for $<what>'],
];

const gone = '(?: any longer| at all| in future| from now on)?[.!]*$';

/** What shall give no points. */
export const unscored: Rewording = [
  [
    /^do not (?:give|award|score|count|reward)(?: any| out)?(?: points?)?(?: to leads)?(?: for)? (?<what>[^\d]+?) any longer[.!]*$/i,
    'remove the points for $<what>',
  ],
  [
    new RegExp(
      `^(?:stop|no longer|quit) (?:give|giving|award|awarding|score|scoring|count|counting|reward|rewarding)(?: any| out)?(?: points?)?(?: to leads)?(?: for)? (?<what>[^\\d]+?)${gone}`,
      'i',
    ),
    'remove the points for $<what>',
  ],
  [
    new RegExp(`^no (?:more )?(?:points?|score) (?:for|on) (?<what>.+?)${gone}`, 'i'),
    'remove the points for $<what>',
  ],
  [
    new RegExp(
      `^(?<what>.+?) (?:should|shall|must|do|does|to)? ?(?:no longer|not|never) (?:be worth|give|get|score|count|earn|bring|be scored|be counted|be rewarded)(?: any| for| towards the score)?(?: points?| score| anything)?${gone}`,
      'i',
    ),
    'remove the points for $<what>',
  ],
  [
    /^(?:get rid of|scrap|ditch|kill|bin|drop|delete|remove|lose|axe|take out|cancel) (?:the )?(?:scoring |score )?rules? (?:for|of|on|about) (?<what>.+)$/i,
    'remove the points for $<what>',
  ],
  [
    /^(?:get rid of|scrap|ditch|kill|bin|axe|take out|cancel) (?:the )?(?<what>.+? )(?:scoring |score )?rule$/i,
    'remove the $<what>rule',
  ],
  [/^(?:get rid of|scrap|ditch|kill|bin|axe|cancel) (?:the )?points? (?:for|on) /i, 'remove the points for '],
];

/** Things that happen by their short names, where points are spoken of. */
export const short: Rewording = [
  [/(?<=points for )(?:the )?pricing page(?=,|$)/i, 'a pricing page visit'],
  [
    /(?<=points for )(?:an? |the |every |each |any |all )?(?<thing>demos?)(?= |,|$)(?! requests?| videos?| pages?)/i,
    'a demo request',
  ],
  [
    /(?<=points for )(?:an? |the |every |each |any |all )?meetings?(?= |,|$)(?! scheduled| booked| bookings?| no)/i,
    'a meeting scheduled',
  ],
  [/(?<=points for )(?:an? |the |every |each |any |all )?(?:clicks?|clicking)(?=,|$)/i, 'an email click'],
  [/(?<=points for )(?:an? |the |every |each |any |all )?(?:opens?|opening)(?=,|$)/i, 'an email open'],
  [/(?<=points for )(?:an? |the |every |each |any |all )?downloads?(?=,|$)/i, 'a content download'],
  [/(?<=points for )(?:an? |the |every |each |any |all )?(?:webinars?)(?=,|$)/i, 'a webinar attendance'],
];
