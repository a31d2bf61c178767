import type { JourneyStage } from '../../schema.ts';

/**
 * What each email of a track is about, in the order in which a buyer asks: what changes, what it costs to leave it, how
 * others do it; which ways there are, what they return, what they look like; how to decide, to begin, to go on. The
 * topics of emails that the library lacks.
 */
export const emailTopics: Readonly<Record<JourneyStage, readonly string[]>> = {
  awareness: [
    'welcome, and what is changing in the industry',
    'the hidden cost of the problem that {product} solves',
    'how leading companies solve it',
    'what peers say about it',
    'which kinds of solution there are',
    'what solving it returns',
    'a question to look into by oneself',
    'a briefing on what is new',
  ],
  consideration: [
    'how to compare solutions',
    'a customer alike, and what changed there',
    'the return of {product}',
    '{product} in action',
    'security and integration of {product}',
    'questions to ask any vendor',
  ],
  decision: [
    'a business case for {product}',
    'a plan of the first 90 days with {product}',
    'what could go wrong with {product}, and what is done about it',
    'bringing colleagues on board',
  ],
  implementation: [
    'first steps with {product}',
    'the first result with {product}',
    'making {product} a habit of the team',
  ],
  advocacy: ['showing what was achieved with {product}', 'telling others about {product}'],
};

/** What a piece of each kind would be about that a stage needs and the library lacks. By kind of content. */
export const kindTopics: Readonly<Record<JourneyStage, Readonly<Record<string, string>>>> = {
  awareness: {
    report: 'the state of the industry',
    guide: 'how leading companies approach what {product} is for',
    blog: 'signs that it is time to change something',
    whitepaper: 'the problem that {product} solves, in depth',
    research: 'new findings on the problem',
    interview: 'what leaders of the industry have learnt',
    webinar: 'best practices, with questions and answers',
    podcast: 'a conversation on the problem',
    infographic: 'the problem in figures',
    email: 'the problem that {product} solves',
  },
  consideration: {
    comparison: 'the kinds of solution, evenly',
    'roi-calculator': 'the return of {product} in five minutes',
    guide: 'introducing {product} step by step',
    'case-study': 'a company alike, and what it achieved with {product}',
    'demo-video': '{product} in use',
    checklist: 'questions to ask a vendor',
    'reference-story': 'why a customer chose {product}',
    email: 'weighing {product}',
  },
  decision: {
    template: 'a business case for {product}',
    guide: 'the risks of introducing {product}, and how to keep them small',
    'case-study': 'what {product} returned at a company alike',
    'reference-story': 'a customer that may be asked',
    checklist: 'bringing everybody who decides on board',
    email: 'deciding for {product}',
  },
  implementation: {
    guide: 'the first 90 days with {product}',
    checklist: 'is {product} in use as planned?',
    webinar: 'getting more out of {product}',
    email: 'working with {product}',
  },
  advocacy: {
    template: 'a case to tell others about {product}',
    webinar: 'customers show what they do with {product}',
    email: 'recommending {product}',
  },
};

/** A topic with the product's name in it. */
export function topicFor(topic: string, product: string): string {
  return topic.replaceAll('{product}', product);
}
