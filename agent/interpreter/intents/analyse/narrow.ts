import type { Condition } from '../../../../engine/program/condition/ast.ts';
import { printCondition } from '../../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../../vocabulary.ts';
import type { Plan } from '../../requests.ts';
import { joinFields } from '../../slots/condition.ts';
import { takeDefinitions } from '../../slots/definitions.ts';
import { takeEmailNumbers } from '../../slots/email-number.ts';
import { takeFields } from '../../slots/fields.ts';
import { takeMemberships } from '../../slots/membership.ts';
import { resolveTrack, tellingWords } from '../../slots/names.ts';
import { takeSegmentWords } from '../../slots/segment-words.ts';
import { plainWords } from '../../words/plain-words.ts';
import type { Utterance } from '../../words/utterance.ts';
import { takeItem } from './item.ts';

/** What a question is narrowed to, as `analyse_performance` takes it. */
export interface Narrowing {
  filters: Record<string, string>;
  /** Said with the answer. */
  notes: string[];
  /** Words that mean nothing here. */
  left: string[];
  /** Which of several items is meant. */
  ask?: Plan;
  /** A track was spoken of and none is meant. */
  noTrack?: true;
}

const trackWords = /\b(?:track|sequence|campaign|nurture|flow)s?\b/;

/** Reads track, segment, stage, industry, owner and other groups out of a text. */
export function takeNarrowing(utterance: Utterance, vocabulary: LiveVocabulary): Narrowing {
  utterance.take(/\bby (?:journey )?stages?\b|\bper stage\b|\bat each stage\b/);
  const defined = takeDefinitions(utterance, vocabulary);
  const own = defined.conditions.map(({ condition }) => condition);
  const moved = utterance.take(
    new RegExp(
      `\\bfrom (?<stage>${vocabulary.stages.join('|')})(?: stage)? (?:in)?to (?:${vocabulary.stages.join('|')})\\b`,
    ),
  )?.groups?.stage;
  const track = takeTrack(utterance, vocabulary);
  if (track) {
    const email = emailOf(utterance, track, vocabulary);
    if (email) track.filters.item = email;
    const filters = { ...filtersOf(own, vocabulary), ...track.filters };
    return { ...track, filters, notes: [...track.notes, ...defined.notes] };
  }
  const item = takeItem(utterance, vocabulary);
  const titles = takeSegmentWords(utterance, vocabulary, 'title');
  const memberships = takeMemberships(utterance, vocabulary);
  const heads = takeSegmentWords(utterance, vocabulary, 'head');
  const fields = joinFields(takeFields(utterance, vocabulary));
  const others = [...titles.conditions, ...memberships.conditions, ...heads.conditions, ...fields].map(
    ({ condition }) => condition,
  );
  return {
    filters: {
      ...(moved !== undefined && { stage: moved }),
      ...filtersOf([...own, ...others], vocabulary),
      ...(item && 'id' in item && { item: item.id }),
    },
    notes: [...defined.notes, ...titles.notes, ...memberships.notes, ...heads.notes],
    left: [...utterance.rest(words), ...memberships.unknown],
    ...(item && 'say' in item && { ask: item }),
  };
}

/** A track is meant where one is spoken of as a track, or by its whole title. */
function takeTrack(utterance: Utterance, { tracks }: LiveVocabulary): Narrowing | undefined {
  const said = utterance.rest(words).join(' ');
  const resolved = resolveTrack(said, tracks);
  const spoken = trackWords.test(said);
  if (!resolved)
    return spoken && tellingWords(said).length > 0
      ? { filters: {}, notes: [], left: [], noTrack: true }
      : undefined;
  const { best, others } = resolved;
  const title = best.title.toLowerCase();
  if (!spoken && !unhyphened(utterance.text).includes(unhyphened(title))) return undefined;
  const named = new Set(tellingWords(`${best.title} ${best.id}`));
  return {
    filters: { track: best.id },
    notes:
      others.length > 0
        ? [
            `I took it for the track ${best.title}; there is also ${others.map((other) => other.title).join(', ')}.`,
          ]
        : [],
    left: tellingWords(said).filter((word) => !named.has(word) && !words.has(word)),
  };
}

const unhyphened = (text: string) => text.replaceAll('-', ' ');

/** `email 3 of the SMB fast track`: the item that it sends, its number taken out of what is left. */
function emailOf(utterance: Utterance, track: Narrowing, { tracks }: LiveVocabulary): string | undefined {
  const [number] = takeEmailNumbers(utterance);
  const steps = tracks.find(({ id }) => id === track.filters.track)?.steps ?? [];
  const emails = steps.flatMap((step) => (step.kind === 'email' ? [step.content.item] : []));
  const item = number === undefined ? undefined : emails.at(number < 0 ? number : number - 1);
  if (item !== undefined)
    track.left = track.left.filter((word) => !/^\d+$|^(?:first|second|third|last|final)$/.test(word));
  return item;
}

function filtersOf(conditions: readonly Condition[], { segments }: LiveVocabulary): Record<string, string> {
  const filters: Record<string, string> = {};
  const others: Condition[] = [];
  for (const condition of conditions) {
    const text = printCondition(condition, defaultVocabulary);
    const segment =
      condition.op === 'segment' ? condition.id : segments.find(({ when }) => when === text)?.id;
    const named = segment === undefined ? namedFilter(condition) : (['segment', segment] as const);
    if (named && !(named[0] in filters)) filters[named[0]] = named[1];
    else others.push(condition);
  }
  const where: Condition | undefined = others.length > 1 ? { op: 'and', of: others } : others[0];
  return { ...filters, ...(where && { where: printCondition(where, defaultVocabulary) }) };
}

function namedFilter(condition: Condition): readonly [string, string] | undefined {
  if (condition.op !== 'field' || condition.is !== '=') return undefined;
  if (condition.field === 'journey_stage') return ['stage', String(condition.value)];
  if (condition.field === 'industry' || condition.field === 'owner')
    return [condition.field, String(condition.value)];
  return undefined;
}

/** Words of such questions that need no understanding of their own. */
const words: ReadonlySet<string> = new Set([
  ...plainWords,
  ...'alone getting become becoming gone rate rates stage stages nurtured nurturing performance perform performed performing report reports overview summary dashboard metric metrics kpi kpis stats statistics results result numbers figures figure average mean median compare compared comparison versus vs against difference differ between overall general funnel best worst better most least work works working worked doing well badly trend chart graph picture loose leak leaking leaks drop drops dropping dropped off stuck fall falls where improve improvement improvements fix ideas suggestions tips optimise optimize funnel cohort cohorts retention dashboard nurturing business marketing program everything update stand held back capped blocked holds underperforming under weakest poorest performs ideas quick wins held month quarter segment segments industry email emails mail mails content contents items item piece pieces deals deal sales closed won open leads clear progress going look looking looks brief short step steps improving improved improves up down rise rising risen fell falling trend trending generated generate generates created gets get got fewest lowest highest frequency cap caps weekly monthly daily recap rundown worked chart time good turning well goes went going weeks months part parts lose losing lost draw plot graph visualise visualize picture display big large high low proposals proposal first happened happening share analysis analyse amount percent percentage through booked requested landing opened clicked opens clicks popular engaging change changed changes different differences effective successful summary review annual yearly quarterly quarter daily kpi improvement bring brings brought make makes made subject lines line mqls sqls taking taken usual typical usually typically pct due ignored trending engagement engaging trends biggest largest point fall converting convert converts total sum overall happen frequency behaviour rather doing does better outperform outperforms beat beats things three two five'.split(
    ' ',
  ),
]);
