import type { Intent } from '../../requests.ts';
import { limitApproval } from './approval.ts';
import { limitCount } from './caps.ts';
import { limitDomains } from './domains.ts';
import { limitHeld } from './drop-after.ts';
import { limitGap } from './gap.ts';
import { limitHoldOut } from './hold-out-share.ts';
import { limitDays } from './holidays.ts';
import { limitHours } from './quiet-hours.ts';
import { endPolicy } from './removal.ts';
import { limitWindow } from './send-window.ts';
import { limitTimeZone } from './time-zone.ts';
import { writtenPolicy } from './written.ts';

/** The policies, each read by its own parts wherever they stand; the narrower first. */
export const limits: readonly Intent[] = [
  writtenPolicy,
  limitDomains,
  limitDays,
  limitHeld,
  limitApproval,
  endPolicy,
  limitGap,
  limitHours,
  limitWindow,
  limitCount,
  limitTimeZone,
  limitHoldOut,
];
