/** What an email has to offer: the thing behind its call to action. */
export type Offer =
  | { kind: 'download'; item: string; contentType: string; topic: string }
  | { kind: 'tool'; tool: string; item: string }
  | { kind: 'webinar'; item: string; topic: string }
  | { kind: 'page'; path: string };

export interface Appeal {
  /** Chance that an ordinary lead opens it, and that one who opened it clicks. */
  open: number;
  click: number;
  offer: Offer;
  /** A second resource that some take along. */
  also?: Offer;
  /** Technical buyers and compliance people care for it more than others. */
  technical?: true;
}

const download = (item: string, contentType: string, topic: string): Offer => ({
  kind: 'download',
  item,
  contentType,
  topic,
});
const page = (path: string): Offer => ({ kind: 'page', path });
const toolkit = download('solution-comparison-toolkit', 'comparison', 'solution-comparison');
const checklist = download('vendor-evaluation-checklist', 'checklist', 'vendor-evaluation');
const plan = download('implementation-90-day-plan', 'guide', 'implementation');
const calculator: Offer = { kind: 'tool', tool: 'roi-calculator', item: 'roi-calculator' };
const assessment: Offer = { kind: 'tool', tool: 'assessment', item: 'cost-assessment-tool' };

/** By content item. Two of them do poorly, as something to find: the peer insights and the second SMB email. */
export const appeals: Readonly<Record<string, Appeal>> = {
  'enterprise-1-industry-insight': {
    open: 0.42,
    click: 0.3,
    offer: download('state-of-operations-report', 'report', 'operations'),
  },
  'enterprise-2-hidden-cost': { open: 0.34, click: 0.28, offer: assessment },
  'enterprise-3-best-practices': {
    open: 0.36,
    click: 0.32,
    offer: { kind: 'webinar', item: 'best-practice-webinar', topic: 'best-practices' },
  },
  'enterprise-4-peer-insights': {
    open: 0.33,
    click: 0.09,
    offer: download('peer-benchmark-report', 'report', 'benchmark'),
  },
  'enterprise-5-solution-landscape': {
    open: 0.35,
    click: 0.36,
    offer: toolkit,
    also: checklist,
    technical: true,
  },
  'enterprise-6-roi': {
    open: 0.37,
    click: 0.45,
    offer: calculator,
    also: { kind: 'tool', tool: 'business-case', item: 'business-case-template' },
  },
  'enterprise-monthly-briefing': { open: 0.22, click: 0.1, offer: page('/blog') },
  'enterprise-consideration-1-case-study': {
    open: 0.42,
    click: 0.35,
    offer: download('healthcare-intake-case-study', 'case-study', 'case-study'),
  },
  'enterprise-consideration-2-vendor-matrix': { open: 0.38, click: 0.33, offer: checklist, also: toolkit },
  'enterprise-consideration-3-security-review': {
    open: 0.37,
    click: 0.34,
    offer: download('security-compliance-guide', 'guide', 'security'),
    technical: true,
  },
  'enterprise-decision-1-business-case': {
    open: 0.46,
    click: 0.36,
    offer: download('business-case-template', 'template', 'business-case'),
  },
  'enterprise-decision-2-rollout-plan': { open: 0.43, click: 0.33, offer: plan, technical: true },
  'smb-1-quick-win': {
    open: 0.45,
    click: 0.33,
    offer: download('smb-quick-start-checklist', 'checklist', 'quick-win'),
  },
  'smb-2-cost-of-waiting': { open: 0.19, click: 0.12, offer: assessment },
  'smb-3-checklist': {
    open: 0.37,
    click: 0.3,
    offer: download('five-signs-infographic', 'infographic', 'growth'),
  },
  'smb-4-template': {
    open: 0.36,
    click: 0.38,
    offer: download('one-page-process-template', 'template', 'template'),
  },
  'smb-5-success-story': {
    open: 0.34,
    click: 0.27,
    offer: page('/case-studies/consultancy-handover-case-study'),
  },
  'smb-6-next-step': { open: 0.33, click: 0.3, offer: page('/videos/product-tour-video') },
  'smb-consideration-1-comparison': { open: 0.4, click: 0.32, offer: toolkit },
  'smb-consideration-2-roi': { open: 0.39, click: 0.42, offer: calculator },
  'smb-consideration-3-demo-video': { open: 0.38, click: 0.36, offer: page('/videos/product-tour-video') },
  'smb-decision-1-offer': { open: 0.47, click: 0.36, offer: page('/start') },
  'smb-decision-2-onboarding-plan': { open: 0.44, click: 0.32, offer: plan },
  'pricing-1-value': { open: 0.45, click: 0.34, offer: page('/pricing') },
  'consultation-offer': { open: 0.44, click: 0.3, offer: page('/consultation') },
};
