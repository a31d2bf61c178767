import type { Policies } from '../../../../engine/program/schema.ts';
import {
  addHoliday,
  dropAfter,
  removePolicy,
  setApproval,
  setCap,
  setMinimumGap,
  setQuietHours,
  setSendWindow,
  suppressDomain,
} from '../../../../tools/support/edits/policies.ts';
import { takeTime, takeWeekdays } from '../../slots/clock.ts';
import { takeDates } from '../../slots/dates.ts';
import { takeLength } from '../../slots/durations.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { asking, editIntent, nothing, takeVerb } from './frame.ts';

const setting =
  'set|change|make|update|limit|cap|restrict|allow|send|email|mail|let|keep|raise|lower|increase|reduce|decrease|put|use|add|have|introduce|impose|adjust|relax|tighten|leave|no more than|at most|max|maximum|require|demand|want|need|we want|we need';
const ending =
  'remove|delete|drop|lift|take away|switch off|turn off|disable|end|clear|stop|abolish|get rid of';
const track = /\b(?:track|sequence|campaign)\b/;

const most =
  '(?:at most|no more than|not more than|up to|max(?:imum)?(?: of)?|a maximum of|never more than|(?:only )|cap(?:ped)?(?: (?:at|of|to))?|limit(?:ed)?(?: (?:to|of|at))?|more than|to|at|be|of)';
const often = new RegExp(
  `\\b(?:${most} )?(?<n>${numberSource}|an?) (?:marketing )?(?:e?mails?|messages?|mails?|sends?)?(?: (?:to|for) (?:a|an|each|every|any|one|the same|all) (?:lead|person|contact|account|company)s?)?[ \u00b7]*(?:a|per|every|each|in|within|in any|over|in a|any)(?: the)?(?: any)? (?:(?<m>${numberSource}) )?(?<unit>days?|weeks?|months?|fortnights?)\\b`,
);

/** `at most 3 emails a week`, `cap emails at two per account per month`. */
export const editCap = editIntent(
  setting,
  /\b(?:caps?|capped|at most|no more than|not more than|max|maximum|limit|up to|never more|more than|frequency cap|only)\b/,
  ({ utterance, program }) => {
    if (
      track.test(utterance.text) ||
      utterance.has(/\b(?:points?|scores?|task|notif\w+|hold ?out|experiment|once)\b/)
    )
      return undefined;
    if (!utterance.has(/\b(?:e?mails?|messages?|sends?|cap|send|sending)\b/)) return undefined;
    const account =
      utterance.take(
        /\b(?:(?:to|per|for|from|of) (?:an?|each|every|any|one|the same)? ?|account (?=cap))?(?:accounts?|compan(?:y|ies))\b/,
      ) !== undefined;
    utterance.takeAll(
      /\b(?:(?:to|per|for) (?:an?|each|every|any|one|the same|all)? ?)?(?:leads?|person|people|contacts?)\b/,
    );
    utterance.take(/\bfrom (?:\d+|\w+) (?:(?:e?mails? )?(?:a|per|in) (?:\d+ )?(?:days?|weeks?) )?(?=to\b)/);
    const said = utterance.take(often)?.groups;
    const bare = said
      ? undefined
      : utterance.take(new RegExp(`\\b(?:to|at|of|be) (${numberSource})\\b`))?.[1];
    utterance.takeAll(
      /\b(?:marketing|e?mails?|messages?|cap|capped|limit|limited|frequency|sending|more than|at most|only|not|never|max|maximum|to|no|up|per|together|overall)\b/,
    );
    takeVerb(utterance, setting);
    const before = account ? program.policies.accountCap : program.policies.cap;
    if (said) {
      const count = said.n === 'a' || said.n === 'an' ? 1 : numberOf(said.n as string);
      const each = /^w/.test(said.unit as string)
        ? 7
        : /^m/.test(said.unit as string)
          ? 30
          : /^f/.test(said.unit as string)
            ? 14
            : 1;
      return setCap(account ? 'account' : 'lead', { count, days: each * (said.m ? numberOf(said.m) : 1) });
    }
    if (bare === undefined) return undefined;
    if (!before)
      return asking(`In how many days? Say it such as “at most ${bare} emails a week”. ${nothing}`);
    return setCap(account ? 'account' : 'lead', { count: numberOf(bare), days: before.days });
  },
);

