import { numberSource } from '../../../slots/numbers.ts';

const unit = '(?:minutes?|hours?|days?|weeks?|months?)';
const number = `(?:${numberSource})`;
/** `make that 24`, `10 days would be better`, `day 15 will do`. */
const instead = new RegExp(
  [
    '^(?:(?:please|so|and|but|let us|(?:can|could|would) (?:you|we)|we should|i would|we would|it should|that should|now|just) )*',
    '(?<asks>(?:make|change|set|turn|put|push|raise|cut|shorten|extend|stretch|lower|increase|reduce|say|use|prefer|like|take|go for|bring|move|be) )?',
    '(?<it>(?:that|it|this|them|those|one) )?(?:(?:to|be|into|at|for|on|rather|better|down to|up to|out to|a|come|go|wait) )*',
    `(?<value>day ${number}|${number}(?: ${unit})?)`,
    '(?<good>(?: (?:is|are|would be|will be|should be|seems?|sounds?|feels?|will do|should do|would do|do|suffices?|works?|better|best|enough|plenty|fine|good|great|right|perfect|ideal|nicer|instead|please|rather|now|for now|from now on|too))*)$',
  ].join(''),
);
const values = new RegExp(`\\b(?:day ${number}|(?:${number}|an?|half an) ${unit})\\b`, 'g');

/** `it waits 4 hours before the email, make that 24`: what is so now with what shall be in its place. */
export function withNewValue(text: string): string {
  const clauses = text.replace(/(?: ,)+$/, '').split(' , ');
  const last = clauses.at(-1) ?? '';
  const { value, asks, it, good } = instead.exec(last)?.groups ?? {};
  if (clauses.length < 2 || value === undefined || (!asks && !it && !good)) return text;
  const told = clauses.slice(0, -1).join(' , ');
  const said = told.match(values) ?? [];
  const [now] = said;
  const bare = !/ /.test(value);
  // A length takes the place of a length, and a day that of a day.
  if (said.length === 0 && value.startsWith('day') && /\be ?mails?\b|\bmails?\b/.test(told))
    return `please ${told} on ${value}`;
  if (said.length !== 1 || now === undefined) return text;
  if (!bare && now.startsWith('day') !== value.startsWith('day')) return text;
  const meant = !bare ? value : now.startsWith('day') ? `day ${value}` : `${value} ${now.split(' ').at(-1)}`;
  return `please ${told.replace(now, meant)}`;
}

const verdicts =
  /\b(?:(?:does|do|did) not (?:work|perform|convert|fit|land|resonate)(?: well| at all| any ?more| for us)*|(?:is|are|was|seems?|feels?|looks?|reads?) (?:\w+ly |a bit |very |quite |rather |pretty |just |so )*(?:boring|dull|wrong|weak|bad|poor|outdated|stale|off|irrelevant|dry|confusing|tired|underperforming|not (?:good|great|working|right|ideal|relevant)(?: enough)?)|(?:gets?|has|have|brings?|draws?) (?:few|hardly any|too few|no|almost no|little|poor|bad|low) (?:clicks?|opens?|replies|interest|reads?|results?|open rates?|click rates?)|underperforms?|performs? (?:badly|poorly)|sucks|flops?|falls flat)\b/g;

/** What is told of a thing before what shall be done with it: `email 2 is boring, use the guide instead`. */
export function withoutVerdicts(text: string): string {
  const clauses = text.split(' , ');
  if (clauses.filter((clause) => clause !== ',' && clause !== '').length < 2) return text;
  return text.replace(verdicts, ' ').replace(/ {2,}/g, ' ');
}
