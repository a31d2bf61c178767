import type { SlackContext } from '../options.ts';

const timeLimitMs = 10_000;

/**
 * Uploads a picture that only messages of ours show, and gives its id for `slack_file`. It goes where Slack says: to
 * Slack itself, or to the address that stands for it.
 */
export async function uploadPng(
  { client }: Pick<SlackContext, 'client'>,
  { bytes, name, alt }: { bytes: Uint8Array; name: string; alt: string },
): Promise<string> {
  const asked = { filename: name, length: bytes.byteLength, alt_txt: alt.slice(0, 1000) };
  const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal(asked);
  assertSlack(url, client.slackApiUrl);
  const sent = await fetch(url, {
    method: 'POST',
    body: Buffer.from(bytes),
    headers: { 'content-type': 'image/png' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeLimitMs),
  });
  if (!sent.ok) throw new Error(`Slack refuses a picture: ${sent.status}`);
  await client.files.completeUploadExternal({ files: [{ id, title: name }] });
  return id;
}

/** An address that an answer names is believed only where it is Slack's own. */
function assertSlack(url: string, apiUrl: string): void {
  const { protocol, hostname } = new URL(url);
  const isSlack = protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'));
  if (!isSlack && hostname !== new URL(apiUrl).hostname) {
    throw new Error('Slack names an address for an upload that is not its own.');
  }
}
