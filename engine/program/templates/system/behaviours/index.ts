import type { SystemBrief } from '../brief.ts';
import type { InSegment } from '../segments.ts';
import type { Behaviour } from './behaviour.ts';
import { engaging } from './engaging.ts';
import { reading } from './reading.ts';
import { selling } from './selling.ts';
import { using } from './using.ts';
import { visiting } from './visiting.ts';

/**
 * The behaviours that the system answers: those of the twenty of the behavioural triggers that lead somewhere in it. A sign
 * of intent moves the journey on, and the tracks follow the journey; where there are sales, they are told of what a person
 * has to answer.
 */
export function behavioursOf(brief: SystemBrief, inSegment: InSegment): Behaviour[] {
  const known = [
    ...visiting(brief),
    ...reading(brief),
    ...using(brief),
    ...selling(brief, inSegment),
    ...engaging,
  ];
  return known.filter((behaviour) => behaviour !== false);
}