/** `no emails between 8 pm and 7 am`, `set quiet hours from 22 to 8`. */
export const editQuietHours = editIntent(
  `${setting}|do not send|never send`,
  /\bquiet\b|\b(?:no|not|never|do not)\b.*\b(?:e?mails?|send|sending)\b.*\b(?:between|from|after|before|at night|overnight)\b/,
  ({ utterance, program }) => {
    if (track.test(utterance.text)) return undefined;
    const hour = '(?<x>\\d{1,2})(?: , (?<mm>00))?(?: ?(?<h>[ap] ?m))?(?: ?o ?clock)?';
    const named = (n: number) =>
      hour.replaceAll('<x>', `<x${n}>`).replaceAll('<mm>', `<mm${n}>`).replaceAll('<h>', `<h${n}>`);
    const edge = utterance.take(
      new RegExp(`\\b(?<edge>begin|start|end|stop|finish)s? (?:at|only at|by|from)? ?${hour}\\b`),
    )?.groups;
    const before = program.policies.quietHours;
    if (edge && before) {
      const at = hourOf(edge.x, edge.h, undefined);
      utterance.takeAll(/\b(?:quiet|hours?)\b/);
      if (at === undefined || at > 23) return { problem: 'Quiet hours are whole hours from 0 to 23.' };
      return setQuietHours(
        /begin|start/.test(edge.edge ?? '') ? { ...before, from: at } : { ...before, to: at },
      );
    }
    const span = utterance.take(
      new RegExp(
        `\\b(?:between|from|to|of)? ?(?:${named(1)}|(?<night>midnight|noon)) (?:and|to|until|till|through|-) (?:${named(2)}|(?<noon>midnight|noon))\\b`,
      ),
    );
    if (!span) return undefined;
    const g = span.groups ?? {};
    // Quiet hours are of the night: where neither half is said, they begin in the evening.
    const evening = !g.h1 && !g.mm1 && Number(g.x1) <= 11 && Number(g.x1) >= 5 && Number(g.x2) <= 11;
    const [from, to] = [hourOf(g.x1, evening ? 'pm' : g.h1, g.night), hourOf(g.x2, g.h2, g.noon)];
    if (from === undefined || to === undefined || from > 23 || to > 24)
      return { problem: 'Quiet hours are whole hours from 0 to 23.' };
    utterance.takeAll(
      /\b(?:quiet|hours?|no|not|never|do not|send|sending|marketing|at night|overnight|local time|between|from|to|people|anyone|out)\b/,
    );
    takeVerb(utterance, setting);
    return setQuietHours({ from, to: to % 24 });
  },
);

function hourOf(
  digits: string | undefined,
  half: string | undefined,
  word: string | undefined,
): number | undefined {
  if (word) return word === 'noon' ? 12 : 0;
  if (digits === undefined) return undefined;
  const hour = Number(digits);
  if (half?.startsWith('p')) return hour < 12 ? hour + 12 : hour;
  return half?.startsWith('a') && hour === 12 ? 0 : hour;
}

/** `at least two days between emails`. */
export const editGap = editIntent(
  `${setting}|wait`,
  /\b(?:minimum gap|min gap|between (?:two |any two |our |any )?(?:marketing )?e?mails?|apart)\b/,
  ({ utterance }) => {
    if (track.test(utterance.text) || utterance.has(/\be?mails? \d|\bpoints?\b/)) return undefined;
    if (!utterance.has(/\b(?:at least|minimum|min|no less than|not less than|between)\b/)) return undefined;
    const length =
      takeLength(utterance, 'at least|minimum(?: of)?|a minimum of|no less than|of|to') ??
      takeLength(utterance);
    if (!length) return undefined;
    utterance.takeAll(
      /\b(?:minimum|min|gap|at least|between|any|two|marketing|apart|pass|to|of|lead|same)\b/,
    );
    takeVerb(utterance, `${setting}|wait`);
    return setMinimumGap(length.text);
  },
);

