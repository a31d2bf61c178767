import type { Condition } from '../../engine/program/condition/ast.ts';
import type { JourneyStage } from '../../engine/program/schema.ts';
import type { ActiveProgram } from '../../engine/runtime/types.ts';
import type { Audience } from '../../knowledge/recommend/audience.ts';
import type { ContentFigures } from '../../knowledge/recommend/evidence.ts';
import { recommend } from '../../knowledge/recommend/recommend.ts';
import type { ShelfItem } from '../../knowledge/recommend/shelf.ts';
import type { ToolContext } from '../tool.ts';
import { figuresFor } from './content/recommend-for.ts';

/**
 * Items for a track that whoever it is for may be sent, in the order to send them, at most `count`: as they are
 * recommended, but for the whole audience only. An item made for somebody suits only an audience that names them;
 * those that somebody sends already (`last`) come when nothing else is left.
 */
export async function chooseContent(
  context: Pick<ToolContext, 'services' | 'now'>,
  active: ActiveProgram,
  wanted: {
    stage: JourneyStage;
    audience: Audience;
    language?: string | undefined;
    /** Who is to enter; absent: everybody. */
    condition?: Condition | undefined;
    count: number;
    except: readonly string[];
    last: ReadonlyMap<string, unknown>;
    /** How content did for them, where it was read already. */
    figures?: readonly ContentFigures[];
    /** The library, likewise. */
    shelf?: readonly ShelfItem[];
  },
): Promise<ShelfItem[]> {
  if (wanted.count === 0) return [];
  const figures = wanted.figures ?? (await figuresFor(context, active, wanted));
  const { recommended } = recommend(wanted.shelf ?? (await context.services.library.shelf()), {
    audience: wanted.audience,
    mixed: false,
    ...(wanted.language !== undefined && { language: wanted.language }),
    stage: wanted.stage,
    strictStage: true,
    // A principal approves the change, as its plan says.
    regulated: true,
    had: new Set(wanted.except),
    last: new Set(wanted.last.keys()),
    emailsFirst: true,
    count: wanted.count,
    interests: new Map(),
    figures,
    now: context.now,
  });
  return recommended.map(({ item }) => item);
}
