import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Exchange, Intent, Plan, World } from '../requests.ts';
import { takeEvents } from '../slots/events.ts';
import { resolveName, tellingWords } from '../slots/names.ts';
import { moodOf } from '../words/mood.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';

type Part = 'tracks' | 'segments' | 'scoring' | 'triggers' | 'vocabulary';
type Read = (utterance: Utterance, world: World) => Plan | undefined;

const commands =
  'give|award|score|add|assign|grant|set|raise|increase|bump|lower|reduce|decrease|change|make|deduct|subtract|take away|put|remove|delete|drop|stop|halt|pause|resume|create|build|rename|cap|limit|notify|send|enroll?|move|define|draft|propose|copy|double|halve';
/** Of leads or figures, of one email, or of what might be: others read that. */
const elsewhere =
  /@|\b(?:how many (?:leads|people|contacts|prospects|companies|customers)|which (?:leads|people|contacts|companies)|list (?:leads|people|contacts)|last (?:week|month|quarter|year)|this (?:week|month|quarter|year)|yesterday|today|what if|would|should|simulate|experiment|ab test|a ?b test)\b|^(?:if|suppose)\b.*\b(?:we|i)\b/;

/** What the program says of one thing, asked in any words: points, bounds, triggers, segments, fields, its version. */
export const programFacts: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (elsewhere.test(text)) return undefined;
  const wish =
    moodOf(text, raw, commands) === 'wish' &&
    !/^(?:\W|please|can you|could you|and)*give (?:me|us)\b/.test(text);
  if (wish) return undefined;
  for (const read of [version, worth, thresholds, reactions, properties, values, segments, tracks]) {
    const plan = read(utterance.fresh(), world);
    if (plan) return plan;
  }
  return undefined;
};

const ask = (part: Part, only?: readonly string[]): Plan => ({
  calls: [{ name: 'show_program', input: { parts: [part] } }],
  ...(only && { only: { scoring: only } }),
  unread: [],
});

const words = (list: string) => new Set([...plainWords, ...list.split(' ')]);
const asking = words(
  'happens happen happening exactly please tell explain remind check define defined definition definitions mean means meaning rule rules condition conditions criteria works work program programme system current present state overview brief summary full complete r us lookup',
);

/** `what is a scheduled meeting worth?`, `points for a demo request`; after one of them, `and a webinar registration?`. */
const worth: Read = (utterance, { vocabulary, history }) => {
  const { text } = utterance;
  const goesOn = scoringSpoken(history) && /^(?:and|what about|how about|or|also)\b/.test(text);
  if (/\bneeds? (?:more |fewer |some |\d+ )?points\b|\bpoints (?:please|should)\b/.test(text))
    return undefined;
  const asks = /\b(?:worth|points?|scores?|scored|scoring|earns?|value|weight|weighted|bring|brings)\b/.test(
    text,
  );
  if (!goesOn && !asks) return undefined;
  if (
    /\b\d+ points?\b|\bpoints? (?:above|over|under|below|more|less)\b|\b(?:threshold|highest|lowest|average|top|best)\b/.test(
      text,
    )
  )
    return undefined;
  const found = takeEvents(utterance, vocabulary).filter(({ is }) => is !== '=');
  const rest = utterance.rest(worthWords);
  // `calculated` is no slip of `calculator`.
  const written = utterance.raw.toLowerCase();
  const byTitle = rest.every((word) => written.includes(word))
    ? ruleTitled([...rest, ...found.map(({ event }) => event.replaceAll('_', ' '))].join(' '), vocabulary)
    : undefined;
  if (rest.length > 0 && !byTitle) return undefined;
  const events = new Set(found.map(({ event }) => event));
  const rules = vocabulary.rules.filter(({ when }) =>
    [...events].some((event) => new RegExp(`\\b${event}\\b`).test(when)),
  );
  const ids = byTitle && rest.length > 0 ? [byTitle] : rules.map(({ id }) => id);
  if (events.size === 0 && ids.length === 0) return undefined;
  return ask('scoring', ids);
};
const worthWords = words(
  'worth point points pts score scores scored scoring earn earns value weight weighted bring brings happen happens most maximum max least collect collects weekly daily monthly cap capped limit often fire fires rule per once somebody if when whenever lose loses use tool visit visits',
);

