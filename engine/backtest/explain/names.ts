import { quote } from '../../program/diff/words.ts';
import type { Program } from '../../program/schema.ts';

/** Ids as people know them, in quotes: by the program that decided, else by the one in force. */
export interface Names {
  track(id: string): string;
  /** `email 2 “Checklist”`, `the wait “pause”`. */
  step(track: string, step: string): string;
  trigger(id: string): string;
  threshold(id: string): string;
  segment(id: string): string;
  experiment(id: string): string;
  /** A rule as the ledger names it, or what an enrolment names as its reason. */
  rule(name: string): string;
  item(id: string): string;
  /** A person by id; whoever is no person stays as named. */
  person(id: string): string;
}

export interface KnownNames {
  /** Earlier ones first. */
  programs: readonly Program[];
  /** Titles of content items by `ITEM@VERSION`. */
  items?: ReadonlyMap<string, string>;
  people?: ReadonlyMap<string, string>;
}

export function namesOf({ programs, items = new Map(), people = new Map() }: KnownNames): Names {
  const titled = (part: (program: Program) => Readonly<Record<string, { title: string }>>, id: string) => {
    const holder = programs.find((program) => Object.hasOwn(part(program), id));
    return quote(holder ? (part(holder)[id]?.title ?? id) : id);
  };
  const track = (id: string) => titled(({ tracks }) => tracks, id);
  const trigger = (id: string) => titled(({ triggers }) => triggers, id);
  const threshold = (id: string) => titled(({ scoring }) => scoring.thresholds, id);
  const item = (id: string) => {
    const version = [...items.keys()].findLast((key) => key.startsWith(`${id}@`));
    return quote((version && items.get(version)) ?? id);
  };
  const step = (trackId: string, id: string) => {
    const steps = programs.find(({ tracks }) => tracks[trackId]?.steps.some((one) => one.id === id))?.tracks[
      trackId
    ]?.steps;
    const found = steps?.find((one) => one.id === id);
    if (!steps || !found) return quote(id);
    if (found.kind !== 'email') return `the ${found.kind} ${quote(found.title ?? found.id)}`;
    const emails = steps.filter(({ kind }) => kind === 'email');
    const title = found.title ? quote(found.title) : item(found.content.item);
    return `email ${emails.indexOf(found) + 1} ${title}`;
  };
  const rule = (name: string) => {
    const [kind = '', rest = ''] = splitOnce(name);
    switch (kind) {
      case 'trigger':
        return trigger(rest);
      case 'threshold':
        return threshold(rest);
      case 'fit':
        return titled(({ scoring }) => scoring.fit ?? {}, rest);
      case 'track':
        return track(rest);
      case 'step': {
        const [trackId = '', stepId = ''] = rest.split('/');
        return `${step(trackId, stepId)} of ${track(trackId)}`;
      }
      case 'decay':
        return 'fading with time';
      case 'removed':
        return 'a score model that is gone';
      case 'person':
        return people.get(rest) ?? 'a person';
      default:
        return titled(({ scoring }) => scoring.rules, name);
    }
  };
  return {
    track,
    step,
    trigger,
    threshold,
    segment: (id) => titled(({ segments }) => segments, id),
    experiment: (id) => titled(({ experiments = {} }) => experiments, id),
    rule,
    item,
    person: (id) => people.get(id) ?? id,
  };
}

/** Ids as they are, for those who look for them. */
export const bareNames: Names = {
  track: (id) => id,
  step: (track, step) => `${track}/${step}`,
  trigger: (id) => id,
  threshold: (id) => id,
  segment: (id) => id,
  experiment: (id) => id,
  rule: (name) => name,
  item: (id) => id,
  person: (id) => id,
};

function splitOnce(name: string): [string, string] {
  const at = name.indexOf(':');
  return at < 0 ? [name, ''] : [name.slice(0, at), name.slice(at + 1)];
}
