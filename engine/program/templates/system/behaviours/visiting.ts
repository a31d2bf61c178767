import { demoRequest, pricingPage, severalSessions } from '../../behavioural-triggers/website.ts';
import type { SystemBrief } from '../brief.ts';
import { type Behaviour, salesTask, toConsideration, toDecision, whereSold } from './behaviour.ts';

/** A sign of intent on the website. A look at the prices is answered within the hour, a demo asked for within two. */
export function visiting(brief: SystemBrief): Behaviour[] {
  return [
    {
      id: 'pricing-page',
      title: 'Looked at the prices',
      when: pricingPage,
      timing: { cooldown: '2 weeks' },
      moves: [toConsideration],
      alerts: whereSold(brief, salesTask('Reach out now: the lead looked at pricing', '1 hour')),
      points: 25,
      cap: { points: 25, per: 'week' },
    },
    {
      id: 'demo-request',
      title: 'Asked for a demo',
      when: demoRequest,
      timing: { cooldown: '1 day' },
      moves: [toDecision],
      alerts: whereSold(brief, salesTask('Qualify and schedule the demo', '2 hours')),
      points: 50,
      cap: { points: 50, per: 'month' },
    },
    {
      id: 'comparison-page',
      title: 'Compares us with others',
      when: 'page_visit AND (page_url CONTAINS "/compare/" OR page_url CONTAINS "/alternatives/")',
      moves: [toConsideration],
      points: 15,
      cap: { points: 15, per: 'week' },
    },
    {
      id: 'several-sessions',
      title: 'Came back for the third time within two weeks',
      when: severalSessions,
      timing: { once: 'month' },
      moves: [toConsideration],
      points: 10,
      cap: { points: 10, per: 'month' },
    },
  ];
}
