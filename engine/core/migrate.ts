import { forgetUncapped } from './channel-caps.ts';
import { type Draft, setEnrolment } from './draft.ts';
import { endEnrolment } from './enrol.ts';
import { pick } from './records.ts';
import { crossThresholds } from './thresholds.ts';
import type { Feature, LeadState } from './types.ts';

/**
 * Brings the lead to the program of the draft. Enrolments stay at their step, which is taken as the new program has
 * it; an enrolment whose track or step is gone ends as `removed`. What the lead kept for rules that are gone is
 * dropped, except ended enrolments: a track that comes back still knows whom it has had. Counts come in with the
 * input. Thresholds are marked without acting.
 */
export function migrate(draft: Draft, backfilled: Readonly<Record<string, Feature>>): void {
  const { lead, program } = draft;
  lead.features = pick({ ...lead.features, ...backfilled }, (key) => key in program.features);
  migrateEnrolments(draft);

  const { rules, thresholds } = program.program.scoring;
  lead.ruleCaps = pick(lead.ruleCaps, (id) => Object.hasOwn(rules, id) && rules[id]?.cap !== undefined);
  lead.triggers = pick(lead.triggers, (id) => id in program.triggersById);
  lead.delayed = pick(lead.delayed, (_, { trigger }) => trigger in program.triggersById);
  forgetUncapped(draft);
  lead.thresholds = lead.thresholds.filter((id) => Object.hasOwn(thresholds, id));
  for (const id of lead.segments) if (!(id in program.segmentsById)) part(draft, id);
  crossThresholds(draft, { act: false });
}

function migrateEnrolments(draft: Draft): void {
  for (const [id, enrolment] of inOrder(draft.lead.enrolments)) {
    if (enrolment.status !== 'active') continue;
    const track = draft.program.tracksById[id];
    const place = track?.position[enrolment.step];
    const step = place === undefined ? undefined : track?.steps[place];
    if (step === undefined) {
      endEnrolment(draft, id, 'removed');
    } else if (enrolment.held !== undefined && step.kind !== 'email' && step.kind !== 'action') {
      const { held: _, ...rest } = enrolment;
      setEnrolment(draft, id, rest);
    }
  }
}

function part({ lead, trace }: Draft, segment: string): void {
  lead.segments = lead.segments.filter((other) => other !== segment);
  trace.push({ did: 'part', segment });
}

/** By id, whatever order the state was loaded in. */
function inOrder(enrolments: LeadState['enrolments']): [string, LeadState['enrolments'][string]][] {
  return Object.entries(enrolments).sort(([a], [b]) => (a < b ? -1 : 1));
}
