import type { Policies } from '../../../../engine/program/schema.ts';
import { type Made, put } from '../../../../tools/support/edits/made.ts';
import { setCap } from '../../../../tools/support/edits/policies.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import type { Utterance } from '../../words/utterance.ts';
import { asking, nothing } from '../edit/frame.ts';
import { limiting, mailing, policyIntent } from './frame.ts';

type Channel = keyof NonNullable<Policies['channelCaps']>;

const n = `(?:${numberSource})`;
const cap = /\b(?:caps?|capped|limits?|limited|frequency)\b/;
const channels: readonly (readonly [RegExp, Channel, string])[] = [
  [/\b(?:tasks?|to ?dos?)\b/, 'task', 'tasks'],
  [/\b(?:notifications?|notices?|alerts?|pings?)\b/, 'notify', 'notifications'],
  [/\bwebhooks?(?: calls?)?\b/, 'webhook', 'webhook calls'],
];
const units = '(?<unit>days?|weeks?|months?|fortnights?|quarters?)';
const days: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, f: 14, q: 90 };

/** `at most 3 emails a week`, `no account should get more than 10 in a month`, `cap tasks at 5 a week`. */
export const limitCount = policyIntent(
  new RegExp(`${mailing.source}|${cap.source}|\\b(?:tasks?|notifications?|alerts?|webhooks?)\\b`),
  ({ utterance, program }) => {
    const { text } = utterance;
    if (
      !limiting.test(text) ||
      /\b(?:hold ?out|quiet|apart|gap|held|stuck|between|%|percent|remove|no longer|any longer)\b/.test(text)
    )
      return undefined;
    const channel = channels.find(([pattern]) => utterance.take(pattern));
    if (
      channel &&
      !/\b(?:at most|max|maximum|no more|not more|more than|up to|limit(?:s|ed)?|caps?|capped|ceiling)\b/.test(
        text,
      )
    )
      return undefined;
    if (!channel && !mailing.test(text) && !cap.test(text)) return undefined;
    const account = takeWhom(utterance);
    utterance.takeAll(
      new RegExp(
        `\\b(?:instead of|rather than|not|from|up from|down from) ${n}(?: (?:e ?mails?|mails?|messages?|a|per|week|day|month))*(?= |$)(?=.*\\b${n}\\b)|\\b(?:instead of|rather than) ${n}\\b`,
      ),
    );
    const within = takePeriod(utterance);
    const count = takeCount(utterance);
    utterance.takeAll(
      /\b(?:frequency|more than|no more than|not more than|not|never|no|nobody|no one|in|within|for|about|over|tops|ceiling|single|stay|under|below|to|sales|there|it)\b|[=>]|- /,
    );
    if (channel) return capOf(channel, count, within, program.policies);
    const before = account ? program.policies.accountCap : program.policies.cap;
    if (count === undefined) {
      if (!/\b(?:change|set|raise|lower|adjust|introduce|tighten|relax|reduce|increase)\b/.test(text))
        return undefined;
      return asking(
        `How many emails, in how many days? Say it such as “at most 3 emails a week”. ${nothing}`,
      );
    }
    const length = within ?? before?.days;
    if (length === undefined)
      return asking(`In how many days? Say it such as “at most ${count} emails a week”. ${nothing}`);
    return setCap(account ? 'account' : 'lead', { count, days: length });
  },
);

/** Takes whose emails are counted; true where those of an account are counted together. */
function takeWhom(utterance: Utterance): boolean {
  const whom = '(?:accounts?|compan(?:y|ies)|organi[sz]ations?|firms?)';
  const account = utterance.takeAll(
    new RegExp(
      `\\b(?:(?:per|to|for|from|of|no|any|at) )?(?:an? |each |every |any |one |the same |single )*${whom}(?: (?:as a whole|together|all together|in total|altogether))?\\b`,
    ),
  );
  utterance.takeAll(
    /\b(?:(?:per|to|for|no|any|about|from) )?(?:an? |each |every |any |one |the same |single )*(?:leads?|persons?|people|contacts?|recipients?|prospects?|inbox(?:es)?)\b/,
  );
  return account.length > 0;
}

function takePeriod(utterance: Utterance): number | undefined {
  const exact = utterance.take(
    new RegExp(
      `(?<=(?:days?|weeks?|months?|fortnights?|quarters?) )(?:, )?(?:(?:meaning|that is|that means|which is|which means|i e|i\\.e|ie|in other words|so|- )(?: , )? ?)?(?:in |within |every )?(?<m>${n}) days\\b`,
    ),
  )?.groups?.m;
  const found = takeSpan(utterance);
  return exact === undefined ? found : numberOf(exact);
}

function takeSpan(utterance: Utterance): number | undefined {
  const said = utterance.take(
    new RegExp(
      `\\b(?:a|per|every|each|in|within|over|during|of|in the (?:space|course) of|any)(?: a| an| any| the| one| single| same| rolling| period of)* (?:(?<m>${n}) )?${units}\\b|\\b(?<m2>${n}) (?<unit2>days?|weeks?|months?)\\b`,
    ),
  );
  if (said) {
    const { m, m2, unit = said.groups?.unit2 ?? 'd' } = said.groups ?? {};
    return (days[unit.charAt(0)] ?? 1) * (m || m2 ? numberOf((m ?? m2) as string) : 1);
  }
  const word = utterance.take(/\b(daily|weekly|monthly|fortnightly)\b/)?.[1];
  return word === undefined ? undefined : days[word.charAt(0)];
}

function takeCount(utterance: Utterance): number | undefined {
  const often = utterance.take(/\b(once|twice|thrice)\b/)?.[1];
  if (often) return { once: 1, twice: 2, thrice: 3 }[often];
  const counts = utterance.takeAll(
    new RegExp(
      `\\b(?<n>${n})(?: (?:marketing )?(?:e ?mails?|mails?|messages?|sends?|newsletters?|mailings?))?\\b`,
    ),
  );
  return counts.length === 1 ? numberOf(counts[0]?.groups?.n as string) : undefined;
}

function capOf(
  [, channel, words]: (typeof channels)[number],
  count: number | undefined,
  within: number | undefined,
  { channelCaps }: Policies,
): Made | ReturnType<typeof asking> {
  const length = within ?? channelCaps?.[channel]?.days;
  if (count === undefined || length === undefined)
    return asking(
      `How many ${words} to a lead, in how many days? Say it such as “at most 3 ${words} a week”. ${nothing}`,
    );
  return put(
    `At most ${count} ${words} in ${length === 1 ? 'a day' : `${length} days`} to a lead`,
    'policies/channelCaps',
    {
      ...channelCaps,
      [channel]: { count, days: length },
    },
  );
}
