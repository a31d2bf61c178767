import { journeyStages } from '../../../../engine/program/schema.ts';
import type { Intent } from '../../requests.ts';
import { numberSource } from '../../slots/numbers.ts';
import { moodOf } from '../../words/mood.ts';
import { wishesFor } from '../edit/frames/mood.ts';
import { trackNamedIn } from '../edit/frames/track-named.ts';
import { planned } from './brief.ts';
import { thing } from './brief-words.ts';

const wanted = new RegExp(
  `^(?:(?:please|ok|and|,) )*(?:an? )?(?:new )?(?:${journeyStages.join('|')})(?: stage)? (?:nurture |nurturing |e ?mail )?${thing}\\b.*\\b(?:weeks?|months?)\\b|\\b${thing}\\b.*\\b(?:is|are) (?:needed|wanted|required)\\b|^(?:(?:please|ok|and|,) )*(?:an? )?\\d+ (?:days?|weeks?|months?) (?:[a-z]+ )?${thing}\\b|\\b(?:build|create|make|set up|design|draft|propose|plan|start|launch|need|want|would like|add|write|whip up|put together|spin up|new|another)\\b.*\\b${thing}s?\\b`,
);
const shown = /\b(?:show|list|which|how (?:did|is|are|does|many))\b/;

const wishVerbs =
  'build|create|make|set up|design|draft|propose|plan|start|launch|add|write|prepare|generate|whip up|put together|spin up|give (?:me|us)';
/** `we need a 4-week track for …`, `another track for …`. */
const needing =
  /^(?:(?:please|ok|okay|now|and|so|then|hi|hello|hey|,) )*(?:(?:(?:i|we) )?(?:(?:also|now|really) )*(?:want|need|would like)(?: to have)? |(?=(?:an? )?\d+ (?:days?|weeks?|months?) )|(?=(?:a )?(?:new|another)\b))(?:an?|another|one|the|new|\d+)\b/;
/** `a decision track for fintech is needed`, `decision track, fintech, 4 weeks`. */
const brief = new RegExp(
  `^(?:(?:please|ok|okay|now|and|so|then|hi|hello|hey|,) )*(?:an? )?(?:new )?(?:(?:${journeyStages.join('|')})(?: stage)? (?:nurture |nurturing |e ?mail )?${thing}\\b|.*\\b${thing}\\b.*\\b(?:is|are) (?:needed|wanted|required)\\b)(?!.*\\b(?:did|does|was|were|has|have|if|unless|should)\\b)`,
);
const imperative = new RegExp(`^(?:${wishVerbs})\\b`);
const building =
  /\b(?:buil[dt]|building|creat(?:e|ed|ing)|ma[dk]e|making|set(?:ting)? up|design(?:ed)?|draft(?:ed)?|propos(?:e|ed|ing)|launch(?:ed|ing)?|add(?:ed)?|start(?:ed)?|need|want)\b/;

const noun = new RegExp(`\\b${thing}s?\\b`);
/** A track that there is not yet: `a … track`, `new track`, `nurture fintech leads`. */
const another = new RegExp(
  `\\b(?:an?|another|new|one more|third|second)(?: (?!the\\b|of\\b|on\\b|in\\b)[a-z0-9]+){0,6}? ${thing}\\b|\\bnurtur(?:e|ing) (?!track|sequence|campaign|system|program|machine|engine)[a-z]|\\b${thing} (?:of (?:it|this|that|their own)|out of|quote\\d+|for)\\b|^(?:\\d+ emails? )?[a-z0-9 ]*\\b${thing}\\b`,
);
/** Of a track that there is: its parts are edited, not built. */
const ofOne =
  /\b(?:rename|copy|clone|duplicate|remove|delete|halt|pause|stop|resume|enter|enters|leave|exit|skip|swap|replace|move|between|before|after email|how (?!about)|perform\w*|did(?! not)|points?(?! but| and| or| yet|,)|experiment|trigger|notify|enrol|draft|simulate)\b/;

/** A brief in any words: what a track is made of stands in it, whatever asks for it. */
export const trackOfBrief: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (!noun.test(text) || !another.test(text) || ofOne.test(text) || !wishesFor(text, raw)) return undefined;
  if (/\b(?:show|list|which track|how many|how (?:did|is|are|does))\b/.test(text) || isSystem.test(text))
    return undefined;
  const said = new RegExp(
    `\\b(?:${journeyStages.join('|')})\\b|\\b(?:${numberSource}) (?:weeks?|months?|days?)\\b`,
  ).test(text);
  const named = trackNamedIn(text, world.vocabulary);
  if (named && named.tracks.length === 1 && !/\b(?:weeks?|months?)\b/.test(text)) return undefined;
  if (!said && !/\b(?:another|new|build|create|make|need|want)\b/.test(text)) return undefined;
  const plan = planned(utterance, world);
  return plan.unread && plan.unread.length > 0 ? undefined : plan;
};

const isSystem = /\b(?:system|everything|machine|engine|whole program|entire program)\b/;

/** A new track from a brief: who, which stage, how long. What is missing is asked for, never guessed. */
export const buildTrack: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (!wanted.test(text) && !building.test(text)) return undefined;
  if (!new RegExp(`\\b${thing}s?\\b`).test(text)) return undefined;
  const mood = moodOf(text, raw, wishVerbs);
  if (mood !== 'wish' && (raw.includes('?') || !(needing.test(text) || brief.test(text)))) {
    const asked =
      /^(?:(?:please|so|and|ok|,) )*(?:do not|did|have we|has|should|shall|would|will|what if|if|why|when|never|no need|who|is|was|were|are|could|can|we (?!can)|i |let us not|maybe|perhaps|imagine|suppose)/;
    return building.test(text) && (asked.test(text) || imperative.test(text))
      ? {
          say: 'I have proposed nothing. To have a track proposed, say “build a 4-week track for SMB fintech leads in awareness”; “list tracks” shows those there are.',
        }
      : undefined;
  }
  if (!wanted.test(text) || shown.test(text)) return undefined;
  return planned(utterance, world);
};