/** The one rule whose title has every word that was left. */
function ruleTitled(said: string, { rules }: LiveVocabulary): string | undefined {
  const found = resolveName(said, rules);
  if (!found || found.others.length > 0) return undefined;
  const known = new Set(tellingWords(`${found.best.title} ${found.best.id}`));
  return tellingWords(said).every((word) => known.has(word)) ? found.best.id : undefined;
}

function scoringSpoken(history: readonly Exchange[]): boolean {
  const call = history.at(-1)?.calls.at(-1);
  const { parts } = Object(call?.input) as { parts?: unknown[] };
  return call?.name === 'show_program' && parts?.[0] === 'scoring';
}

/** `mql threshold?`, `how many points to be an SQL`, `what happens at 50 points`. */
const thresholds: Read = (utterance, { vocabulary }) => {
  const { text } = utterance;
  if (vocabulary.thresholds.length === 0 || /\bhow (?:quickly|fast|long|soon)\b/.test(text)) return undefined;
  const named =
    /\b(?:mqls?|sqls?|(?:sales|marketing) (?:qualified|ready)|thresholds?)\b/.test(text) ||
    vocabulary.thresholds.some(({ title }) => text.includes(title.toLowerCase()));
  const level =
    /\b(?:at|hits?|reach(?:es)?|gets? to|cross(?:es)?|with|past|over) (?:a score of )?\d+(?: points?)?\b/.test(
      text,
    ) &&
    /\b(?:points?|score)\b/.test(text) &&
    /\bwhat\b/.test(text);
  const bound =
    /\b(?:threshold|score|points?|need(?:s|ed)?|required?|number|from which|from what|at which|at what|limit|bar|cut ?off|become|becomes|count(?:s|ed)? as|makes|turns|qualif\w+|when)\b/.test(
      text,
    );
  if (!(level || (named && bound))) return undefined;
  utterance.takeAll(
    /\b(?:at|hits?|reach(?:es)?|gets? to|cross(?:es)?|with|past|over) (?:a score of )?\d+(?: points?)?\b/,
  );
  if (utterance.rest(thresholdWords(vocabulary)).length > 0) return undefined;
  return ask(
    'scoring',
    vocabulary.thresholds.map(({ id }) => id),
  );
};
const thresholdWords = (vocabulary: LiveVocabulary) =>
  new Set([
    ...asking,
    ...'mql mqls sql sqls sales marketing qualified ready threshold thresholds score scores scored points point need needs needed required require till until before onwards upwards limit bar cut off cutoff become becomes considered call called treated counted counts count makes turns qualify qualifies qualified hits hit reach reaches reached cross crosses high much lead status minimum least'.split(
      ' ',
    ),
    ...vocabulary.thresholds.flatMap(({ title }) => tellingWords(title)),
  ]);

const reacting =
  /\bwhat (?:else |exactly )?(?:happens|happened|do we do|does (?:the |our |your )?(?:system|program|programme|tool|engine|trellis) do|is done|kicks? in|kicks? off|starts?|fires?|gets? (?:triggered|fired|started|done)|is (?:triggered|started|fired|set off))\b|\b(?:which|what|any|is there an?|do we have an?|are there any) (?:\S+ )?(?:triggers?|automations?|rules?|reactions?)\b|\bwhat (?:follows|comes next)\b|\bwho (?:gets|get|is|do we) (?:told|notified?|alerted|alert|pinged|informed|tell|an? task|tasks?)\b|\bautomat\w+\b|\btriggered by\b|\bhow do(?:es)? (?:we|the (?:system|program)) (?:react|respond)\b|\bwhat is (?:the )?(?:reaction|response) to\b/;

