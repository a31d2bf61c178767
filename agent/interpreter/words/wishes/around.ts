import type { Rewording } from './shared.ts';

export const contractions: Rewording = [
  [/[’‘]/g, "'"],
  [/\b(i|we|it|that|they)'d (?:like|love|prefer|rather|be|want)\b/gi, '$1 would like'],
  [/\b(do|does|should|would|must|need|could|is|are)n'?t\b/gi, '$1 not'],
  [/\b(?:will not|won'?t)\b/gi, 'shall not'],
  [/\bcan'?t\b/gi, 'can not'],
  [/\blet'?s\b/gi, 'let us'],
  [/\bany ?more\b/gi, 'any longer'],
];

const verb =
  '(?=(?:do not|not|no longer|only|just|also|always|never|please|[a-z]{2,})\\b)(?!(?:have|know|see|find out|understand|hear|look)\\b)';

/** What stands around a wish and says only that it is one. */
export const around: Rewording = [
  [
    /^(?:hi|hey|hello|ok|okay|so|and|also|please|well|right|thanks|team|all|morning|actually|yeah|yes|trellis|quick one|one more thing|btw|fyi)\b[ ,:!.]*/i,
    '',
  ],
  [
    /^(?:from now on|going forward|starting (?:today|now)|in (?:the )?future|by default|as of (?:today|now))\b[ ,]*/i,
    '',
  ],
  [
    /^(?:i (?:really )?(?:think|feel|believe)|imo|in my opinion|ideally|my boss (?:says|thinks)|we agreed|we decided)(?: that)?,? (?=.*\bshould\b)/i,
    '',
  ],
  [new RegExp(`^(?:can|could|may|might) we (?:please |maybe |perhaps |also |just )?${verb}`, 'i'), ''],
  [/^(?:can|could|would|will) you (?:please |also |just |kindly )?(?=[a-z])/i, ''],
  [/^(?:is|would) it (?:be )?possible to /i, ''],
  [
    /^(?:it )?(?:would|might) (?:like |be )?(?:be )?(?:nice|great|good|cool|lovely|helpful|useful|awesome|better)(?: to have)? (?:if (?:we|you) (?:could|would|can)|to) /i,
    '',
  ],
  [/^(?:do you mind|would you mind) (\w+?)(?:t?ting|ing)\b/i, '$1'],
  [
    /^(?:i|we|my team|marketing|the team) (?:really |also |just |do )?(?:want|wants|would like|would love|need|needs|have|has|wish|prefer)(?: you)? to /i,
    '',
  ],
  [
    new RegExp(
      `^(?:i|we) (?:really |also |just |probably )?(?:should|must|ought to|could|shall)(?: probably| really| also| just| all)? (?!be\\b)${verb}`,
      'i',
    ),
    '',
  ],
  [/^(?:please |kindly )?(?:make sure|ensure|see to it|take care)(?: that)? /i, ''],
  [
    /^(?:i|we) (?:really |also |just )?(?:want|would like|would love|need|prefer|wish)(?: you)?(?: for)? ((?:the |our |a |an )?(?!to\b)[^,]*?) to (?=(?:be|get|have|start|stop|end|go|give|count|score|leave|enter|receive|fire|not|only|cost|earn|lose)\b)/i,
    '$1 should ',
  ],
  [
    /^(?:i|we) (?:really |also |just )?(?:want|would like|would love|need|wish|could use)(?: to have)? (?=(?:an?|another|new|some|one|\d+)\b)/i,
    'add ',
  ],
  [
    /^(?:i|we) (?:really |also |just )?(?:want|would like|would love|need)(?: to have)? (?=(?:the|our)\b)/i,
    'make ',
  ],
  [
    /^(?:i|we) (?:do not|no longer) (?:need|want|use) (.+?)(?: any longer)?(?:,? (?:so )?(?:please )?(?:delete|remove|drop|scrap|bin) (?:it|that|them))?[.!]*$/i,
    'remove $1',
  ],
  [/^(?:please )?(make|build|create|set up|give) (?:me|us) (?=(?:an?|another|the)\b)/i, '$1 '],
  [/^let us not /i, 'do not '],
  [/^let us /i, ''],
  [/^not /i, 'do not '],
];

export const trimmed: Rewording = [
  [/[?]+/g, ''],
  [
    /(?:,? (?:please|pls|plz|thanks|thx|thank you|if possible|ok|okay|right|asap|for me|for us|(?:instead of|rather than|and not|not) (?:the )?(?:current )?\d+(?: points?)?))+[.! ]*$/i,
    '',
  ],
];
