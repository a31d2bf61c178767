import { z } from 'zod';

const id = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.trim())
  .pipe(z.string().max(200, 'is longer than 200 characters'))
  .nullish()
  .transform((value) => value || undefined);
const bag = z.record(z.string(), z.unknown()).nullish();
const instant = z.union([z.string(), z.number()]).nullish();

/** One record of the Segment protocol, as any of its clients posts it; what we do not use is ignored. */
export const messageSchema = z.object({
  type: z.enum(['track', 'identify', 'page', 'screen', 'group', 'alias']),
  messageId: z.string().min(1, 'is empty').max(200, 'is longer than 200 characters').nullish(),
  userId: id,
  anonymousId: id,
  previousId: id,
  groupId: id,
  event: z.string().max(200, 'is longer than 200 characters').nullish(),
  name: z.string().max(1000, 'is longer than 1000 characters').nullish(),
  properties: bag,
  traits: bag,
  context: z
    .object({
      traits: bag,
      page: z
        .object({ url: z.string().nullish(), title: z.string().nullish(), referrer: z.string().nullish() })
        .partial()
        .nullish()
        .catch(null),
      groupId: id.catch(undefined),
      sessionId: z.union([z.string(), z.number()]).nullish().catch(null),
      timezone: z.string().nullish().catch(null),
    })
    .nullish(),
  timestamp: instant,
  originalTimestamp: instant,
  sentAt: instant,
});
export type Message = z.output<typeof messageSchema>;
export type MessageType = Message['type'];
