import type { Trigger } from '../../../../engine/program/schema.ts';
import { conditionText } from '../../../../tools/support/conditions.ts';
import type { Made } from '../../../../tools/support/edits/made.ts';
import { templateTrigger } from '../../../../tools/support/edits/template-triggers.ts';
import { addToTrigger, changeTrigger, createTrigger } from '../../../../tools/support/edits/triggers.ts';
import type { Intent, Plan } from '../../requests.ts';
import { takeAction } from '../../slots/action.ts';
import { takeLength } from '../../slots/durations.ts';
import { takeEvents } from '../../slots/events.ts';
import { takeFields } from '../../slots/fields.ts';
import { takeMemberships } from '../../slots/membership.ts';
import { didYouMean, resolveName, tellingWords } from '../../slots/names.ts';
import { takeSegmentWords } from '../../slots/segment-words.ts';
import { pastedCondition } from '../../slots/who.ts';
import { takeWindows } from '../../slots/windows.ts';
import { editWords } from '../../words/edit-words.ts';
import { isOfOnePerson } from '../../words/one-person.ts';
import { arriving } from '../points/arriving.ts';
import { asking, editIntent, isPlan, nothing, type Reading, takeVerb } from './frame.ts';

const doing =
  'notify|alert|tell|ping|inform|let|send|create|make|add|open|assign|give|file|put|enrol|enroll|move|take|remove|mark|set|have|start|set up|build|raise|warn|message|get|ask';
const happening = /\b(?:when|whenever|every time|each time|as soon as|once|if|after|trigger)\b/;

const whenFirst = /^(?:please |, )*(?:when|whenever|every time|each time|as soon as|once|if|after)\b/;

