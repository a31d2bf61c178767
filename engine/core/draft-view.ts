import type { CompiledProgram } from '../program/compile/compile.ts';
import type { Scalar } from '../program/condition/ast.ts';
import type { View } from '../program/condition/view.ts';
import { ENGAGEMENT, FIT } from '../program/score-models.ts';
import { defaultVocabulary } from '../program/vocabulary.ts';
import { armOf } from './arms.ts';
import { own } from './records.ts';
import type { Enrolment, Feature, Instant, LeadEvent, LeadState } from './types.ts';

type OwnFields = Pick<CompiledProgram, 'scoreFields' | 'armFields'>;

/** What conditions see of the draft's lead, as it stands at each look. */
export class DraftView implements View {
  readonly now: Instant;
  /** Set only while rules about the arriving event are looked at. */
  event: LeadEvent | undefined = undefined;
  readonly #lead: LeadState;
  readonly #program: OwnFields | undefined;

  /** `program`: whose conditions look, as it may have score models and experiments of its own. */
  constructor(lead: LeadState, now: Instant, program?: OwnFields) {
    this.#lead = lead;
    this.now = now;
    this.#program = program;
  }

  field(name: string): Scalar | undefined {
    const lead = this.#lead;
    switch (defaultVocabulary.fields[name]?.owner) {
      case 'engine':
        return engineField(lead, name);
      case 'account':
        return lead.account?.fields[name];
      case 'lead':
        return own(lead.fields, name);
      default: {
        const model = this.#program?.scoreFields[name];
        if (model !== undefined) return scoreOf(lead, model);
        const arm = this.#program?.armFields[name];
        return arm === undefined ? own(lead.fields, name) : (arm.decided ?? armOf(lead, arm.key));
      }
    }
  }

  feature(key: string): Feature | undefined {
    return this.#lead.features[key];
  }

  inSegment(id: string): boolean {
    return this.#lead.segments.includes(id);
  }

  /** The others as the facts had them, and the lead itself as it stands. */
  stakeholders(segment: string): number {
    const { account, segments } = this.#lead;
    if (account === null) return 0;
    const others = account.stakeholders === undefined ? 0 : (own(account.stakeholders, segment) ?? 0);
    return others + (segments.includes(segment) ? 1 : 0);
  }

  onList(id: string): boolean {
    return this.#lead.lists.includes(id);
  }

  enrolment(track: string): Enrolment | undefined {
    return own(this.#lead.enrolments, track);
  }
}

function engineField(lead: LeadState, name: string): Scalar | undefined {
  switch (name) {
    case 'lead_score':
      return lead.score;
    case 'engagement_score':
      return scoreOf(lead, ENGAGEMENT);
    case 'fit_score':
      return scoreOf(lead, FIT);
    case 'journey_stage':
      return lead.journey;
    case 'lifecycle_stage':
      return lead.lifecycle;
    default:
      return undefined;
  }
}

function scoreOf({ scores }: LeadState, model: string): number {
  return own(scores, model) ?? 0;
}
