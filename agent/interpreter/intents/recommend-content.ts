import { printCondition } from '../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Exchange, Intent, Plan, World } from '../requests.ts';
import { takeDescription } from '../slots/condition.ts';
import { kindOf } from '../slots/events.ts';
import { takeFields } from '../slots/fields.ts';
import { leadSource, readLead, type SaidLead } from '../slots/lead.ts';
import { leadInText } from '../slots/lead-in-text.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { isOfOneLead } from '../slots/score-origin.ts';
import { lastGroup } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { plainWords } from '../words/plain-words.ts';
import { isKnownWord } from '../words/spelling.ts';
import type { Utterance } from '../words/utterance.ts';
import { asksBest, asksGaps, asksNext } from './content-frames.ts';

const kinds =
  'case stud(?:y|ies)|guides?|reports?|checklists?|templates?|webinars?|podcasts?|infographics?|comparisons?|blogs?(?: posts?)?|white ?papers?|research|interviews?|reference stor(?:y|ies)|landing pages?|roi calculators?|demo videos?|emails?';
const content = `(?:content|contents|items?|pieces?|assets?|materials?|resources?|topics?|things?|${kinds})`;
const lead = `(?:the lead |lead )?(${leadSource})`;
const end = String.raw`(?= (?:next|now|about|on|at|to|so)\b|\s*[,.!?]|\s*$)`;
/** Read from what was written: a name keeps its capitals and marks. */
const ofOneLead = [
  String.raw`\bwhat (?:else |content |contents |email )?(?:should|shall|ought) ${lead} (?:to )?(?:get|receive|read|see|be sent|hear)\b`,
  String.raw`\b(?:should|shall|could|can) (?:we|i|you) (?:send|show|offer|give|share with)(?: to)? ${lead}${end}`,
  String.raw`\b(?:recommend|suggest)\b.*? (?:for|to) ${lead}${end}`,
  String.raw`\b(?:good|best|right|something|anything|useful|worth) (?:to )?(?:send|sending|show|showing|offer|share with)(?: to)? ${lead}${end}`,
  String.raw`\b(?:recommendations?|suggestions?|next best content|best content|content) for ${lead}${end}`,
].map((source) => new RegExp(source, 'iu'));
const by: Readonly<Record<string, string>> = {
  segment: 'segment',
  industr: 'industry',
  vertical: 'industry',
  sector: 'industry',
  'company size': 'company-size',
  size: 'company-size',
  role: 'role',
  persona: 'role',
  region: 'region',
};

/** Where gaps are asked about for one value of a field, they are told along the field. */
const byFields: Readonly<Record<string, string>> = {
  industry: 'industry',
  company_size: 'company-size',
  buyer_role: 'role',
  region: 'region',
};

/** `what should we send healthcare leads`, `what should jane get next`, `where are our content gaps`, `which case studies work best`. */
export const recommendContent: Intent = (utterance, world) => {
  const { vocabulary, history } = world;
  const { text, raw } = utterance;
  if (asksGaps(text)) return planGaps(utterance, vocabulary);
  const best = asksBest(text.replace(/\bnext best\b/, 'next'));
  const next = !best && asksNext(text);
  const one = plausible(leadIn(raw, history), vocabulary) ?? (next ? named(utterance, world) : undefined);
  if (!best && !next && one === undefined) return undefined;
  if (/\b(?:test|tracks?|build|create)\b|^(?:please )?(?:search|look(?: up| for)?|find)\b/.test(text))
    return undefined;
  const limit = utterance.take(
    new RegExp(`\\b(?:top|best|first) (${numberSource})\\b|\\b(${numberSource}) (?=${content}\\b)`),
  );
  const count = limit && Math.min(20, Math.max(1, numberOf((limit[1] ?? limit[2]) as string)));
  const goal = takeGoal(utterance);
  const kind = takeKind(utterance, vocabulary);
  if (next && one === undefined && /\b(?:her|him|she|he)\b/.test(text))
    return {
      say: 'I do not know which lead you mean; give an email address or a whole name.',
      unread: ['her'],
    };
  const common = {
    ...(best && { show: 'best' }),
    ...(kind && { kind }),
    ...(goal !== undefined && !best && { goal }),
    ...(count !== undefined && { limit: count }),
  };
  const whole = utterance.fresh();
  const group = isOfOneLead(history) ? undefined : lastGroup(history);
  const said = takeDescription(utterance, vocabulary, { ...(group !== undefined && { group }) });
  const left = utterance.rest(words);
  if (said.unknown.length > 0) return { say: said.unknown.join('\n') };
  const isGroup = said.condition !== undefined && left.length === 0;
  // Words for a group may look like a name: `healthcare leads`.
  if (one !== undefined && (!isGroup || ('lead' in one && one.lead.includes('@')))) {
    if ('missing' in one)
      return { say: 'I do not know which lead you mean; give an email address or a whole name.' };
    const stage = stageIn(whole, vocabulary);
    const other = left.filter((word) => !one.lead.toLowerCase().includes(word.toLowerCase()));
    return ask({ ...common, lead: one.lead, ...(stage && { stage }) }, [], other.length > 3 ? other : []);
  }
  if (said.condition === undefined && left.length > 0) {
    return {
      say: `I did not understand ${quoted(left)}. Say for whom: “what should we send healthcare leads at the decision stage?”, or name one lead by email address or whole name.`,
    };
  }
  return ask(
    { ...common, ...(said.condition && { where: printCondition(said.condition, defaultVocabulary) }) },
    [...(left.length > 0 ? [`I did not understand ${quoted(left)} and left it out.`] : []), ...said.notes],
    [...left, ...(said.events.length === 0 ? said.windows.map(({ label }) => label) : [])],
  );
};