/** `only send emails on weekdays between 9 and 17`. */
export const editWindow = editIntent(
  `${setting}|only send|only email|do not send|never send`,
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:mon|tue|wed|thu|fri|sat|sun)\b|\b(?:weekdays?|weekends?|working days|business days|business hours|working hours|office hours|send(?:ing)? window)\b/,
  ({ utterance, program }) => {
    if (track.test(utterance.text) || utterance.has(/\b(?:e?mail \d|tests?|experiment|try|points?|it|its)\b/))
      return undefined;
    if (!utterance.has(/\b(?:e?mails?|send|sending|messages?)\b/)) return undefined;
    const business = utterance.take(/\b(?:in|during|within|at)? ?(?:business|working|office) hours\b/);
    const not = utterance.has(/\b(?:no|not|never|do not)\b/);
    const said = takeWeekdays(utterance);
    const office = utterance.take(
      /\b(?:between |from )?(\d{1,2}) (?:to|and|until|till) (\d{1,2})\b(?! ?(?:[ap] ?m\b|, \d|days?))/,
    );
    const from = office ? onTheHour(Number(office[1])) : takeTime(utterance, '(?:between|from|after) ');
    // From 9 to 5 is until the afternoon.
    const [begin, end] = [Number(office?.[1]), Number(office?.[2])];
    const to = office
      ? onTheHour(end <= begin && end < 12 ? end + 12 : end)
      : takeTime(utterance, '(?:and|to|until|till|before) ');
    const all = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const days = not ? all.filter((day) => !said.includes(day)) : said;
    if (said.length === 0 && !from && !business) return undefined;
    if (not && from)
      return {
        problem: 'Say when email may be sent, such as “only send emails on weekdays between 9 and 17”.',
      };
    utterance.takeAll(/\b(?:only|no|not|never|do not|marketing|send|sending|window|out|on|at|during)\b/);
    takeVerb(utterance, setting);
    const weekdaysOnly = business && said.length === 0;
    return setSendWindow(program, {
      ...(said.length > 0 && { days: [...days] }),
      ...(weekdaysOnly && { days: all.slice(0, 5) }),
      ...((from || business) && { from: from ?? '09:00' }),
      ...((to || business) && { to: to ?? '17:00' }),
    });
  },
);

function onTheHour(hour: number): string | undefined {
  return hour > 23 ? undefined : `${String(hour).padStart(2, '0')}:00`;
}

/** `require four eyes for high-risk changes`. */
export const editApproval = editIntent(
  `${setting}|require|demand|have`,
  /\b(?:four eyes|4 eyes|two (?:people|persons|approvers)|second (?:person|approver|pair of eyes)|another (?:person|approver)|principal|one approver|single approver|any approver|self approv\w+|own changes?)\b/,
  ({ utterance, program }) => {
    const demand = utterance.take(
      /\b(?:four|4) eyes\b|\b(?:by )?(?:two (?:people|persons|approvers)|a? ?second (?:person|approver|pair of eyes)|another (?:person|approver))\b/,
    )
      ? 'four_eyes'
      : utterance.take(/\b(?:by |from )?(?:a |the )?principals?\b/)
        ? 'principal'
        : utterance.take(/\b(?:by |just |only )?(?:one|a single|any) approvers?\b/)
          ? 'one'
          : undefined;
    if (demand === undefined) return undefined;
    const said = utterance
      .takeAll(/\b(low|medium|high)(?: (?:and|or|,))?(?: risk)?\b/)
      .map((match) => match[1] as 'low' | 'medium' | 'high');
    const risks =
      said.length > 0
        ? said
        : utterance.take(/\b(?:all|every|each|any)(?: change)?\b/) || !utterance.has(/\brisk\b/)
          ? (['low', 'medium', 'high'] as const)
          : [];
    if (risks.length === 0) return undefined;
    utterance.takeAll(
      /\b(?:risk|risky|changes?|approv\w+|approve|by|on|must|to be|need|needed|necessary|demand|require|required|have|principle|policy|and|author|than|look|the)\b/,
    );
    takeVerb(utterance, `${setting}|require|demand`);
    return setApproval(program, risks, demand);
  },
);

