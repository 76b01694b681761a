import type { ExpressionId, MultiInstance, StandardLoop } from '../definition.ts';
import { body, child, extension, filled, flag, text } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { doubt, fault, feel, isFeel, isVariableName, optionalFeel } from './draft.ts';
import type { Draft, Place } from './draft.ts';

/** The loop marker of an activity: multi-instance by `zeebe:loopCharacteristics`, or BPMN's standard loop. */
export function loop(draft: Draft, node: Node, elementId: string): MultiInstance | StandardLoop | null {
  const characteristics = child(node, 'loopCharacteristics');
  if (characteristics === null) return null;
  return characteristics.$type === 'bpmn:StandardLoopCharacteristics'
    ? standardLoop(draft, characteristics, elementId)
    : multiInstance(draft, characteristics, elementId);
}

function multiInstance(draft: Draft, node: Node, elementId: string): MultiInstance {
  const zeebe = extension(node, 'zeebe:LoopCharacteristics');
  const at = (part: string) => ({ elementId, path: `multiInstance > loopCharacteristics.${part}` });
  const inputCollection = filled(zeebe, 'inputCollection');
  if (inputCollection === null) fault(draft, 'loop.inputCollectionMissing', { elementId });
  if (child(node, 'loopCardinality') !== null) doubt(draft, 'loop.cardinalityIgnored', { elementId });
  const outputCollection = variable(draft, zeebe, 'outputCollection', elementId);
  const outputElement = optionalFeel(draft, text(zeebe, 'outputElement'), at('outputElement'));
  if ((outputCollection === null) !== (filled(zeebe, 'outputElement') === null)) {
    fault(draft, 'loop.outputIncomplete', { elementId });
  }
  return {
    kind: 'multiInstance',
    sequential: flag(node, 'isSequential', false),
    inputCollection: inputCollection === null ? -1 : (feel(draft, inputCollection, at('inputCollection')) ?? -1),
    inputElement: variable(draft, zeebe, 'inputElement', elementId),
    outputCollection,
    outputElement,
    completionCondition: completionCondition(draft, node, at('completionCondition')),
  };
}

/** Zeebe deploys one without `=`, a text that is no boolean when the first item completes: so it is here, with a warning. */
function completionCondition(draft: Draft, node: Node, place: Place): ExpressionId | null {
  const condition = body(node, 'completionCondition');
  if (condition === null || isFeel(condition)) return optionalFeel(draft, condition, place);
  doubt(draft, 'lint.conditionIsText', place, { value: condition });
  return feel(draft, `=${JSON.stringify(condition)}`, place);
}

/**
 * The name of a variable in an extension's attribute. As in Zeebe any text will do, but expressions can read one that is no
 * plain name in backticks only.
 */
export function variable(draft: Draft, owner: Node | null, name: string, elementId: string): string | null {
  const target = filled(owner, name);
  if (target !== null && !isVariableName(target)) {
    doubt(draft, 'lint.variableName', { elementId, path: name }, { target });
  }
  return target;
}

function standardLoop(draft: Draft, node: Node, elementId: string): StandardLoop {
  const condition = body(node, 'loopCondition');
  const maximum = text(node, 'loopMaximum');
  const number = maximum === null ? null : Number(maximum);
  const isCount = number === null || (Number.isInteger(number) && number >= 0);
  if (!isCount) fault(draft, 'loop.maximumInvalid', { elementId }, { value: maximum ?? '' });
  if (condition === null && maximum === null) fault(draft, 'loop.standardEndless', { elementId });
  return {
    kind: 'standardLoop',
    testBefore: flag(node, 'testBefore', false),
    maximum: isCount ? number : null,
    condition: optionalFeel(draft, condition, { elementId, path: 'standardLoop.loopCondition' }),
  };
}
