type Answer = (request: Request) => Promise<Response>;

/** The address that Slack sends to: there from the start, answered from when Slack is connected on. */
export interface SlackDoor {
  answer: Answer;
  open(answer: Answer): void;
}

/** What comes before it is open is told to come back, which Slack does. */
export function createSlackDoor(): SlackDoor {
  let opened: Answer | undefined;
  return {
    answer: async (request) =>
      opened?.(request) ?? new Response('starting', { status: 503, headers: { 'retry-after': '2' } }),
    open(answer) {
      opened = answer;
    },
  };
}
