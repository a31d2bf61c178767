import { Writable } from 'node:stream';

/**
 * Takes standard output for the protocol alone: what anything else in the process prints there goes to standard
 * error instead. Returns the stream that still reaches standard output. Call it before anything may print; there is
 * no way back, since the process has no other use for its output.
 */
export function takeStdout(
  process: Pick<NodeJS.Process, 'stdout' | 'stderr'> = globalThis.process,
): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  return new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      write(chunk, (error) => done(error));
    },
  });
}
