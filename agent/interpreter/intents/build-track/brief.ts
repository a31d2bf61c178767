import type { Condition } from '../../../../engine/program/condition/ast.ts';
import { printCondition } from '../../../../engine/program/condition/print.ts';
import { type JourneyStage, journeyStages } from '../../../../engine/program/schema.ts';
import { defaultVocabulary } from '../../../../engine/program/vocabulary.ts';
import type { Plan, World } from '../../requests.ts';
import { type LeadDescription, takeDescription } from '../../slots/condition.ts';
import { takePasted } from '../../slots/pasted.ts';
import { lastGroup } from '../../turns/remembered.ts';
import { ask, askTrack, notUnderstood } from '../../wording/say.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';
import { briefWords } from './brief-words.ts';
import { takeGoal, withoutWrittenGoal } from './goal.ts';
import {
  aboutTopic,
  kindOfTrack,
  loneQuote,
  notTaken,
  stageOfTrack,
  takeTitle,
  titleOf,
  topicOfTrack,
} from './naming.ts';
import { takeDays, takeRhythm, takeWeeks } from './schedule.ts';

/** The track that a brief asks for, or what it leaves open. */
export function planned(whole: Utterance, { vocabulary, history }: World): Plan {
  const { written, utterance } = withoutWrittenGoal(withPeriods(whole), vocabulary);
  // First: what is pasted has periods and numbers of its own.
  const pasted = takePasted(utterance, vocabulary);
  const called = takeTitle(utterance);
  const kind = utterance.take(kindOfTrack)?.groups?.kind;
  const topic = utterance.take(topicOfTrack)?.groups?.topic?.trim();
  const days = takeDays(utterance);
  const goal = written ?? takeGoal(utterance, vocabulary);
  const rhythm = days.length > 0 ? {} : takeRhythm(utterance);
  const weeks = takeWeeks(utterance);
  const everybody = utterance.take(
    /\b(?:all|every|any) (?:of )?(?:our |the )?(?:leads?|contacts?|prospects?)\b|\b(?:for|to) everyone\b/,
  );
  // `a decision track` says for which stage the track is, and not who enters.
  const trackStage = utterance.take(stageOfTrack)?.groups?.stage as JourneyStage | undefined;
  const description = takeDescription(utterance, vocabulary, { group: lastGroup(history) });
  if (pasted) {
    const of = [pasted.condition, ...(description.condition ? [description.condition] : [])];
    description.condition = of.length > 1 ? { op: 'and', of } : pasted.condition;
  }
  const title = called ?? loneQuote(utterance);
  const leftover = utterance.rest(briefWords);
  if (description.unknown.length > 0) return { say: description.unknown.join('\n') };
  if (leftover.length > 0) return notUnderstood(leftover, 'proposed a track');
  if (goal?.leftover.length) return notUnderstood(goal.leftover, 'proposed a track');

  const named = stagesOf(description);
  const stages = named.length === 0 && trackStage !== undefined ? [trackStage] : named;
  const described = description.condition !== undefined && !onlyStage(description);
  const missing = [
    ...(stages.length === 1 ? [] : [`its stage, one of ${journeyStages.join(', ')}`]),
    ...(weeks === undefined ? ['how many weeks it runs'] : []),
    ...(described || (everybody && description.condition)
      ? []
      : ['who enters, such as “SMB fintech leads” (or “all leads”)']),
  ];
  if (missing.length > 0) return ask(askTrack, missing, weeks === undefined ? { unit: 'weeks' } : {});

  const stage = stages[0] as JourneyStage;
  const audience = printCondition(description.condition as Condition, defaultVocabulary);
  // Condition text of which only the beginning was read is not what was meant.
  const lost = ['WHERE', 'IN last_', 'THEN'].filter(
    (word) => utterance.raw.includes(word) && !audience.includes(word),
  );
  if (lost.length > 0) return notUnderstood(lost, 'proposed a track');
  const input = {
    title:
      title ??
      notTaken(titleOf(description, kind?.replace(/^(re|win|on|cross|up) /, '$1-') ?? stage), vocabulary),
    stage,
    audience,
    weeks,
    ...rhythm,
    ...(days.length > 0 && { emails: days.map((day) => ({ day })) }),
    ...(topic && { objective: `About ${topic}` }),
    ...(goal?.condition && { goal: printCondition(goal.condition, defaultVocabulary) }),
  };
  return {
    calls: [{ name: 'propose_track', input }],
    notes: [...description.notes, ...aboutTopic(topic)],
    unread: [],
  };
}

/** `who opened nothing in 60 days`: how far back is meant, and not how long the track runs. */
function withPeriods(utterance: Utterance): Utterance {
  const text = utterance.text.replace(
    /\b(?<who>who|without|with no|(?:leads|people|contacts|companies|those) that)\b(?<did>[^,]*?) (?<how>in|within|for) (?<n>\d+ (?:days?|weeks?|months?))\b/g,
    (whole, who: string, did: string, how: string, n: string) =>
      how === 'for' && !/\b(?:not|no|never|nothing|without)\b/.test(who + did)
        ? whole
        : `${who}${did} in the last ${n}`,
  );
  const run = text.replace(
    /\b(should|shall|must|can|will|to) last (?=\d|a |an |one|two|three|four|five|six|seven|eight|nine|ten|twelve)/g,
    '$1 run ',
  );
  if (run === utterance.text) return utterance;
  return { ...createUtterance(run), raw: utterance.raw, quotes: utterance.quotes };
}

function stagesOf(description: LeadDescription): JourneyStage[] {
  const named = description.fields
    .filter(({ field, negated }) => field === 'journey_stage' && !negated)
    .map(({ value }) => value);
  return journeyStages.filter((stage) => named.includes(stage));
}

function onlyStage(description: LeadDescription): boolean {
  const { condition } = description;
  return (condition?.op === 'field' || condition?.op === 'field_in') && condition.field === 'journey_stage';
}
