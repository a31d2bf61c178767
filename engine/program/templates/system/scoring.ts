import type { Edit, Program } from '../../schema.ts';
import { vocabularyOf } from '../../score-models.ts';
import { answersAlready } from './answers-already.ts';
import type { Behaviour } from './behaviours/behaviour.ts';
import { isSelfServe, type SystemBrief } from './brief.ts';
import { allOf } from './conditions.ts';

/**
 * Points for what leads do and are, and what follows from them: 50 is ready to weigh solutions and marketing-qualified, 75
 * sales-qualified. Where nobody sells, 75 is ready to decide. Beside rules of the program only what they do not score
 * yet, for the leads of the system alone: the score of all others stays as it is. Its thresholds stay too.
 */
export function composeScoring(
  brief: SystemBrief,
  behaviours: readonly Behaviour[],
  {
    program,
    audience,
    tracks,
    kept,
  }: {
    program: Program;
    audience: string | undefined;
    tracks: readonly { id: string }[];
    kept: string[];
  },
): { edits: Edit[]; points: { id: string; title: string; points: number }[] } {
  const vocabulary = vocabularyOf(program);
  const { rules, thresholds, fit = {}, models = {} } = program.scoring;
  const isFirst = Object.keys(rules).length + Object.keys(fit).length === 0;
  const ofSystem = `track IN (${tracks.map(({ id }) => `"${id}"`).join(', ')})`;
  const put = (path: string, value: object): Edit => ({ op: 'put', path, value: value as never });
  const scored = behaviours.flatMap(({ id, title, when, points, cap }) => {
    if (points === undefined) return [];
    const same = Object.entries(rules).find(([, rule]) => answersAlready(rule.when, when, vocabulary));
    if (same) {
      kept.push(`${title}: the rule ${same[0]} gives points for it already.`);
      return [];
    }
    const isEmail = when === 'email_open' || when === 'email_click';
    const limits = isFirst ? [] : isEmail ? [ofSystem] : audience === undefined ? [] : [audience];
    const value = { title, when: allOf(when, ...limits), points, ...(cap && { cap }) };
    return [{ id: `${brief.name}-${id}`, title, points, value }];
  });
  const isFit = isFirst && !isSelfServe(brief);
  const large = { title: 'A large company', when: 'company_size = "enterprise"', points: 15 };
  const budget = { title: 'Holds the budget', when: 'buyer_role = "economic"', points: 10 };
  const edits = [
    ...(isFirst && !Object.hasOwn(models, 'engagement')
      ? [put('scoring/models/engagement', { title: 'Engagement', decay: decayOf(brief) })]
      : []),
    ...scored.map(({ id, value }) => put(`scoring/rules/${id}`, value)),
    ...(isFit
      ? [
          put(`scoring/fit/${brief.name}-large-company`, large),
          put(`scoring/fit/${brief.name}-holds-budget`, budget),
        ]
      : []),
    ...thresholdEdits(brief, thresholds, kept).map(({ path, value }) => put(path, value)),
  ];
  return { edits, points: scored.map(({ id, title, points }) => ({ id, title, points })) };
}

/** Interest that nothing follows melts: with quick deciders in weeks, with slow ones in months. */
function decayOf({ cycle }: SystemBrief) {
  return { percent: 10, every: cycle === 'short' ? '2 weeks' : '4 weeks' };
}

function thresholdEdits(brief: SystemBrief, existing: Program['scoring']['thresholds'], kept: string[]) {
  const selfServe = isSelfServe(brief);
  const wanted = [
    {
      id: 'consideration',
      stage: 'mql',
      value: {
        title: `${brief.product}: ready to weigh solutions`,
        at: 50,
        below: 40,
        actions: [
          { do: 'journey', stage: 'consideration' },
          { do: 'lifecycle', stage: 'mql' },
        ],
      },
    },
    {
      id: selfServe ? 'decision' : 'sales-qualified',
      stage: 'sql',
      value: {
        title: `${brief.product}: ${selfServe ? 'ready to decide' : 'sales-qualified'}`,
        at: 75,
        below: 60,
        actions: [
          { do: 'journey', stage: 'decision' },
          ...(selfServe
            ? []
            : [
                { do: 'lifecycle', stage: 'sql' },
                {
                  do: 'notify',
                  audience: 'sales',
                  text: 'A lead is sales-qualified: its score reached 75.',
                },
              ]),
        ],
      },
    },
  ];
  return wanted.flatMap(({ id, stage, value }) => {
    const same = Object.entries(existing).find(([, { actions }]) =>
      actions.some((action) => action.do === 'lifecycle' && action.stage === stage),
    );
    if (same) {
      kept.push(`The threshold ${same[0]} (${same[1].at} points) stays, in the place of “${value.title}”.`);
      return [];
    }
    return [{ path: `scoring/thresholds/${brief.name}-${id}`, value }];
  });
}