/** `what happens when somebody has downloaded three resources?`, `who is told when a deal is won`. */
const reactions: Read = (utterance, { vocabulary }) => {
  const { text } = utterance;
  if (!reacting.test(text) || vocabulary.program.triggers === undefined) return undefined;
  if (/\b(?:e ?mail|step|wait|day) (?:\d+|one|two|three)\b|\b(?:next|lately)\b/.test(text)) return undefined;
  const held = takeEvents(utterance, vocabulary);
  const scoring = /\b(?:scoring|points?|scores?)\b/.test(text);
  const noun = /\b(?:triggers?|automations?|automatic|automatically|triggered)\b/.test(text);
  if (scoring || (held.length === 0 && !noun && !/\bdeals?\b|\bproposals?\b|\bsilent\b/.test(text)))
    return undefined;
  return utterance.rest(reactionWords).length > 0 ? undefined : ask('triggers');
};
const reactionWords = words(
  'happens happen happened system program programme tool engine done kicks kick starts start fires fire fired triggered trigger triggers task tasks action actions trigger automation automations automatic automatically rule rules reaction reactions react reacts respond responds response follows next told notified notify alerted alert pinged informed tell deal deals won lost closed proposal proposals sent silent signs signed once whenever right upon asks requests hit hits books resources resource',
);

/** `properties of webinar_attendance`, `what does the event page_visit carry`. */
const properties: Read = ({ text, raw }, { vocabulary }) => {
  if (
    !/\b(?:propert(?:y|ies)|attributes?|fields?|parameters?|data|carr(?:y|ies)|contains?|details?|recorded|comes? with|has|have|columns?|payload)\b/.test(
      text,
    )
  )
    return undefined;
  const named = /\b[a-z]+(?:_[a-z]+)+\b/i.exec(raw)?.[0].toLowerCase();
  const event = /\bevents?\b/.test(text) && !/\b(?:leads|people|contacts)\b/.test(text);
  const isEvent =
    named !== undefined &&
    !/[<>=]|\b(?:CONTAINS|WHERE|AND|OR|NOT|IN)\b/.test(raw) &&
    !vocabulary.fields.some(({ name }) => name === named);
  return isEvent ||
    (event && /\b(?:propert(?:y|ies)|attributes?|carr(?:y|ies)|parameters?|payload)\b/.test(text))
    ? ask('vocabulary')
    : undefined;
};

const valueWords = words(
  'contain contains hold holds be permitted allow allows legal value values option options possible allowed valid available choices exist exists known field fields attribute attributes look looks list accept accepts take takes name names kind kinds different use used set enter',
);

/** `which values can journey_stage have`, `possible values of buyer role`, `which stages exist`. */
const values: Read = (utterance, { vocabulary }) => {
  const { text } = utterance;
  const asks =
    /\b(?:values?|options?|choices|possible|allowed|allows?|permitted|accepts?|contain|valid|exist|field|attribute|do we (?:know|have|use|distinguish)|are there|can \S+(?: \S+)? be|what are the)\b/.test(
      text,
    );
  if (
    !asks ||
    /\b(?:leads?|people|contacts) (?:are|with|in|from|by|per)\b|\bby (?:industry|country)\b|\b(?:average|highest|total|percent)\b/.test(
      text,
    )
  )
    return undefined;
  const said = vocabulary.fields.filter(({ name, type }) => {
    const called = name.replaceAll('_', ' ');
    return type === 'text' && utterance.has(new RegExp(`\\b${called.replace(/y$/, '(?:y|ie)')}s?\\b`));
  });
  const [field] = said.sort((a, b) => b.name.length - a.name.length);
  const short =
    /\b(?:stages|industries|roles|sources|countries|regions|company sizes|lifecycle stages|journey stages)\b/.exec(
      text,
    )?.[0];
  if (!field && short === undefined) return undefined;
  if (
    !field &&
    !/\b(?:values?|options?|possible|allowed|exist|do we (?:know|have|use|distinguish)|are there|can \S+(?: \S+)? be|what are the)\b/.test(
      text,
    )
  )
    return undefined;
  if (
    field &&
    !/\b(?:values?|options?|choices|possible|allowed|permitted|valid|exist)\b|\bwhat can \S+(?: \S+)? be\b/.test(
      text,
    )
  )
    return undefined;
  if (field)
    utterance.takeAll(new RegExp(`\\b${field.name.replaceAll('_', ' ').replace(/y$/, '(?:y|ie)')}s?\\b`));
  if (short !== undefined) utterance.takeAll(new RegExp(`\\b${short}\\b`));
  return utterance.rest(valueWords).length > 0 ? undefined : ask('vocabulary');
};

