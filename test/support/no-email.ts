import type { Services } from '../../tools/services.ts';

const none = async () => {
  throw new Error('This world renders no emails.');
};

/** For worlds without email. */
export const noEmail: Pick<Services, 'sendTest' | 'simulateLead'> = { sendTest: none, simulateLead: none };
