import { whitepaper } from '../../behavioural-triggers/content.ts';
import { caseStudy } from '../../behavioural-triggers/website.ts';
import type { SystemBrief } from '../brief.ts';
import { type Behaviour, salesTask, toConsideration, whereSold } from './behaviour.ts';

const attended = 'webinar_attendance AND (minutes >= 20 OR minutes IS UNKNOWN)';

/** What leads read and attend; who reads much is offered a talk. */
export function reading(brief: SystemBrief): (Behaviour | false)[] {
  const from = (source: SystemBrief['sources'][number]) => brief.sources.includes(source);
  return [
    {
      id: 'case-study',
      title: 'Downloaded a case study',
      when: caseStudy,
      moves: [toConsideration],
      points: 15,
      cap: { points: 45, per: 'month' },
    },
    {
      id: 'whitepaper',
      title: 'Downloaded a whitepaper',
      when: whitepaper,
      points: 15,
      cap: { points: 45, per: 'month' },
    },
    {
      id: 'three-downloads',
      title: 'Downloaded three things: offer a consultation',
      when: 'content_download AND content_downloads >= 3',
      timing: { once: 'ever' },
      moves: [toConsideration],
      alerts: whereSold(brief, salesTask('Offer a personal consultation: the lead reads much', '1 day')),
    },
    from('events') && {
      id: 'webinar',
      title: 'Attended a webinar',
      when: attended,
      moves: [toConsideration],
      points: 20,
      cap: { points: 40, per: 'month' },
    },
    (from('organic') || from('content')) && {
      id: 'blog',
      title: 'Read three posts within two weeks',
      when: 'page_visit AND page_url CONTAINS "/blog/" AND page_visits >= 3 WHERE (page_url CONTAINS "/blog/") IN last_14_days',
      points: 10,
      cap: { points: 10, per: 'month' },
    },
  ];
}