/** `when a lead visits the pricing page three times in a week, notify sales`. */
const newTriggerRead = (reading: Reading) => {
  const { utterance, world, program } = reading;
  const { vocabulary } = world;
  if (utterance.has(/\b(?:points?|scores?|threshold|e?mail \d|experiment|hold ?out|fast forward|simulate)\b/))
    return undefined;
  if (utterance.has(/\b(?:after|before) (?:the )?(?:\w+ )?e?mail\b/)) return undefined;
  const written =
    /(?:\bon|\bwhen|\btrigger|:)\s*:?\s*((?:NOT\s+)?\(*[a-z]+_[a-z_]+.*?)\s*(?:->|→|=>|:|,|$)/.exec(
      utterance.raw,
    )?.[1];
  const acted = takeAction(utterance, vocabulary);
  if (!acted) {
    if (!utterance.has(/\b(?:add|create|make|new|set up|build) (?:an? )?(?:new )?trigger\b/))
      return undefined;
    return asking(
      `What shall the trigger do? Say for instance “notify sales”, “create a task for sales within 2 hours” or “put them on the SMB fast track”. ${nothing}`,
    );
  }
  const actions = [acted];
  for (
    let more = takeAction(utterance, vocabulary);
    more && actions.length < 5;
    more = takeAction(utterance, vocabulary)
  )
    actions.push(more);
  const pasted = written === undefined ? undefined : pastedCondition(`: ${written}`, vocabulary, true);
  if (written !== undefined && pasted === undefined)
    return {
      say: `“${written}” is no condition on an arriving event that I can read; “list fields” shows the words I know. ${nothing}`,
    };
  if (written !== undefined) takeWritten(utterance, written);
  const limits = takeLimits(utterance);
  const quote = utterance.take(/\b(?:called|named|titled) quote(\d+)/)?.[1];
  const windows = takeWindows(utterance, vocabulary.now);
  const memberships = takeMemberships(utterance, vocabulary);
  const [event, ...others] = takeEvents(utterance, vocabulary);
  const segments = takeSegmentWords(utterance, vocabulary, 'head');
  const fields = takeFields(utterance, vocabulary);
  if (!event && pasted === undefined) return undefined;
  if (others.length > 0)
    return asking(`A trigger answers one thing that happens at a time; say one trigger for each. ${nothing}`);
  const within = event?.counted ? takeLength(utterance, 'in|within|over|during') : undefined;
  const days =
    within?.days ?? (windows[0] && Math.max(1, Math.round((windows[0].to - windows[0].from) / 86_400_000)));
  const conditions = [...memberships.conditions, ...segments.conditions, ...fields].map(
    ({ condition }) => condition,
  );
  if (memberships.unknown.length > 0) return { say: `${memberships.unknown.join('\n')} ${nothing}` };
  utterance.takeAll(
    /\b(?:when|whenever|every time|each time|as soon as|once|if|after|and|then|trigger|that|which|who|someone|somebody|anyone|an?|new)\b/,
  );
  takeVerb(utterance, 'create|make|add|set up|build');
  const when = pasted ?? conditionText(arriving(event as NonNullable<typeof event>, conditions, days));
  const title = quote === undefined ? spoken(utterance.raw) : utterance.quotes[Number(quote)];
  const made = createTrigger(program, {
    ...(title && { title }),
    when,
    ...limits,
    actions: actions.map(({ action }) => action),
  });
  const notes = [...actions.flatMap((one) => one.notes), ...segments.notes];
  return 'problem' in made ? made : { ...made, notes };
};

/** Takes the words of condition text, however they were normalised. */
function takeWritten(utterance: Reading['utterance'], written: string): void {
  for (const word of written.toLowerCase().split(/[^a-z0-9]+/))
    if (word !== '') utterance.take(new RegExp(`\\b${word}\\b`));
  utterance.takeAll(/\bquote\d+\b/);
}

/** The request itself, as the title of what it asks for. */
function spoken(raw: string): string {
  const words = raw
    .trim()
    .replace(/^(?:please|ok|hi|hello)[, ]+/i, '')
    .replace(/[.!\s]+$/, '');
  const bare = words.replace(
    /^(?:add|create|make|set up|build|new)\s+(?:an?\s+)?(?:new\s+)?trigger\s*[:,]?\s*/i,
    '',
  );
  return bare.replace(/^./, (first) => first.toUpperCase()).slice(0, 120);
}

/** Also with what must happen said first, which the mood of a wish is not told by. */
export const newTrigger: Intent = (utterance, world) => {
  if (isOfOnePerson(utterance.text)) return undefined;
  const first = whenFirst.test(utterance.text) && !utterance.raw.includes('?');
  const read = editIntent(first ? `.*` : doing, happening, newTriggerRead);
  return read(utterance, world);
};

/** How often and when: at most once a week, not again within 2 weeks, 2 hours later. */
function takeLimits(utterance: Reading['utterance']): Pick<Trigger, 'once' | 'cooldown' | 'after'> {
  const once = utterance.take(
    /\b(?:but )?(?:only |at most |no more than )?once (?:a|per|every|each|in a) (day|week|month|lead)\b|\b(?:but )?only (?:once|the first time)\b|\bonce ever\b|\bthe first time\b/,
  );
  const cooldown = takeLength(
    utterance,
    '(?:but )?(?:with a )?(?:cool ?down (?:of|to|is|=)|not again (?:within|for)|(?:fire|run|act|happen)s? again (?:only )?(?:after|in)|not (?:fire|run|act)s? again (?:within|for|before)|at most once (?:in|every))',
  );
  const after =
    takeLength(utterance, '(?:wait|after waiting|with a delay of|delayed by)') ??
    (utterance.has(/\b(?:delay|postpone)\b/) ? takeLength(utterance, 'by') : undefined) ??
    takeLength(utterance, '', ' (?:later|afterwards|after that)\\b');
  const per = once && (once[1] === undefined || once[1] === 'lead' ? 'ever' : once[1]);
  return {
    ...(per && { once: per as NonNullable<Trigger['once']> }),
    ...(cooldown && { cooldown: cooldown.text }),
    ...(after && { after: after.text }),
  };
}

const aTrigger = /\btriggers?\b/;

/** `the pricing trigger should fire at most once a week`, `set the cooldown of … to 2 weeks`, `also notify sales on …`. */
export const editTrigger = editIntent(
  'set|change|make|update|edit|let|have|also|add|limit|give|use|delay|postpone|shorten',
  aTrigger,
  (reading) => {
    const { utterance, world, program } = reading;
    const cooldown = utterance.take(/\bcool ?down\b/)
      ? (takeLength(utterance, 'of|to|is|be|=|from') ?? takeLength(utterance))
      : undefined;
    const limits = { ...takeLimits(utterance), ...(cooldown && { cooldown: cooldown.text }) };
    const due =
      Object.keys(limits).length === 0 && utterance.take(/\b(?:for )?(?:the |its )?task(?: of)?\b/)
        ? takeLength(utterance)
        : undefined;
    if (due) return taskDue(reading, due.text);
    const adds =
      Object.keys(limits).length === 0 && utterance.has(/\b(?:also|as well|too|to the)\b/)
        ? takeAction(utterance, world.vocabulary)
        : undefined;
    if (Object.keys(limits).length === 0 && !adds) return undefined;
    utterance.takeAll(
      /\b(?:when|whenever|if|fires?|firing|also|cooldown|at most|only|should|runs?|acts?|to|limit)\b/,
    );
    takeVerb(utterance, 'set|change|make|update|edit|let|have|add|limit|give|use|delay|postpone|shorten');
    const trigger = triggerIn(reading);
    if (isPlan(trigger)) return trigger;
    if (adds) {
      const made = addToTrigger(
        { ...(program.triggers[trigger.id] as Trigger), id: trigger.id },
        adds.action,
      );
      return 'edits' in made ? { ...made, notes: adds.notes } : made;
    }
    const words = [
      ...(limits.once ? [`once ${limits.once === 'ever' ? 'for a lead' : `a ${limits.once}`}`] : []),
      ...(limits.cooldown ? [`not again within ${limits.cooldown}`] : []),
      ...(limits.after ? [`${limits.after} later`] : []),
    ].join(', ');
    return changeTrigger(trigger, limits, words);
  },
);

/** `add the trigger for case study downloads from the templates`. */
export const addTemplate = editIntent(
  'add|use|install|enable|switch on|turn on|import|take|activate|set up|include',
  /\btemplates?\b|\bbehaviou?ral\b/,
  (reading) => {
    const { utterance, program } = reading;
    if (!utterance.has(aTrigger) && !utterance.has(/\bbehaviou?r/)) return undefined;
    takeVerb(utterance, 'add|use|install|enable|switch on|turn on|import|take|activate|set up|include');
    utterance.takeAll(/\b(?:templates?|behaviou?ral|behaviou?rs?|triggers?|library|ones?|for|from|when)\b/);
    const said = words(utterance);
    const found = templateTrigger(program, said);
    if ('problem' in found) return found;
    for (const word of found.read) utterance.take(new RegExp(`\\b${word}`));
    return found.made;
  },
);

/** How soon the task that a trigger makes is due. */
function taskDue(reading: Reading, within: string): Made | Plan {
  const { utterance, program } = reading;
  utterance.takeAll(/\b(?:tasks?|of|for|due|within|in|to|sales|marketing|should|have|instead|two|one)\b/);
  takeVerb(utterance, 'set|change|make|update|edit|let|have|give|shorten');
  const trigger = triggerIn(reading);
  if (isPlan(trigger)) return trigger;
  const { actions } = program.triggers[trigger.id] as Trigger;
  const tasks = actions.filter((action) => action.do === 'task');
  if (tasks.length !== 1)
    return {
      problem: `The trigger “${trigger.title}” makes ${tasks.length === 0 ? 'no task' : 'several tasks'}.`,
    };
  const now = actions.map((action) => (action.do === 'task' ? { ...action, within } : action));
  return changeTrigger(trigger, { actions: now }, `its task is due within ${within}`);
}

export function triggerIn(
  { utterance, program }: Reading,
  among: (trigger: Trigger) => boolean = () => true,
): { id: string; title: string } | Plan {
  const triggers = Object.entries(program.triggers)
    .filter(([, trigger]) => among(trigger))
    .map(([id, { title }]) => ({ id, title }));
  utterance.takeAll(/\btriggers?\b/);
  const said = inWords(words(utterance));
  const named = resolveName(said, triggers);
  // `Demo request: qualify and schedule` is “the demo request trigger” before any that says more.
  const telling = tellingWords(said)
    .filter((word) => !editWords.has(word))
    .join(' ');
  const heads = named
    ? [named.best, ...named.others].filter(({ id, title }) =>
        [id, title.split(':')[0] ?? ''].some((name) => tellingWords(name).join(' ') === telling),
      )
    : [];
  const found = heads.length === 1 && heads[0] ? { best: heads[0], others: [] } : named;
  if (found && found.others.length === 0) {
    for (const word of tellingWords(`${found.best.title} ${found.best.id}`))
      utterance.take(
        new RegExp(`\\b(?:${word}s?${small.includes(word) ? `|${small.indexOf(word) + 2}` : ''})\\b`),
      );
    utterance.takeAll(/\bquote\d+\b/);
    return found.best;
  }
  const fitting = found ? [found.best, ...found.others] : [];
  return asking(
    `Which trigger do you mean? ${found ? `These fit: ${fitting.map(({ title }) => title).join('; ')}.` : didYouMean(said, triggers)} ${nothing}`,
    fitting.map(({ title }) => title),
  );
}

const small = ['two', 'three', 'four', 'five', 'six'];

/** Titles have small numbers in words. */
function inWords(said: string): string {
  return said.replace(
    /\b[2-6]\b(?! (?:days?|weeks?|months?|hours?))/g,
    (digit) => small[Number(digit) - 2] ?? digit,
  );
}

function words({ quotes, ...utterance }: Reading['utterance']): string {
  return utterance
    .free()
    .join(' ')
    .replace(/quote(\d+)/g, (_, n: string) => quotes[Number(n)] ?? '');
}
