import { brief, proposing, section, steps } from './sections.ts';

/** Somebody who has a say in a regulated industry. */
export interface Stakeholder {
  looksFor: string;
  content: string;
}

/** What prompts of regulated industries have in common. */
export function regulatedTrack(asked: {
  industry: string;
  stakeholders: Readonly<Record<string, Stakeholder>>;
  rules: readonly string[];
  stakeholder?: string;
  stage?: string;
  segment?: string;
}): string {
  const { industry, stakeholders, rules, stakeholder = '', stage = 'awareness', segment } = asked;
  const found = Object.hasOwn(stakeholders, stakeholder)
    ? { [stakeholder]: stakeholders[stakeholder] }
    : stakeholders;
  return proposing(
    `Propose a track for ${stakeholder || 'the stakeholders'} in ${industry}.`,
    brief({ industry, stakeholder, stage, 'only the segment': segment }),
    ...Object.entries(found).map(([name, said]) =>
      section(`${name}`, [said && `Looks for: ${said.looksFor}.`, said && `Reads: ${said.content}.`]),
    ),
    section('What regulation asks', rules),
    steps([
      `Call show_program with part vocabulary: under which values of industry and job_title do these leads arrive? Then query_leads with the condition that finds them${segment ? `, within \`IN SEGMENT ${segment}\`` : ''}.`,
      'Call search_content and recommend_content with that condition: only approved items that are made for the industry, or for nobody in particular; name the evidence that is missing.',
      `Call propose_track with that audience, stage ${stage}, and emails by item and day: evidence first, then the fit into daily work, then what makes the decision safe. Weeks rather than days lie between them.`,
      'Read the plan: “What approving it also approves” and “Who must approve it” say which items and which person it takes. Tell both.',
    ]),
    section('What this is not', [
      'Legal advice: the rules above are what the emails are held to, and whoever approves answers for them.',
    ]),
  );
}
