import type { Persona } from './persona.ts';

/** A page of the demo company's website. */
export interface Page {
  path: string;
  title: string;
  /** How often it is looked at, relative to the others, by this lead. */
  weight(persona: Persona): number;
}

export const siteUrl = 'https://www.fernhollow.example';
const industryOf = ({ lead }: Persona) => lead.account.industry;
const isTechnical = ({ lead }: Persona) => lead.role === 'technical';
const isEconomic = ({ lead }: Persona) => lead.role === 'economic';
const isEnterpriseHealthcare = ({ lead }: Persona) =>
  lead.account.size === 'enterprise' && lead.account.industry === 'healthcare';

export const pages: readonly Page[] = [
  { path: '/', title: 'Fernhollow', weight: () => 8 },
  { path: '/product', title: 'Product', weight: () => 6 },
  { path: '/product/automation', title: 'Automation', weight: () => 3 },
  { path: '/blog', title: 'Blog', weight: () => 5 },
  {
    path: '/blog/saas-scaling-operations',
    title: 'Scaling operations',
    weight: (p) => (industryOf(p) === 'saas' ? 5 : 1),
  },
  { path: '/case-studies', title: 'Case studies', weight: (p) => (isEconomic(p) ? 4 : 2) },
  { path: '/docs', title: 'Documentation', weight: (p) => (isTechnical(p) ? 7 : 0.5) },
  { path: '/docs/api', title: 'API reference', weight: (p) => (isTechnical(p) ? 6 : 0.2) },
  {
    path: '/security',
    title: 'Security and compliance',
    weight: (p) =>
      isEnterpriseHealthcare(p)
        ? 7
        : industryOf(p) === 'healthcare' || industryOf(p) === 'fintech'
          ? 2.5
          : 0.7,
  },
  {
    path: '/solutions/healthcare',
    title: 'For healthcare',
    weight: (p) => (industryOf(p) === 'healthcare' ? 4 : 0.1),
  },
  {
    path: '/solutions/fintech',
    title: 'For fintech',
    weight: (p) => (industryOf(p) === 'fintech' ? 4 : 0.1),
  },
  { path: '/compare', title: 'Compare approaches', weight: () => 1 },
  {
    path: '/pricing',
    title: 'Pricing',
    weight: (p) =>
      isEnterpriseHealthcare(p)
        ? 2.2
        : industryOf(p) === 'fintech' && p.lead.account.size === 'smb'
          ? 1.3
          : isEconomic(p)
            ? 0.55
            : 0.25,
  },
  { path: '/about', title: 'About us', weight: () => 1.5 },
  { path: '/webinars', title: 'Webinars', weight: () => 1.5 },
];
