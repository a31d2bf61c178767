import type { Program } from '../schema.ts';
import { behaviouralTriggers } from './behavioural-triggers/index.ts';
import { demoProgram } from './enterprise-smb.ts';
import type { Pin } from './steps.ts';

/** A program that is shipped, to begin with: `trellis program export DIR --template ID`. */
export interface Template {
  id: string;
  title: string;
  program(pin: Pin): Program;
}

export const templates: readonly Template[] = [
  { id: 'enterprise-smb', title: 'Enterprise education and the SMB fast track', program: demoProgram },
  {
    id: 'behavioural-triggers',
    title: 'Twenty behaviours of leads, and what answers each',
    program: behaviouralTriggers,
  },
];