const defining =
  /\b(?:what (?:exactly )?(?:makes|defines|is meant|counts? as|do we (?:mean|understand|call)|does .* mean|is behind|are the (?:rules|criteria|conditions))|who (?:counts|qualifies) as|who do we (?:call|count|mean)|defined?|definitions?|meaning|criteria|rules? (?:of|for|behind)|condition (?:of|for|behind)|behind|belongs? (?:to|in)|(?:explain|describe|what is) (?:the )?(?:\S+ ){0,4}segment|what is an? \S+ (?:lead|contact)(?= ,|$)|(?:exact |precise )?(?:conditions?|criteria)|definition)\b/;

/** `what makes a lead “engaged”`, `who counts as enterprise`, `which groups have we defined`. */
const segments: Read = (utterance, { vocabulary }) => {
  const { quotes } = utterance;
  const text = utterance.text.replace(/\bquote(\d+)\b/g, (_, n: string) =>
    (quotes[Number(n)] ?? '').toLowerCase(),
  );
  if (
    /\b(?:groups|audiences|buckets|cohorts)\b.*\b(?:defined|have|exist|are there|set up|use)\b|\bwhich (?:groups|audiences) (?:do|have)\b/.test(
      text,
    ) &&
    !/\b(?:tracks?|perform|rates?)\b/.test(text)
  )
    return ask('segments');
  if (
    !defining.test(text) ||
    /\b(?:tracks?|triggers?|emails?|points?|scor\w+|thresholds?|experiments?|fields?)\b/.test(text)
  )
    return undefined;
  const said = tellingWords(text).filter((word) => !asking.has(word) && !definingWords.has(word));
  const found = resolveName(said.join(' '), vocabulary.segments);
  const known = new Set(tellingWords(`${found?.best.title} ${found?.best.id}`));
  const all = said.length > 0 && said.every((word) => known.has(word) || known.has(word.replace(/s$/, '')));
  return found && all ? ask('segments') : undefined;
};
const definingWords = new Set(
  'whats exact exactly precise precisely condition conditions stand stands up logic filter makes defines defined definition counts count qualifies call calls called meant understand behind belongs belong rules criteria conditions segment segments group someone'.split(
    ' ',
  ),
);

/** `what version are we on`, `current program version?`. */
const version: Read = ({ text }) => {
  if (
    !/\bversion\b/.test(text) ||
    /\b(?:back|restore|return|revert|roll|undo|before|previous|earlier|old|want|again|switch|reset|bring|mistake|arm|variant|experiment|test|\d+|e ?mail|item|content)\b/.test(
      text,
    )
  )
    return undefined;
  const asks =
    /\b(?:program|programme|current|currently|live|running|in force|active|we|on)\b/.test(text) &&
    /\b(?:what|which|current|currently|number|tell|show|is)\b/.test(text);
  return asks && text.split(' ').length <= 12
    ? { calls: [{ name: 'show_program', input: {} }], unread: [] }
    : undefined;
};

const trackWords = words(
  'overview summary list lists tracks track sequences campaigns nurtures nurture nurturing drips journeys flows programs quick short brief all every existing live active running run runs exist available set show sorts kinds currently r',
);
/** `an overview of all our nurture tracks`. */
const tracks: Read = (utterance) => {
  const { text } = utterance;
  if (!/\b(?:tracks|sequences|campaigns|nurtures|drips|every track|each track)\b/.test(text))
    return undefined;
  const asks =
    /\b(?:overview|summary|list|show|which|what|all|see|give (?:me|us)|tell|name|are there|do we|exist|every)\b/.test(
      text,
    );
  return asks && !/^(?:are|is|have|has)\b(?! there\b)/.test(text) && utterance.rest(trackWords).length === 0
    ? ask('tracks')
    : undefined;
};
