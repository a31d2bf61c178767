import type { Program } from '../schema.ts';
import { customerExit, email, exit, type Pin, untilDay } from './steps.ts';

/** The short tracks that triggers enrol in, whatever the company's size. */
export function followUpTracks(pin: Pin): Program['tracks'] {
  return {
    'pricing-follow-up': {
      title: 'Pricing follow-up',
      objective: 'Put the price beside the value, while sales reach out',
      stage: 'decision',
      reentry: { after: '8 weeks' },
      goal: 'meetings_scheduled >= 1 OR demo_requests >= 1',
      exits: customerExit,
      steps: [
        { id: 'give-sales-time', kind: 'wait', for: '4 hours' },
        email('email-1', pin('pricing-1-value')),
        untilDay(14),
        exit('end', 'finished'),
      ],
    },
    'consultation-offer': {
      title: 'Consultation offer',
      objective: 'Offer a personal consultation to who reads much',
      stage: 'consideration',
      reentry: 'never',
      goal: 'meetings_scheduled >= 1',
      exits: customerExit,
      steps: [email('email-1', pin('consultation-offer')), untilDay(14), exit('end', 'finished')],
    },
  };
}
