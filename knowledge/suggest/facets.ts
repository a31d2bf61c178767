import { type JourneyStage, journeyStages } from '../../engine/program/schema.ts';
import type { ContentItem } from '../items/item.ts';
import type { Document } from './document.ts';
import { heaviest, type Signs, weigh } from './weigh.ts';

/** Where each kind is read most, before its text is asked. */
const usual: Readonly<Record<ContentItem['kind'], readonly JourneyStage[]>> = {
  report: ['awareness'],
  guide: ['consideration'],
  'case-study': ['consideration', 'decision'],
  webinar: ['awareness'],
  podcast: ['awareness'],
  infographic: ['awareness'],
  blog: ['awareness'],
  comparison: ['consideration'],
  'roi-calculator': ['consideration', 'decision'],
  checklist: ['consideration'],
  template: ['consideration', 'decision'],
  'demo-video': ['consideration'],
  email: [],
  whitepaper: ['awareness'],
  research: ['awareness'],
  interview: ['awareness'],
  'reference-story': ['consideration', 'decision'],
  'landing-page': ['consideration'],
  'brand-guide': [],
};

const stageSigns: Readonly<Record<JourneyStage, string>> = {
  awareness:
    'awareness|signs?|hidden costs?|insights?|trends?|state of|what is|why|best practices?|quick wins?|cost of waiting|benchmarks?|briefing|industry',
  consideration:
    'consideration|compar(?:e|es|ing|ison)|vendors?|evaluat(?:e|ing|ion)|options|roi|return on investment|case stud(?:y|ies)|success story|demo|tour|solutions?|landscape|security review|total cost',
  decision:
    'decision|pric(?:e|es|ing)|quote|proposal|business case|contract|offer|buy(?:ing)?|procurement|roll-?out plan|sign-?off|next step|consultation|approval of the budget',
  implementation:
    'implementation|implementing|roll-?out|go-?live|onboarding|90[- ]days?|training|migration|configure|set-?up|adoption',
  advocacy:
    'advocacy|advocates?|referrals?|refer|community|reviews? us|customer stories|recommend us|ambassadors?',
};

/** One or two: what the text says most of, beside where its kind is read most. */
export function suggestStages(document: Document, kind: ContentItem['kind']): JourneyStage[] {
  if (kind === 'brand-guide') return [];
  const weights = weigh(document, stageSigns);
  for (const [place, stage] of usual[kind].entries()) {
    weights.set(stage, (weights.get(stage) ?? 0) + (place === 0 ? 6 : 4));
  }
  const [first = 'awareness'] = heaviest(weights, { least: 1, most: 1 });
  const close = 0.65 * (weights.get(first) ?? 0);
  const chosen = new Set([first, ...heaviest(weights, { least: Math.max(5, close), most: 2 })]);
  return journeyStages.filter((stage) => chosen.has(stage));
}

const topicSigns: Signs = {
  adoption: 'adoption|usage',
  approvals: 'approv(?:al|als|ers?|ing)',
  audit: 'audits?|audit trails?|auditors?',
  automation: 'automat(?:e|ed|es|ion)|workflow',
  benchmark: 'benchmarks?',
  'best-practices': 'best[- ]practices?|what works|habits',
  'business-case': 'business[- ]case',
  buying: 'buy(?:ing|er|ers)?|procurement|purchas(?:e|ing)|vendors?',
  'case-study': 'case[- ]stud(?:y|ies)|success story',
  'change-management': 'change[- ]management|roll-?out|habits|new process',
  checklist: 'check-?lists?|signs',
  community: 'community|peers?|user group',
  compliance: 'compliance|compliant|regulat(?:ion|ions|ory|or|ors)|gdpr|hipaa',
  cost: 'costs?|budget|expensive|spend',
  demo: 'demos?|product tour|see it',
  growth: 'grow(?:s|th|ing)?|scal(?:e|ing)|outgrown',
  handovers: 'hand-?overs?|hand-?offs?',
  implementation: 'implement(?:ation|ing)?|roll-?out|go-?live',
  'industry-trends': 'trends?|state of|industry insight',
  integration: 'integrations?|api|connectors?',
  intake: 'intake',
  'next-step': 'next steps?|consultation|meeting|call with us',
  onboarding: 'onboarding|new colleagues?|first weeks?',
  operations: 'operations?|processes',
  pricing: 'pric(?:e|es|ing)',
  privacy: 'privacy|personal data|data protection',
  quality: 'quality|defects?',
  'quick-win': 'quick[- ](?:win|start)s?|in an afternoon|this week',
  referral: 'refer(?:ral|rals)?|recommend',
  results: 'results?|outcomes?|achieved',
  risk: 'risks?',
  roi: 'roi|return on investment|payback',
  security: 'security|encryption|access control',
  'solution-comparison': 'compar(?:e|es|ing|ison)|alternatives|solutions?',
  stakeholders: 'stakeholders?|buy-?in|sponsors?',
  template: 'templates?',
  training: 'training|tutorial|lessons?',
  'vendor-evaluation': 'vendors?|evaluat(?:e|ion|ing)',
};

