import type { Action, JourneyStage, LifecycleStage } from '../../../engine/program/schema.ts';
import { journeyStages, lifecycleStages } from '../../../engine/program/schema.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import type { Utterance } from '../words/utterance.ts';
import { takeLength } from './durations.ts';
import { resolveTrack, tellingWords } from './names.ts';

/** Whom tasks and notices go to. */
const team =
  '(?<team>sales|marketing|customer success|success|support|account (?:managers?|executives?)|sdrs?|bdrs?|[a-z]+ team)';
const them = '(?:them|the leads?|these leads?|that lead|him|her|it|leads?)';

/** What a task is to do, up to when and where. */
const word = '(?!(?:within|in|on|of|after|before|at|when|if|whenever|quote\\d+)\\b)[a-z0-9]+';
const doing = `${word}(?: (?:on (?:linkedin|the phone|slack|whatsapp)|${word})){0,7}`;

export interface SaidAction {
  action: Action;
  /** What was assumed. */
  notes: string[];
}

/** Something that a trigger, a threshold or a step is to do; takes its words. */
export function takeAction(utterance: Utterance, vocabulary: LiveVocabulary): SaidAction | undefined {
  return (
    takeNotice(utterance) ??
    takeTask(utterance) ??
    takeTrackAction(utterance, vocabulary) ??
    takeStage(utterance)
  );
}

function takeNotice(utterance: Utterance): SaidAction | undefined {
  const match =
    utterance.take(
      new RegExp(
        `\\b(?:the |our )?${team}(?: team| people| folks)? (?:(?:should|shall|must|would like|wants?|needs?|has|have|is|are|ought) )?(?:to )?(?:also |always )?(?:(?:be|get|gets|is|are|being) (?:told|notified|alerted|informed|pinged|warned|messaged|made aware)|hear(?: about it)?|know|(?<=(?:wants?|needs?|would like) )an? (?:quick )?(?:notification|alert|notice|ping|message|heads up|note)|(?:get|gets|receive|receives|have|has) (?:an? )?(?:quick )?(?:notification|alert|notice|ping|message|heads up|note))(?: (?:about|of|on)(?= (?:an?|each|every|any|it)\\b))?`,
      ),
    ) ??
    utterance.take(
      new RegExp(
        `\\b(?:notify|alert|tell|ping|inform|let|send (?:an? )?(?:notification|alert|notice|message) to|message|warn|(?:an? )?(?:notification|alert) (?:for|to)) (?:the |our )?${team}(?: team)?(?: know)?(?: (?:with|saying|that says|by saying))?(?: (?<text>quote\\d+))?`,
      ),
    );
  if (!match) return undefined;
  utterance.take(/\b(?:about|of) (?=it\b|that\b|this\b)(?:it|that|this)\b/);
  const quoted = textOf(utterance, match.groups?.text);
  return {
    action: { do: 'notify', audience: queue(match), text: quoted ?? 'A lead needs your attention.' },
    notes: quoted
      ? []
      : ['The notice says “A lead needs your attention.”; say another text in quotation marks.'],
  };
}

function takeTask(utterance: Utterance): SaidAction | undefined {
  const within = /\b(?:within|in|due (?:in|within)|inside|deadline(?: of| in| is)?)\b/;
  const match =
    utterance.take(
      new RegExp(
        `\\b(?:(?:create|make|add|open|assign|give|file|raise|set up) )?(?:an? |the )?(?:(?<kind>follow up|call|phone|demo) )?(?:task|to do|todo) (?:for|to) (?:the |our )?${team}(?: team)?(?: (?<quote>quote\\d+))?(?: to (?<to>${doing}))?`,
      ),
    ) ??
    utterance.take(
      new RegExp(
        String.raw`\b(?:(?:create|make|add|open|assign|give|file|raise) )?(?:an? )?(?<team>sales|marketing|support) (?:task|to do)(?: (?<quote>quote\d+))?(?: to (?<to>${doing}))?`,
      ),
    ) ??
    utterance.take(
      new RegExp(
        `\\b(?:the |our )?${team}(?: team)? (?:should |shall |must |needs? to |ha(?:s|ve) to |ought to |to |wants? to )?(?:gets?|receives?|has|have|needs?|wants?|(?:be|is|are|gets?) (?:given|assigned|handed)) (?:an? |the )?(?:(?<kind>follow up|call|phone|demo) )?(?:task|to do)(?: (?:called |titled |named )?(?<quote>quote\\d+))?(?: to (?<to>${doing}))?`,
      ),
    ) ??
    utterance.take(
      new RegExp(
        `\\b(?:give|assign|hand|send) (?:the |our )?${team}(?: team)? (?:an? |the )?(?:(?<kind>follow up|call|phone|demo) )?(?:task|to do)(?: (?:called |titled |named )?(?<quote>quote\\d+))?(?: to (?<to>${doing}))?`,
      ),
    ) ??
    utterance.take(
      new RegExp(
        `\\b(?:have|let|get|ask|give) (?:the |our )?${team}(?: team)? (?:to |an? task to )?(?<to>(?:call|phone|ring|contact|reach out|follow up|email|get in touch|talk|message|meet|check)(?: (?!within|in |on |of |after|before|at |quote)\\S+){0,6})`,
      ),
    );
  if (!match) return undefined;
  const title = textOf(
    utterance,
    match.groups?.quote ?? utterance.take(/\b(?:called|titled|named|saying)? ?(quote\d+)/)?.[1],
  );
  const due = takeDue(utterance, match, within.source.replaceAll('\\b', ''));
  const said = match.groups?.to?.trim().replace(/[ ,]+$/, '');
  const spoken =
    said && said.charAt(0).toUpperCase() + said.slice(1).replace(/\b(?:them|him|her|it)\b/, 'the lead');
  return {
    action: {
      do: 'task',
      queue: queue(match),
      title:
        title ??
        spoken ??
        (match.groups?.kind
          ? `${match.groups.kind} the lead`.replace(/^./, (c) => c.toUpperCase())
          : 'Follow up with the lead'),
      within: due?.text ?? '1 day',
    },
    notes: due ? [] : ['The task is due within 1 day; say another time, such as “within 4 hours”.'],
  };
}

