import type { Program } from '../schema.ts';
import { customerExit, email, exit, notYetTalking, type Pin, untilDay } from './steps.ts';

/** Awareness within two to four weeks, an email every three to four days; then consideration, then decision. */
export function smbTracks(pin: Pin): Program['tracks'] {
  return {
    'smb-fast-track': {
      title: 'SMB fast track',
      objective: 'Immediate value and quick wins; on to consideration within two to four weeks',
      stage: 'awareness',
      entry: { when: 'IN SEGMENT smb AND lead_score < 50' },
      reentry: 'never',
      goal: 'EVER ON TRACK smb-consideration OR EVER ON TRACK smb-decision',
      exits: customerExit,
      steps: [
        email('email-1', pin('smb-1-quick-win')),
        untilDay(4),
        email('email-2', pin('smb-2-cost-of-waiting')),
        untilDay(7),
        email('email-3', pin('smb-3-checklist')),
        untilDay(11),
        email('email-4', pin('smb-4-template')),
        untilDay(14),
        email('email-5', pin('smb-5-success-story')),
        untilDay(18),
        email('email-6', pin('smb-6-next-step')),
        untilDay(22),
        {
          id: 'engaged',
          title: 'Did the lead engage?',
          kind: 'branch',
          cases: [{ when: 'IN SEGMENT engaged-last-30-days', goto: 'to-consideration' }],
          otherwise: 'no-interest',
        },
        { id: 'to-consideration', kind: 'action', action: { do: 'enrol', track: 'smb-consideration' } },
        exit('end', 'finished'),
        exit('no-interest', 'no-engagement'),
      ],
    },
    'smb-consideration': {
      title: 'SMB consideration',
      objective: 'Show the return, and earn a demo or a call',
      stage: 'consideration',
      entry: { when: `IN SEGMENT smb AND lead_score >= 50 AND ${notYetTalking}` },
      reentry: 'never',
      goal: 'meetings_scheduled >= 1 OR demo_requests >= 1',
      exits: customerExit,
      steps: [
        { id: 'stage', kind: 'action', action: { do: 'journey', stage: 'consideration' } },
        untilDay(2),
        email('email-1', pin('smb-consideration-1-comparison')),
        untilDay(6),
        email('email-2', pin('smb-consideration-2-roi')),
        untilDay(10),
        email('email-3', pin('smb-consideration-3-demo-video')),
        untilDay(14),
        {
          id: 'ready',
          title: 'Is the lead sales qualified?',
          kind: 'branch',
          cases: [{ when: 'lead_score >= 75', goto: 'to-decision' }],
          otherwise: 'end',
        },
        { id: 'to-decision', kind: 'action', action: { do: 'enrol', track: 'smb-decision' } },
        exit('end', 'finished'),
      ],
    },
    'smb-decision': {
      title: 'SMB decision',
      objective: 'Remove the last doubts, and start',
      stage: 'decision',
      reentry: 'never',
      goal: 'deals_closed >= 1 WHERE (won = true)',
      exits: { ...customerExit, lost: { when: 'deals_closed >= 1 WHERE (won = false)' } },
      steps: [
        {
          id: 'sales-task',
          kind: 'action',
          action: {
            do: 'task',
            queue: 'sales',
            title: 'Call while the interest is fresh',
            within: '4 hours',
          },
        },
        email('email-1', pin('smb-decision-1-offer')),
        untilDay(4),
        email('email-2', pin('smb-decision-2-onboarding-plan')),
        untilDay(14),
        exit('end', 'finished'),
      ],
    },
  };
}
