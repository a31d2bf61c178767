import { TrellisError } from '../../db/errors.ts';
import type { Condition } from '../../engine/program/condition/ast.ts';
import type { JourneyStage } from '../../engine/program/schema.ts';
import type { ActiveProgram } from '../../engine/runtime/types.ts';
import type { ShelfItem } from '../../knowledge/recommend/shelf.ts';
import type { ToolContext } from '../tool.ts';
import type { AskedOf } from './audience.ts';
import type { PlannedEmail } from './build-track.ts';
import { chooseContent } from './choose-content.ts';
import { itemsLike } from './items-like.ts';
import { pinnedElsewhere } from './pinned-elsewhere.ts';
import { spreadDays } from './schedule-emails.ts';

interface Wanted {
  stage: JourneyStage;
  weeks: number;
  emails?: { day: number; content?: string }[];
  email_count?: number;
  every_days?: number;
  /** Who is to enter, and what content for them has to suit. */
  condition: Condition;
  facets: AskedOf;
}

/**
 * The emails of a new track in order of their days: the items asked for, and chosen ones for the rest, with warnings
 * where the choice was too small. Throws `track.too_long`, `content.none` or `content.unknown`.
 */
export async function planEmails(
  context: ToolContext,
  active: ActiveProgram,
  plan: Wanted,
): Promise<{ emails: (PlannedEmail & { kind: string })[]; warnings: string[] }> {
  const { library } = context.services;
  const wanted =
    plan.emails ??
    spreadDays(plan.weeks, { count: plan.email_count, everyDays: plan.every_days }).map((day) => ({
      day,
      content: undefined,
    }));
  const late = wanted.find(({ day }) => day > plan.weeks * 7);
  if (late) {
    throw new TrellisError(
      'track.too_long',
      `An email on day ${late.day} comes after the end of a track of ${plan.weeks} weeks; send it earlier or give more weeks.`,
    );
  }
  const pinned = wanted.flatMap(({ content }) => content ?? []);
  const open = wanted.length - pinned.length;
  const sentAlready = pinnedElsewhere(active.program, plan.stage);
  const chosen = await chooseContent(context, active, {
    stage: plan.stage,
    audience: plan.facets,
    ...(plan.facets.languages.length === 1 && { language: plan.facets.languages[0] }),
    condition: plan.condition,
    count: open,
    except: pinned,
    last: sentAlready,
  });
  if (wanted.length === open && chosen.length === 0) {
    throw new TrellisError(
      'content.none',
      `No approved content suits the stage ${plan.stage} and this audience. Add some to the library, or name the items to send.`,
    );
  }
  const warnings = [
    ...(chosen.length < open
      ? [
          `Only ${chosen.length} approved items suit this stage and audience, so ${open - chosen.length} of ${wanted.length} planned emails are left out.`,
        ]
      : []),
    ...repetitions(chosen, sentAlready),
  ];
  // With too few items the first days are kept: a track that starts well and ends early.
  const emails: (PlannedEmail & { kind: string })[] = [];
  for (const { day, content } of [...wanted].sort((a, b) => a.day - b.day)) {
    const item = content === undefined ? chosen.shift() : await library.get(content);
    if (content !== undefined && !item) {
      throw new TrellisError(
        'content.unknown',
        `There is no content item ${content}.${await itemsLike(library, content)} search_content finds the ids.`,
      );
    }
    if (!item) continue;
    // A draft that somebody names is carried to the approver of the change; none is chosen by itself.
    const pin = await library.pin(item.id, item.version, { draft: content !== undefined });
    if (!item.approved) warnings.push(`“${item.title}” is a draft: approving the change approves it too.`);
    emails.push({ day, title: item.title, kind: item.kind, content: pin });
  }
  return { emails, warnings };
}

/** Which of the chosen items other tracks send already: there was nothing else to choose. */
function repetitions(chosen: readonly ShelfItem[], sentBy: ReadonlyMap<string, readonly string[]>): string[] {
  const repeated = chosen.filter(({ id }) => sentBy.has(id));
  if (repeated.length === 0) return [];
  const items = repeated.map(({ id, title }) => `“${title}” (${sentBy.get(id)?.join(', ')})`);
  return [
    `No other approved items suit this stage and audience, so these emails are what other tracks send already: ${items.join('; ')}.`,
  ];
}
