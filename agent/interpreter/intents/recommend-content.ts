import { printCondition } from '../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Exchange, Intent, Plan } from '../requests.ts';
import { takeDescription } from '../slots/condition.ts';
import { kindOf } from '../slots/events.ts';
import { takeFields } from '../slots/fields.ts';
import { leadSource, readLead } from '../slots/lead.ts';
import { numberOf, numberSource } from '../slots/numbers.ts';
import { lastGroup } from '../turns/remembered.ts';
import { quoted } from '../wording/say.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';

const kinds =
  'case stud(?:y|ies)|guides?|reports?|checklists?|templates?|webinars?|podcasts?|infographics?|comparisons?|blogs?(?: posts?)?|white ?papers?|research|interviews?|reference stor(?:y|ies)|landing pages?|roi calculators?|demo videos?|emails?';
const content = `(?:content|contents|items?|pieces?|assets?|materials?|resources?|topics?|${kinds})`;
const gaps = new RegExp(
  String.raw`\b(?:content|library|materials?|assets?)\b.*\b(?:gaps?|coverage|matrix)\b|\b(?:gaps?|coverage)\b.*\b(?:content|library|materials?)\b|\b(?:what|which|where)\b.*\b(?:${content})\b.*\b(?:missing|lack(?:s|ing)?|short of)\b|\b(?:missing|lacking|lack)\b.*\b(?:content|materials?)\b|\bwhere (?:do|are) we (?:lack|short of|missing)\b.*\b${content}\b|\b(?:what|which) (?:content|materials?|${kinds}) (?:do|are|should) (?:we|i) (?:still )?(?:lack|miss|missing|not have|need|lacking)\b|\b(?:holes?|blind spots?|gaps?)\b.*\b(?:content|library|materials?)\b|\b(?:which|what|where)\b.*\b(?:stages?|industr(?:y|ies)|segments?|roles?)\b.*\b(?:have|has|with|without|got) (?:no|too little|little|not enough)? ?(?:content|materials?)\b|\bdo we (?:need|have enough) (?:more )?(?:content|materials?)\b`,
);
const best = new RegExp(
  String.raw`\b(?:which|what)\b(?: of)?(?: our| the)? ${content}\b.*\b(?:works?|worked|working|performs?|performed|converts?|converted|does|do|did|moves?|moved)\b.*\b(?:best|well|better|most)\b|^(?:and )?what (?:has )?work(?:s|ed) best (?:for|with|on)\b|\b(?:best|top|most (?:popular|effective|successful|engaging|useful|helpful))(?: performing| working)?(?: \d+)? ${content}\b`,
);
const next = new RegExp(
  String.raw`\bwhat (?:else |content )?(?:should|shall|ought)\b.*\b(?:get|receive|read|see|be sent|hear)\b|\bwhat (?:is|would be|are) (?:a )?(?:good|best|right|useful|worth)(?: things?| content)? (?:to|for) (?:send|sending|show|showing|offer|share|sharing)\b|\b(?:what|which ${content})\b.*\b(?:should|shall|ought|could|can) (?:we|i|you) (?:to )?(?:send|show|offer|give|share)\b|\b(?:recommend|suggest|propose)\b (?:me |us )?(?:some |any |a |an |the |the best |\d+ |something|what)?.*\b(?:${content}|something|to send|read)\b|\b(?:content|reading) (?:recommendations?|suggestions?)\b|\b${content} (?:to send|should we send|should i send)\b`,
);
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
export const recommendContent: Intent = (utterance, { vocabulary, history }) => {
  const { text, raw } = utterance;
  if (gaps.test(text)) return planGaps(utterance, vocabulary);
  const asksBest = best.test(text.replace(/\bnext best\b/, 'next'));
  const one = leadIn(raw, history);
  if (!asksBest && !next.test(text) && one === undefined) return undefined;
  if (/\b(?:test|tracks?|build|create)\b|^(?:please )?(?:search|look(?: up| for)?|find)\b/.test(text))
    return undefined;
  const limit = utterance.take(
    new RegExp(`\\b(?:top|best|first) (${numberSource})\\b|\\b(${numberSource}) (?=${content}\\b)`),
  );
  const count = limit && Math.min(20, Math.max(1, numberOf((limit[1] ?? limit[2]) as string)));
  const goal = takeGoal(utterance);
  const kind = takeKind(utterance, vocabulary);
  const common = {
    ...(asksBest && { show: 'best' }),
    ...(kind && { kind }),
    ...(goal !== undefined && !asksBest && { goal }),
    ...(count !== undefined && { limit: count }),
  };
  const whole = utterance.fresh();
  const said = takeDescription(utterance, vocabulary, { group: lastGroup(history) });
  const left = utterance.rest(words);
  if (said.unknown.length > 0) return { say: said.unknown.join('\n') };
  const isGroup = said.condition !== undefined && left.length === 0;
  // Words for a group may look like a name: `healthcare leads`.
  if (one !== undefined && (!isGroup || ('lead' in one && one.lead.includes('@')))) {
    if ('missing' in one)
      return { say: 'I do not know which lead you mean; give an email address or a whole name.' };
    const stage = stageIn(whole, vocabulary);
    return ask({ ...common, lead: one.lead, ...(stage && { stage }) });
  }
  if (said.condition === undefined && left.length > 0) {
    return {
      say: `I did not understand ${quoted(left)}. Say for whom: “what should we send healthcare leads at the decision stage?”, or name one lead by email address or whole name.`,
    };
  }
  return ask(
    { ...common, ...(said.condition && { where: printCondition(said.condition, defaultVocabulary) }) },
    [...(left.length > 0 ? [`I did not understand ${quoted(left)} and left it out.`] : []), ...said.notes],
  );
};

function planGaps(utterance: Utterance, vocabulary: LiveVocabulary): Plan {
  const dimension = utterance.take(
    /\b(?:by|per|for each|across)(?: the)? (?:buyer )?(segment|industr|vertical|sector|company size|size|role|persona|region)(?:s|y|ies)?\b/,
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

function ask(input: Record<string, unknown>, notes: string[] = []): Plan {
  return { calls: [{ name: 'recommend_content', input }], ...(notes.length > 0 && { notes }) };
}

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
  ...'content contents item items piece pieces asset assets material materials resource resources topic topics recommend recommendation recommendations suggest suggestion suggestions propose offer share next best better well top most popular effective successful engaging useful helpful among amongst work works worked working perform performs performed performing convert converts converted stage stages buyer buyers role industry sector segment library reading good right useful worth ought get receive gets'.split(
    ' ',
  ),
]);
