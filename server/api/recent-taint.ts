/** Who was shown it: a person by one kind of credential. */
interface Reader {
  proof: string;
  person: { id: string };
}

const rememberMs = 3_600_000;

export interface RecentTaint {
  /** Sources of foreign text that whoever holds this credential was shown within the last hour, as a list of its own. */
  of(principal: Reader): string[];
  add(principal: Reader, sources: readonly string[]): void;
}

/**
 * A client that calls tool by tool has no turn that we can see, so what it was shown an hour ago may still steer
 * what it proposes now. Told by person and credential, not by the face it says it speaks for: a client may read as one
 * and propose as another. Kept in memory: a model's context does not outlive our restarts by much, and too much taint
 * only means that the approver is told to look closer.
 */
export function createRecentTaint(clock: () => number): RecentTaint {
  const seen = new Map<string, Map<string, number>>();
  const sourcesOf = ({ proof, person }: Reader) => {
    const key = `${proof}:${person.id}`;
    const sources = seen.get(key) ?? new Map<string, number>();
    seen.set(key, sources);
    return sources;
  };
  return {
    of(principal) {
      const sources = sourcesOf(principal);
      const since = clock() - rememberMs;
      for (const [source, at] of sources) if (at < since) sources.delete(source);
      return [...sources.keys()];
    },
    add(principal, tainted) {
      const sources = sourcesOf(principal);
      // What was known keeps its time: being told of old sources again does not make them new.
      for (const source of tainted) if (!sources.has(source)) sources.set(source, clock());
    },
  };
}
