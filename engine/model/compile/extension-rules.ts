import { children, extension, extensions, filled } from '../moddle/node.ts';
import type { Node } from '../moddle/node.ts';
import { fault } from './draft.ts';
import type { Draft } from './draft.ts';

/** Which of two would count is not said, so there is at most one of each. */
const single = [
  'TaskDefinition',
  'IoMapping',
  'CalledElement',
  'CalledDecision',
  'Script',
  'FormDefinition',
  'AssignmentDefinition',
  'TaskSchedule',
  'PriorityDefinition',
  'JobPriorityDefinition',
  'AdHoc',
] as const;

/** What holds of `zeebe:` extensions on any element. */
export function checkExtensions(draft: Draft, node: Node, elementId: string): void {
  for (const name of single) {
    const { length: count } = extensions(node, `zeebe:${name}`);
    const tag = `zeebe:${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (count > 1) fault(draft, 'extension.several', { elementId }, { extension: tag, count });
  }
  for (const resource of children(extension(node, 'zeebe:LinkedResources'), 'values')) {
    for (const attribute of ['resourceId', 'resourceType'] as const) {
      if (filled(resource, attribute) !== null) continue;
      const path = 'linkedResources > linkedResource';
      fault(draft, 'attribute.missing', { elementId, path }, { attribute: `linkedResource.${attribute}` });
    }
  }
}
