import type { Exchange } from '../requests.ts';
import type { Utterance } from '../words/utterance.ts';

const asking = /\b(?:how|why|where|what|which|explain|break|breakdown|reasons?|show|tell|made up|justify)\b/;
const scored =
  /\b(?:scores?|scoring|points?|pts|rating|ranking)\b|\bso (?:high|low|hot|cold|many|few|much)\b/;
const origin =
  /\b(?:behind|come from|comes from|came from|come about|came about|made up|made of|add(?:s|ed)? up|composed|consists?|built up|get there|got there|account(?:s|ed)? for|explains?)\b/;
/** Whatever else such a question has: nothing of it asks for another thing. */
const words = new Set(
  `and so ok okay but then please pls thanks can could you we i me us do does did is are was were has have had been be the
  a an that this it its their his her he she they them such of for to up down in out by on from with at how why where what
  which come comes came coming about behind made make makes built build composed consist consists explain explains account
  accounts add adds added break breakdown get got gets reach reached earn earned collect collected there reason reasons
  show tell just exactly actually all high low hot cold many few much big so score scores scoring point points pts number
  figure total lead person contact rating ranking justify detail details really exact part parts where's come-about lot
  give gave given contribute contributed contributes count counts counted accumulate accumulated arise arose work calculated computed`.split(
    /\s+/,
  ),
);

/** `how did that score come about?`, `what is behind it?`: of the lead that was spoken of just now, its score. */
export function asksForOrigin(utterance: Utterance, history: readonly Exchange[]): boolean {
  const { text } = utterance;
  if (!asking.test(text) || text.split(' ').length > 14) return false;
  const last = history.at(-1)?.calls.at(-1);
  const { about } = Object(last?.input) as { about?: string };
  const ofScore = last?.name === 'query_leads' || about === 'score';
  const of = scored.test(text) || (ofScore && origin.test(text) && /\b(?:it|that|this)\b/.test(text));
  return of && isOfOneLead(history) && utterance.rest(words).length === 0;
}

/** Whether one lead was spoken of just now: explained, run ahead, or the only one that was told. */
export function isOfOneLead(history: readonly Exchange[]): boolean {
  const last = history.at(-1)?.calls.at(-1);
  const { leads } = Object(last?.output) as { leads?: readonly unknown[] };
  return /^(?:explain|simulate)_lead$/.test(last?.name ?? '') || leads?.length === 1;
}
