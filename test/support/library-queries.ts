import type { Judgements } from '../../bench/library/ndcg.ts';

/** What somebody might ask of the demo library, and which of its items answer: 2 what is asked for, 1 what helps too. */
export const libraryQueries: readonly { words: string; judged: Judgements }[] = [
  {
    words: 'how much do manual hand-offs cost us',
    judged: { 'enterprise-2-hidden-cost': 2, 'cost-assessment-tool': 2, 'smb-2-cost-of-waiting': 1 },
  },
  {
    words: 'return on investment that the finance department believes',
    judged: { 'enterprise-6-roi': 2, 'roi-calculator': 2, 'smb-consideration-2-roi': 1 },
  },
  {
    words: 'questions for a software vendor',
    judged: { 'vendor-evaluation-checklist': 2, 'enterprise-consideration-2-vendor-matrix': 2 },
  },
  {
    words: 'patient referral intake at hospitals',
    judged: { 'healthcare-intake-case-study': 2, 'healthcare-compliance-checklist': 2 },
  },
  {
    words: 'what will IT security want to see',
    judged: { 'security-compliance-guide': 2, 'enterprise-consideration-3-security-review': 2 },
  },
  {
    words: 'opening a merchant account at a payment provider',
    judged: { 'fintech-onboarding-case-study': 2, 'fintech-audit-trail-guide': 1 },
  },
  { words: 'drawing revisions in a factory', judged: { 'manufacturing-change-control-guide': 2 } },
  {
    words: 'rollout schedule with week by week owners',
    judged: {
      'implementation-90-day-plan': 2,
      'enterprise-decision-2-rollout-plan': 2,
      'smb-decision-2-onboarding-plan': 1,
    },
  },
  {
    words: 'compare building it ourselves with buying a platform',
    judged: {
      'solution-comparison-toolkit': 2,
      'enterprise-total-cost-guide': 2,
      'enterprise-5-solution-landscape': 1,
    },
  },
  {
    words: 'losing margin between the sales promise and delivery',
    judged: {
      'professional-services-margin-podcast': 2,
      'consultancy-handover-case-study': 2,
      'smb-5-success-story': 1,
    },
  },
  {
    words: 'signs the shared inbox is too small',
    judged: { 'five-signs-infographic': 2, 'smb-3-checklist': 2 },
  },
  {
    words: 'benchmark our cycle time against peers',
    judged: { 'peer-benchmark-report': 2, 'enterprise-4-peer-insights': 1 },
  },
  {
    words: 'short product video',
    judged: { 'product-tour-video': 2, 'smb-consideration-3-demo-video': 2, 'onboarding-video-series': 1 },
  },
  { words: 'recommend us to a colleague', judged: { 'advocacy-referral-kit': 2 } },
  {
    words: 'is our process still healthy two months after launch',
    judged: { 'adoption-health-checklist': 2 },
  },
  { words: 'growing from 50 to 200 employees', judged: { 'saas-scaling-operations-blog': 2 } },
  {
    words: 'trends in regulated industries',
    judged: { 'state-of-operations-report': 2, 'enterprise-1-industry-insight': 2 },
  },
  {
    words: 'what do I have to prepare for the demonstration',
    judged: { 'demo-preparation': 2, 'meeting-preparation': 1 },
  },
  { words: 'three-year total cost of ownership', judged: { 'enterprise-total-cost-guide': 2 } },
  {
    words: 'bussiness case templat',
    judged: { 'business-case-template': 2, 'enterprise-decision-1-business-case': 2 },
  },
  {
    words: 'complience for helthcare',
    judged: { 'healthcare-compliance-checklist': 2, 'security-compliance-guide': 1 },
  },
  { words: 'what determines the prise', judged: { 'pricing-1-value': 2 } },
];