function planGaps(utterance: Utterance, vocabulary: LiveVocabulary): Plan {
  const dimension = utterance.take(
    /\b(?:by|per|for each|across|which|what|for which)(?: the| of our)? (?:buyer )?(segment|industr|vertical|sector|company size|size|role|persona|region)(?:s|y|ies)?\b/,
  )?.[1];
  const kind = takeKind(utterance, vocabulary);
  const stage = stageIn(utterance, vocabulary);
  const named = takeFields(utterance, vocabulary).flatMap(({ field }) => byFields[field] ?? []);
  const along = dimension === undefined ? named[0] : by[dimension];
  const input = {
    show: 'gaps',
    ...(along !== undefined && { by: along }),
    ...(kind && { kind }),
    ...(stage && { stage }),
    limit: 10,
  };
  return ask(input);
}

function takeKind(utterance: Utterance, vocabulary: LiveVocabulary): string | undefined {
  const said = utterance.take(new RegExp(`\\b(?:${kinds})\\b`))?.[0];
  return said?.startsWith('email') ? 'email' : kindOf(said, vocabulary);
}

function ask(input: Record<string, unknown>, notes: string[] = [], unread: string[] = []): Plan {
  return {
    calls: [{ name: 'recommend_content', input }],
    ...(notes.length > 0 && { notes }),
    unread,
  };
}

/** Words of a group or of the request are nobody’s name: `technical buyers`. */
function plausible(said: SaidLead | undefined, vocabulary: LiveVocabulary): SaidLead | undefined {
  if (said === undefined || 'missing' in said || /[@\d]/.test(said.lead)) return said;
  const words = said.lead.toLowerCase().split(' ');
  return words.some((word) => isKnownWord(word, vocabulary) || beside.has(word)) ? undefined : said;
}

/** The lead that stands anywhere in a question of what to send. */
function named(utterance: Utterance, world: World): SaidLead | undefined {
  const found = leadInText(utterance, world, beside);
  return found && { lead: found.lead };
}

/** `daniel becker too`, `what about the fintech ones`: the last recommendation, for another lead or other leads. */
export const sameRecommendation: Intent = (utterance, world) => {
  const last = world.history.at(-1)?.calls.at(-1);
  if (last?.name !== 'recommend_content' || utterance.text.split(' ').length > 9) return undefined;
  const { lead, where, ...before } = Object(last.input) as Record<string, unknown>;
  const found = leadInText(utterance, { ...world, history: [] }, beside);
  if (lead !== undefined && found !== undefined) return ask({ ...before, lead: found.lead });
  const said = takeDescription(utterance, world.vocabulary);
  if (!said.condition || said.unknown.length > 0 || utterance.rest(beside).length > 0) return undefined;
  if (before.show === 'gaps' || said.events.length > 0) return undefined;
  return ask({ ...before, where: printCondition(said.condition, defaultVocabulary) });
};

function leadIn(raw: string, history: readonly Exchange[]) {
  for (const form of ofOneLead) {
    const said = form.exec(raw)?.[1];
    if (said === undefined) continue;
    const found = readLead(said, history);
    if (!('missing' in found) || found.missing === 'pointed') return found;
  }
  return undefined;
}

/** `about ROI`: what follows, up to whom it is for. */
function takeGoal(utterance: Utterance): string | undefined {
  const match = utterance.take(
    /\b(?:about|regarding|concerning|on the topic of|to convince them of) (.+?)(?= (?:for|to|at|in) (?:the |our )?[\p{L}\d]|\s*,|$)/u,
  );
  return match?.[1]
    ?.replace(/quote(\d+)/g, (_, n: string) => utterance.quotes[Number(n)] ?? '')
    .slice(0, 300);
}

function stageIn(utterance: Utterance, vocabulary: LiveVocabulary): string | undefined {
  const stage = utterance.take(new RegExp(`\\b(${vocabulary.stages.join('|')})\\b`));
  return stage?.[1];
}

const words: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'content contents item items piece pieces asset assets material materials resource resources topic topics recommend recommendation recommendations suggest suggestion suggestions propose offer share next best better well top most popular effective successful engaging useful helpful fit fits suit suits ideas idea attach put front wise content-wise something need needs would reached reach got likes like prefer resonate resonates goes down land lands engage engages respond responds done did company companies things thing send share show give read successful strongest favourite success far mail email going among amongst work works worked working perform performs performed performing convert converts converted stage stages buyer buyers role industry sector segment library reading good right useful worth ought get receive gets'.split(
    ' ',
  ),
]);

/** Nobody’s name beside what is asked for. */
const beside: ReadonlySet<string> = new Set([
  ...words,
  ...'too same attach hand-picked pitch pick picks choice tip tips bet favourite choose chosen'.split(' '),
]);