/** `no emails on 24 December`, `make 2026-12-25 a holiday`. */
export const editHolidays = editIntent(
  `${setting}|do not send|never send|treat|mark`,
  /\b(?:holidays?|day off|no (?:marketing )?e?mails? on|(?:not|never|do not) (?:send|email|mail)\b.* on|stop e?mails on)\b/,
  ({ utterance, world, program }) => {
    const feast =
      /\b(?:christmas(?: (?:day|eve))?|new year s? ?(?:day|eve)?|new years(?: (?:day|eve))?|thanksgiving|boxing day)\b/.exec(
        utterance.text,
      )?.[0];
    const [date, ...others] = takeDates(utterance, world.vocabulary.now);
    if (date === undefined) return undefined;
    if (others.length > 0) return { problem: 'Say one day at a time.' };
    const name = utterance.take(/\b(?:called|named|for|as)? ?quote(\d+)/)?.[1];
    utterance.takeAll(
      /\b(?:christmas(?: (?:day|eve))?|new year s? ?(?:day|eve)?|thanksgiving|boxing day)\b|\b(?:anything|nothing|out|holidays?|day off|no|not|never|do not|send|sending|marketing|e?mails?|on|as|treat|mark|public)\b/,
    );
    takeVerb(utterance, setting);
    const title = name === undefined ? feast : utterance.quotes[Number(name)];
    return addHoliday(program, date, title);
  },
);

/** `never email anybody at rival.example`. */
export const editDomains = editIntent(
  `${setting}|suppress|block|exclude|do not send|do not email|never email|never send|stop emailing|blacklist|ban`,
  /\b(?:domains?|addresses|anybody|anyone|suppress|suppression|block|block ?list|exclude|blacklist|ban|never|not)\b/,
  ({ utterance, program }) => {
    const domain = /(?:^|[\s@“"])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})(?=[\s,.!?”"]|$)/i.exec(
      utterance.raw,
    );
    if (
      !domain?.[1] ||
      /\S@[a-z0-9.-]+$/i.test(utterance.raw.slice(0, domain.index + domain[0].length).replace(/\s@/, ' '))
    )
      return undefined;
    const plain = domain[1].toLowerCase();
    utterance.take(new RegExp(plain.replace(/[.-]/g, '[ .,-]+')));
    utterance.take(new RegExp(plain.split('.').join(' ?,? ?')));
    utterance.takeAll(
      /\b(?:domains?|addresses|anybody|anyone|everyone|people|do not|never|not|send|sending|e?mails?|emailing|suppress|suppression|blocklist|block|exclude|blacklist|ban|at|from|to|with|stop|list|the|suppressed)\b|quote\d+/,
    );
    takeVerb(utterance, setting);
    return suppressDomain(program, plain);
  },
);

export const editDropAfter = editIntent(
  `${setting}|drop|discard|expire`,
  /\b(?:held|stuck|waiting|hold)\b.*\b(?:drop|dropped|discard|expire)|\b(?:drop|discard|expire)\b.*\b(?:held|stuck|waiting|hold)\b/,
  ({ utterance }) => {
    const length =
      takeLength(utterance, '(?:for )?(?:longer|more) than|after|for|over') ?? takeLength(utterance);
    if (!length) return undefined;
    utterance.takeAll(
      /\b(?:e?mails?|that|are|is|held|stuck|waiting|hold|drop|dropped|discard|discarded|expire|after|longer|than|for|marketing|back)\b/,
    );
    return dropAfter(length.text);
  },
);

const policies: readonly (readonly [RegExp, keyof Policies, string])[] = [
  [/\bquiet hours?\b/, 'quietHours', 'quiet hours'],
  [/\b(?:account cap|cap (?:for|per|on) accounts?)\b/, 'accountCap', 'cap for accounts'],
  [/\b(?:minimum gap|min gap)\b/, 'minimumGap', 'minimum gap'],
  [/\bsend(?:ing)? window\b/, 'sendWindow', 'send window'],
  [/\b(?:frequency |email )?cap\b|\bemail limit\b/, 'cap', 'cap'],
  [/\b(?:four eyes|approval (?:policy|rule))\b/, 'approval', 'policy of approval'],
  [/\bholidays\b/, 'holidays', 'holidays'],
];

/** `remove the quiet hours`. */
export const dropPolicy = editIntent(
  ending,
  /\b(?:quiet|cap|gap|window|limit|four eyes|approval|holidays)\b/,
  ({ utterance, program }) => {
    if (!takeVerb(utterance, ending)) return undefined;
    for (const [pattern, name, words] of policies) {
      if (!utterance.take(pattern)) continue;
      utterance.takeAll(/\b(?:policy|rule|altogether|completely|e?mails?|again)\b/);
      return removePolicy(program, name, words);
    }
    return undefined;
  },
);
