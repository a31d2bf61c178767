import type { Destination } from './orders.ts';
import type { Taking } from './taking.ts';

/** Where it is to go; undefined where that is not said. The last that is said counts: `send me this in #marketing`. */
export function takeDestination(taking: Taking): Destination | undefined {
  const channel = taking.take(
    /(?<=\s)(?:(?:in|to|into|on|at|for) )?(?:the )?(?:channel )?#([\p{L}\p{N}_-]+)(?: channel)?(?=[\s,.!?;])/u,
  );
  const here = taking.take(
    /(?<=\s)(?:(?:in|into|to) )?(?:here|(?:this|the) (?:channel|thread|room|conversation))(?=[\s,.!?;])/,
  );
  const email = taking.take(
    /(?<=\s)(?:(?:by|via|per|as an?|to|in|into|at) )?(?:my )?(?:e-?mails?(?: address)?|inbox|mail)(?=[\s,.!?;])/,
  );
  const direct = taking.take(
    /(?<=\s)(?:(?:by|via|as|in|to) )?(?:an? )?(?:my )?(?:dms?|direct messages?|private(?:ly)?)(?=[\s,.!?;])/,
  );
  const me = taking.take(/(?<=\s)(?:(?:to|for) )?(?:me|us)(?=[\s,.!?;])/);
  // A second mention of the same people: “send me a digest for us”.
  taking.take(/(?<=\s)(?:(?:to|for) )(?:me|us)(?=[\s,.!?;])/);
  if (channel) return { channel: channel[1] as string };
  if (email) return 'email';
  if (here) return 'here';
  return direct || me ? 'me' : undefined;
}
