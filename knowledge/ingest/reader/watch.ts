import { workerData } from 'node:worker_threads';

/** Of the whole process; what is unpacked does not lie in the heap, so its limit does not count that. */
const mostBytes = (workerData as number) * 1024 * 1024;
const server = process.ppid;

/** Run as a thread of the reader: ends it, however busy, when it has grown too large or nobody waits for it any more. */
setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes || process.ppid !== server) process.kill(process.pid, 'SIGKILL');
}, 100);
