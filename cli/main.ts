#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

// The environment of the process wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

// `trellis … | head` closes its end early; a server whose output nobody reads goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  await createProgram(process.env).parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportError(error);
}
