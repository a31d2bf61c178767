import { abTestDesign } from './ab-test-design.ts';
import { accountBasedNurturing } from './account-based-nurturing.ts';
import { behaviouralTriggers } from './behavioural-triggers.ts';
import { committeeNurturing } from './committee-nurturing.ts';
import { contentMatrix } from './content-matrix.ts';
import { createNurturingSystem } from './create-nurturing-system.ts';
import { financialServicesTrack } from './financial-services-track.ts';
import { healthcareTrack } from './healthcare-track.ts';
import { performanceReview } from './performance-review.ts';
import type { Prompt } from './prompt.ts';
import { smbFastTrack } from './smb-fast-track.ts';

/** Every prompt there is. They say how to go about it; what may be done is for the tools to say. */
export const prompts: readonly Prompt[] = [
  createNurturingSystem,
  smbFastTrack,
  behaviouralTriggers,
  contentMatrix,
  committeeNurturing,
  accountBasedNurturing,
  healthcareTrack,
  financialServicesTrack,
  abTestDesign,
  performanceReview,
];