export function suggestTopics(document: Document): string[] {
  return heaviest(weigh(document, topicSigns), { least: 4, most: 4 });
}

const industrySigns: Signs = {
  healthcare: 'healthcare|health care|hospitals?|clinics?|clinical|patients?|medical',
  fintech: 'fintech|financial services|bank(?:s|ing)?|lend(?:er|ers|ing)|payments|kyc',
  insurance: 'insurance|insurers?|underwriting',
  manufacturing: 'manufactur(?:er|ers|ing)|factor(?:y|ies)|plants?|production lines?|shop floor',
  saas: 'saas|software compan(?:y|ies)|subscription software',
  'professional-services':
    'professional services|consultanc(?:y|ies)|consulting firms?|law firms?|agenc(?:y|ies)|billable',
  retail: 'retail(?:er|ers)?|e-?commerce|stores',
  education: 'education|universit(?:y|ies)|schools?|students?',
  logistics: 'logistics|freight|warehous(?:e|es|ing)|carriers?',
  'public-sector': 'public sector|government|municipal(?:ity|ities)',
  energy: 'energy|utilit(?:y|ies)|power grid',
};

/** Rather none than a wrong one: an item for no industry is for every one. */
export function suggestIndustries(document: Document): string[] {
  const weights = weigh(document, industrySigns);
  const [first] = heaviest(weights, { least: 8, most: 1 });
  const close = first === undefined ? 0 : 0.7 * (weights.get(first) ?? 0);
  return heaviest(weights, { least: Math.max(8, close), most: 2 }).sort();
}

/** Of these only what the title or the file's name says: in a text they are mentioned for many reasons. */
function named({ title, path }: Document, signs: Signs): string[] {
  return [...weigh({ title, path, headings: '', text: '', body: '' }, signs).keys()];
}

const sizeSigns: Signs = {
  smb: 'smb|smbs|small (?:business(?:es)?|compan(?:y|ies)|teams?)|start-?ups?',
  'mid-market': 'mid-?market|mid market|mid-?sized',
  enterprise: 'enterprises?|large (?:compan(?:y|ies)|organi[sz]ations?)|global compan(?:y|ies)',
};

export function suggestSizes(document: Document): ContentItem['companySizes'] {
  return named(document, sizeSigns) as ContentItem['companySizes'];
}

const roleSigns: Signs = {
  economic: 'cfos?|ceos?|finance (?:leads?|leaders?|teams?)|executives?|budget owners?',
  technical: 'ctos?|cios?|it (?:leads?|leaders?|teams?)|developers?|engineers?|architects?|administrators?',
  'end-user': 'end[- ]users?|team leads?|practitioners?|operators',
};

export function suggestRoles(document: Document): string[] {
  return named(document, roleSigns);
}

const regionSigns: Signs = {
  eu: 'eu|europe|european|gdpr',
  us: 'usa|united states|us market|hipaa|ccpa',
  uk: 'uk|united kingdom|british',
  dach: 'dach|germany|german market|austria|switzerland',
  apac: 'apac|asia[- ]pacific|singapore|australia|japan',
  latam: 'latam|latin america|brazil|mexico',
};

export function suggestRegions(document: Document): string[] {
  return named(document, regionSigns);
}
