import type { Element } from '#engine/model/definition.ts';
import type { ElementBehavior } from '../behavior.ts';
import { multiInstanceBody } from './multi-instance.ts';
import { standardLoopBody } from './standard-loop.ts';

/** What wraps an activity that runs several times: it owns the boundary events, and leaves when the last round is over. */
export const loopBody: ElementBehavior<Element> = {
  activate: (run, element, body) => bodyOf(element).activate(run, element, body),
  complete: (run, element, body) => bodyOf(element).complete?.(run, element, body) ?? { ok: true, value: {} },
  childEnded: (run, element, body, child, how) => bodyOf(element).childEnded?.(run, element, body, child, how),
};

function bodyOf(element: Element): ElementBehavior<Element> {
  return 'loop' in element && element.loop?.kind === 'standardLoop' ? standardLoopBody : multiInstanceBody;
}
