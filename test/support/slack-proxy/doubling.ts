import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';

/** Without extensions, so that frames arrive uncompressed and can be repeated as they are. */
export function headerLines(request: IncomingMessage): string {
  return Object.entries(request.headers)
    .filter(([name]) => name !== 'sec-websocket-extensions')
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

const sent = ['"type":"events_api"', '"type":"interactive"', '"type":"slash_commands"'];

/** Passes the handshake, then whole frames; one that carries something Slack sends goes out as often as `times` says. */
export function repeatFrames(times: () => number): Transform {
  let rest = Buffer.alloc(0);
  let inFrames = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      rest = Buffer.concat([rest, chunk]);
      if (!inFrames) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return done();
        inFrames = true;
        this.push(rest.subarray(0, end + 4));
        rest = rest.subarray(end + 4);
      }
      for (
        let length = frameLength(rest);
        length !== undefined && length <= rest.length;
        length = frameLength(rest)
      ) {
        const frame = rest.subarray(0, length);
        const often = sent.some((type) => frame.includes(type)) ? times() : 1;
        for (let time = 0; time < often; time += 1) this.push(frame);
        rest = rest.subarray(length);
      }
      done();
    },
  });
}

/** Bytes of the unmasked frame (RFC 6455, 5.2) that begins here; undefined while its header is not whole. */
function frameLength(bytes: Buffer): number | undefined {
  const short = (bytes[1] ?? 0) & 127;
  if (bytes.length < 2 || (short === 126 && bytes.length < 4) || (short === 127 && bytes.length < 10))
    return undefined;
  if (short === 126) return 4 + bytes.readUInt16BE(2);
  if (short === 127) return 10 + Number(bytes.readBigUInt64BE(2));
  return 2 + short;
}
