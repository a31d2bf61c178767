import type { Program } from '../../schema.ts';
import { type BuyerRole, buyerRoles, type SystemAudience } from './audiences.ts';
import { isSelfServe, isUsed, type LeadSource, type SystemBrief } from './brief.ts';
import { allOf, anyOf } from './conditions.ts';

export const families = ['demographic', 'behavioural', 'lifecycle', 'engagement'] as const;
export type SegmentFamily = (typeof families)[number];

/** Gives the condition that names a segment by its role: `IN SEGMENT payroll-enterprise`. */
export type InSegment = (role: string) => string;

/** A segment of the system, before it has an id in the program; others name it by `role`. */
export interface SystemSegment {
  role: string;
  family: SegmentFamily;
  title: string;
  /** Canonical text; a function where it names other segments. */
  when: string | ((inSegment: InSegment) => string);
}

const sizeTitles = { enterprise: 'Enterprise', smb: 'SMB' } as const;
const sourceWords: Readonly<Record<LeadSource, string>> = {
  organic: 'organic search',
  paid: 'paid campaigns',
  referral: 'referrals',
  content: 'content',
  events: 'events and webinars',
  partnerships: 'partners',
};

/**
 * Whom the system tells apart: by who they are, what they do, how far they are and whether they still read. In an order in
 * which each names only those before it. The leads of existing tracks are a segment too: they are not written to twice.
 */
export function segmentsOf(
  brief: SystemBrief,
  audiences: readonly SystemAudience[],
  existing: Program['tracks'],
): SystemSegment[] {
  const { audience } = brief;
  return [
    ...audiences.flatMap(({ id }): SystemSegment[] => {
      const size = id === 'all' ? [] : [`company_size = "${id}"`];
      const parts = [...size, ...(audience ? [audience] : [])];
      if (parts.length === 0) return [];
      const title = id === 'all' ? `For whom ${brief.product} is` : sizeTitles[id];
      return [{ role: id, family: 'demographic', title, when: allOf(...parts) }];
    }),
    ...rolesOf(brief, audiences),
    ...brief.sources.map(
      (source): SystemSegment => ({
        role: `from-${source}`,
        family: 'demographic',
        title: `Came by ${sourceWords[source]}`,
        when: `source IN (${(brief.sourceValues[source] ?? [source]).map((value) => JSON.stringify(value)).join(', ')})`,
      }),
    ),
    ...engagement(brief),
    ...behaviour(brief, audiences),
    ...lifecycle(brief),
    ...elsewhere(existing),
  ];
}

function rolesOf(brief: SystemBrief, audiences: readonly SystemAudience[]): SystemSegment[] {
  const several = audiences.some(({ cycle }) => cycle === 'committee' || cycle === 'complex');
  if (!several || isSelfServe(brief)) return [];
  return (Object.keys(buyerRoles) as BuyerRole[]).map((role) => ({
    role,
    family: 'demographic',
    title: `${buyerRoles[role].charAt(0).toUpperCase()}${buyerRoles[role].slice(1)}`,
    when: `buyer_role = "${role}"`,
  }));
}

/** Points say how warm a lead is (50 and 75 are the thresholds of the scoring), deeds whether it still is. */
function engagement({ leadTypes }: SystemBrief): SystemSegment[] {
  const temperatures = [
    { role: 'hot', title: 'Hot: sales-qualified by points', when: 'lead_score >= 75' },
    { role: 'warm', title: 'Warm: ready to weigh solutions', when: 'lead_score >= 50 AND lead_score < 75' },
    { role: 'cold', title: 'Cold: still learning', when: 'lead_score < 50' },
  ];
  const named = temperatures.filter(({ role }) => leadTypes.some((type) => type === role));
  return [
    {
      role: 'engaged',
      title: 'Engaged in the last 30 days',
      when: 'email_clicks >= 1 IN last_30_days OR page_visits >= 3 IN last_30_days OR content_downloads >= 1 IN last_30_days',
    },
    {
      role: 'silent',
      title: 'Silent for 45 days',
      when: 'email_opens = 0 IN last_45_days AND page_visits = 0 IN last_45_days',
    },
    ...(named.length > 0 ? named : temperatures),
  ].map((segment) => ({ ...segment, family: 'engagement' }));
}

function behaviour(brief: SystemBrief, audiences: readonly SystemAudience[]): SystemSegment[] {
  const segments: Omit<SystemSegment, 'family'>[] = [
    {
      role: 'pricing-visitors',
      title: 'Visited pricing in the last 30 days',
      when: 'page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days',
    },
    {
      role: 'readers',
      title: 'Downloaded twice in the last 90 days',
      when: 'content_downloads >= 2 IN last_90_days',
    },
    ...(brief.sources.includes('events')
      ? [
          {
            role: 'webinar-guests',
            title: 'Attended a webinar in the last 90 days',
            when: 'webinar_attendances >= 1 IN last_90_days',
          },
        ]
      : []),
    ...(isUsed(brief)
      ? [
          {
            role: 'users',
            title: 'Used the product in the last 30 days',
            when: 'tool_uses >= 1 IN last_30_days',
          },
        ]
      : []),
    ...(audiences.some(({ cycle }) => cycle === 'committee') && !isSelfServe(brief)
      ? [
          {
            role: 'buying-group',
            title: 'At least two of the company are engaged',
            when: (inSegment: InSegment) => `STAKEHOLDERS ${inSegment('engaged')} >= 2`,
          },
        ]
      : []),
  ];
  return segments.map((segment) => ({ ...segment, family: 'behavioural' }));
}

function lifecycle(brief: SystemBrief): SystemSegment[] {
  const segments: Omit<SystemSegment, 'family'>[] = [
    {
      role: 'new-leads',
      title: 'Not qualified yet',
      when: 'lifecycle_stage IN ("subscriber", "lead")',
    },
    { role: 'mql', title: 'Marketing-qualified', when: 'lifecycle_stage = "mql"' },
    ...(isSelfServe(brief)
      ? []
      : [
          { role: 'sql', title: 'Sales-qualified', when: 'lifecycle_stage = "sql"' },
          { role: 'opportunities', title: 'Opportunities', when: 'lifecycle_stage = "opportunity"' },
        ]),
    { role: 'customers', title: 'Customers', when: 'lifecycle_stage = "customer"' },
    ...(brief.models.includes('subscription')
      ? [
          {
            role: 'renewing',
            title: 'Customers who renew within 60 days',
            when: (inSegment: InSegment) =>
              allOf(inSegment('customers'), 'renewal_date AFTER now', 'renewal_date BEFORE now + 60 days'),
          },
        ]
      : []),
  ];
  return segments.map((segment) => ({ ...segment, family: 'lifecycle' }));
}

/** The role of the segment of those who are on a track that was there before. */
export const ELSEWHERE = 'on-other-tracks';

function elsewhere(tracks: Program['tracks']): SystemSegment[] {
  const ids = Object.keys(tracks);
  if (ids.length === 0) return [];
  return [
    {
      role: ELSEWHERE,
      family: 'lifecycle',
      title: 'On a track of before: enters when that has ended',
      when: anyOf(...ids.map((id) => ({ op: 'track', id, state: 'on' }) as const)),
    },
  ];
}