/** Behind the task where a length stands there: before it one may be of what happens. */
function takeDue(utterance: Utterance, task: RegExpExecArray, within: string) {
  const behind = utterance.text.slice(task.index + task[0].length);
  const near = new RegExp(
    `^(?: ,)? (?:${within} )?(?=(?:\\d+|an?|one|two|three|four|five|six|half an?) (?:minutes?|hours?|days?|weeks?)\\b)`,
  ).exec(behind);
  const pattern = `(?<=^.{${task.index + task[0].length},}) ?(?:, )?(?:(?:${within}) )?`;
  return (near && takeLength(utterance, '', '', pattern)) ?? takeLength(utterance, within);
}

function takeTrackAction(utterance: Utterance, vocabulary: LiveVocabulary): SaidAction | undefined {
  const track =
    '(?:the |our |an? )?(?<track>(?:quote\\d+|[a-z0-9]+)(?: [a-z0-9]+){0,5}?)(?: (?:track|sequence|campaign|nurture)\\b|(?= ,|$| when| if| after| once| automatically| whenever| every time| as soon as))';
  const joins = new RegExp(
    `\\b(?:put|enrol|enroll|add|move|start|place|send|switch) (?:${them} )?(?:on|in|into|to|onto|with) ${track}`,
  );
  const joining = new RegExp(
    `\\b(?:(?:should |shall |must |to )?(?:be |are |is |get |gets )?(?:put|enrolled|moved|placed|added|sent|start(?:ed)?|switched) (?:straight |directly |right )?(?:on|onto|in|into|to)|(?:should |shall |must )?(?:go|goes|jump|jumps|enter|enters|join|joins|land|lands)(?: straight| directly| right)?(?: (?:on|onto|in|into|to))?) ${track}`,
  );
  const leaves = new RegExp(`\\b(?:take|remove|pull|drop|kick) ${them} (?:off|from|out of) ${track}`);
  for (const [pattern, act] of [
    [joins, 'enrol'],
    [joining, 'enrol'],
    [leaves, 'leave'],
  ] as const) {
    const probe = utterance.fresh().take(pattern);
    if (!probe) continue;
    const said = (probe.groups?.track ?? '').replace(
      /quote(\d+)/,
      (_, n: string) => utterance.quotes[Number(n)] ?? '',
    );
    const found = resolveTrack(said, vocabulary.tracks);
    const known = new Set(found ? tellingWords(`${found.best.title} ${found.best.id}`) : []);
    if (!found || found.others.length > 0 || tellingWords(said).some((word) => !known.has(word))) continue;
    if (!utterance.take(pattern)) continue;
    return { action: { do: act, track: found.best.id }, notes: [] };
  }
  return undefined;
}

function takeStage(utterance: Utterance): SaidAction | undefined {
  const journey = utterance.take(
    new RegExp(
      `\\b(?:move|set|put|bring|change|push|advance) (?:${them} |their (?:journey )?stage )?(?:on )?(?:to|in|into) (?:the )?(?<stage>${journeyStages.join('|')})(?: stage)?\\b`,
    ),
  );
  const moved = utterance.take(
    new RegExp(
      `\\b(?:(?:should|shall|must|to) )?(?:(?:be|get|gets|are|is) (?:moved|set|put|brought|advanced|promoted)|go(?:es)?|moves?|advances?|step up) (?:on |straight |directly |up )*(?:to|into|in) (?:the )?(?<stage>${journeyStages.join('|')})(?: (?:stage|phase))?\\b`,
    ),
  );
  if (moved) return { action: { do: 'journey', stage: moved.groups?.stage as JourneyStage }, notes: [] };
  if (journey) return { action: { do: 'journey', stage: journey.groups?.stage as JourneyStage }, notes: [] };
  const lifecycle = utterance.take(
    new RegExp(
      `\\b(?:(?:should |shall |must )?(?:becomes?|be made|turn into|be marked as|count as|be an?)(?: an?)? )(?<stage0>${lifecycleStages.join('|')})s?\\b|\\b(?:make|mark|set|turn|count|treat) ${them} (?:(?:as|to|into) )?(?:an? )?(?<stage>${lifecycleStages.join('|')})s?\\b`,
    ),
  );
  return (
    lifecycle && {
      action: {
        do: 'lifecycle',
        stage: (lifecycle.groups?.stage ?? lifecycle.groups?.stage0) as LifecycleStage,
      },
      notes: [],
    }
  );
}

function queue({ groups }: RegExpExecArray): string {
  return (groups?.team ?? 'sales')
    .replace(/ team$/, '')
    .replace(/^success$/, 'customer success')
    .replaceAll(' ', '-');
}

function textOf({ quotes }: Utterance, quote: string | undefined): string | undefined {
  return quote === undefined ? undefined : quotes[Number(quote.slice(5))];
}
