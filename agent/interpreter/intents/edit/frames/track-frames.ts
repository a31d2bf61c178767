import { removeTrack, renameTrack, setTrackFields } from '../../../../../tools/support/edits/tracks.ts';
import { takeLength } from '../../../slots/durations.ts';
import { numberOf, numberSource } from '../../../slots/numbers.ts';
import { naming, removing, unwanted } from '../../../words/track-verbs.ts';
import { type Frame, hasWords, takeWords } from './slots.ts';

const parts =
  'stop|cease|quit|pause|sending|sends?|anything|nothing|anybody|anyone|moment|emails?|exits?|goal|entry|steps?|wait|branch|points?|leads?|people|days?|tasks?|gap|weeks?|when|if|who';

/** `the consultation offer should be called “Talk to us”`. */
export const renameFrame: Frame = ({ utterance, of }) => {
  if (!hasWords(utterance, naming) || hasWords(utterance, 'emails?|goal|entry|sales|task|notify|leads?'))
    return undefined;
  const quote = utterance.take(/\b(?:(?:to|as|into|be|is|=) )?quote(\d+)\b/)?.[1];
  const title = quote === undefined ? undefined : utterance.quotes[Number(quote)];
  if (title === undefined) return undefined;
  takeWords(utterance, `${naming}|be|is|to|as|into|for|=`);
  return renameTrack(of, title);
};

/** `we do not need the consultation offer any more`. */
export const removeTrackFrame: Frame = ({ utterance, of }) => {
  if (hasWords(utterance, parts) || utterance.quotes.length > 0) return undefined;
  const named = /trackx/.test(utterance.text);
  const gone = takeWords(utterance, unwanted);
  const taken = takeWords(utterance, removing);
  if (!named || (!gone && !taken)) return undefined;
  utterance.takeAll(/\b(?:any longer|any more|it|away|off|out|altogether|be|whole|entire|track)\b/);
  return removeTrack(of);
};

/** Whether leads may come again, and what the track has priority over. */
export const reentryFrame: Frame = ({ utterance, of }) => {
  const { text } = utterance;
  const priority = new RegExp(
    `\\bpriority\\b.*?\\b(?<n>${numberSource})\\b|\\b(?<m>${numberSource})\\b (?:as |for )?(?:the |its )?priority\\b`,
  ).exec(text)?.groups;
  const number = priority?.n ?? priority?.m;
  if (number !== undefined && !/\bemails?\b/.test(text)) {
    utterance.takeAll(new RegExp(`\\b(?:priority|${number}|to|be|is|of|=|raise|lower|set|give)\\b|=`));
    return setTrackFields(of, { priority: numberOf(number) }, `its priority is ${number}`);
  }
  const comes =
    /\b(?:re ?enter(?:s|ed|ing)?|re ?entry|(?:enter|join|start|go through|get|run through|be on|do|come into|come back|return|come|receive|walk through|pass through|take)(?=.*\b(?:again|twice|more than once|second time|repeatedly|once only|only once|just once|back)\b))\b/;
  if (!comes.test(text) || hasWords(utterance, 'emails?|goal|points?|score')) return undefined;
  if (/^(?:(?:please|,) )*can\b/.test(text)) return undefined;
  const never =
    /\b(?:never|not|nobody|no one|no lead|no leads|only once|once only|just once|at most once|one time only|cannot)\b/.test(
      text,
    );
  const after = takeLength(
    utterance,
    'after|in|every|once every|earliest after|(?:no )?(?:sooner|earlier) than',
  );
  utterance.takeAll(comes);
  utterance.takeAll(
    /\b(?:never|not|nobody|no one|no leads?|again|once|only|just|always|at any time|any time|at most|allow(?:ed)?|leads?|people|a|second time|more than|twice|repeatedly|back|one time|as often as they like|have passed|has passed|of|be|able|to|in|into|on|through|time)\b/,
  );
  if (after && never && !/\bmore than once\b/.test(text)) return undefined;
  const reentry = never && !after ? 'never' : after ? { after: after.text } : 'always';
  const words =
    reentry === 'never'
      ? 'a lead may come once only'
      : after
        ? `a lead may come again after ${after.text}`
        : 'a lead may come any number of times';
  return setTrackFields(of, { reentry }, words);
};
