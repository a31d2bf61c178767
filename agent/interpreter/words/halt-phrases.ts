const opener =
  '(?:(?:please|kindly|ok|okay|now|just|urgent|emergency|can you|could you|would you|will you|(?:i|we) (?:want|need|have|would like) (?:you )?to|,) )*';
const stopped = '(?:halted|stopped|paused|suspended|frozen|put on hold|switched off|turned off|shut down)';

/** Other ways to say “halt …” and “resume …”, each from the beginning of a clause on. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/\b(?:until further notice|for (?:now|the time being|the moment)|for a while)\b/, ''],
  [new RegExp(`^(${opener})(?:put|place) (.+?) on (?:hold|pause|ice)\\b`), '$1halt $2'],
  [new RegExp(`^(${opener})(?:turn|switch|shut) (?!off\\b|down\\b)(.+?) (?:off|down)\\b`), '$1halt $2'],
  [new RegExp(`^(${opener})take (.+?) (?:offline|down)\\b`), '$1halt $2'],
  [new RegExp(`^(${opener})(?:pull the plug on|deactivate|disable|cease|mute|hit pause on)\\b`), '$1halt'],
  [new RegExp(`^(${opener})no more (e ?mails?|mails?|sending|sends)\\b`), '$1halt all $2'],
  [
    new RegExp(`^(${opener})(?:(?:i|we) (?:want|need|would like)|have|get) (.+?) (?:to be )?${stopped}\\b`),
    '$1halt $2',
  ],
  [
    new RegExp(
      `^(${opener})(.+?) (?:needs? to|must|has to|have to) (?:be )?(?:${stopped}|stop|pause|halt)\\b`,
    ),
    '$1halt $2',
  ],
  [new RegExp(`^(${opener})lift the (?:halt|pause|stop) (?:on|of|from|for)\\b`), '$1resume'],
  [
    new RegExp(
      `^(${opener})(?:turn|switch|bring|get|put|take) (.+?) (?:back on(?:line)?|on again|back up|back|going again|running again|live again)\\b`,
    ),
    '$1resume $2',
  ],
  [
    new RegExp(
      `^(${opener})let (.+?) (?:run|continue|go on|carry on|proceed|keep going|send|go|start)(?: (?:on|again))*\\b`,
    ),
    '$1resume $2',
  ],
  [new RegExp(`^(${opener})start (sending|.+?) (?:up )?again\\b`), '$1resume $2'],
  [/^(?:ok |and )?you (?:can|may) (?:now )?(?=resume|restart|unpause|continue|start)/, ''],
];

/** A normalised message about halts with its clauses as wishes: `put it on hold` is `halt it`. */
export function asHaltWish(text: string): string {
  return text
    .replace(/ -+ /g, ' , ')
    .split(' , ')
    .map((clause) => {
      const said = phrases.reduce((now, [pattern, plain]) => now.replace(pattern, plain), clause);
      return said.replace(/\s+/g, ' ').trim();
    })
    .join(' , ');
}

/** What is wrong, and not what is to be halted: `stop it, wrong link in the email`. */
export const grievance =
  /\b(?:wrong|broken|errors?|mistakes?|typos?|bugs?|issues?|problems?|complaints?|complained|legal|gdpr|privacy|outdated|spam|incident|outage|breach|emergency|urgent|asap|bad)\b/;
/** It limits what is halted, or when. */
export const limiting =
  /\b(?:and|or|but|then|not|only|except|unless|if|until|for|to|leads?|contacts?|segments?|people|from|when|after|before|tomorrow|later|once|tonight|next|on|also|resume|instead)\b/;
