import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { withPaperColors } from '#designer/design/modeler/export-svg.ts';
import { translatorOf } from '#designer/design/modeler/translate.ts';

const require = createRequire(import.meta.url);
const chinese = translatorOf('zh-CN');

/** Texts that a package hands to `translate` as they stand in its code. */
function textsAskedFor(file: string): string[] {
  const code = readFileSync(require.resolve(file), 'utf8');
  return [...code.matchAll(/translate\(\s*'((?:[^'\\]|\\.)*)'/g)].map(
    (match) => match[1]?.replaceAll(String.raw`\'`, "'") ?? '',
  );
}

describe('words of the modeler', () => {
  it.each([
    'bpmn-js/lib/features/palette/PaletteProvider.js',
    'bpmn-js/lib/features/context-pad/ContextPadProvider.js',
    'bpmn-js/lib/features/align-elements/AlignElementsContextPadProvider.js',
    'bpmn-js/lib/features/distribute-elements/BpmnDistributeElements.js',
    'bpmn-js-color-picker/colors/ColorContextPadProvider.js',
  ])('are Chinese wherever %s asks for one', (file) => {
    const left = textsAskedFor(file).filter((text) => /[a-z]/i.test(text) && !/[\u4e00-\u9fff]/.test(chinese(text)));
    expect(left).toEqual([]);
  });

  it('are Chinese for every kind of element that the menus offer', () => {
    const code = readFileSync(require.resolve('bpmn-js/lib/features/popup-menu/PopupEntries.js'), 'utf8');
    const labels = [...code.matchAll(/label: (?:translate\()?'((?:[^'\\]|\\.)*)'/g)].map((match) => match[1] ?? '');
    expect(labels.length).toBeGreaterThan(60);
    expect(labels.filter((label) => !/[\u4e00-\u9fff]/.test(chinese(label)))).toEqual([]);
  });

  it('fill their places and leave an unknown text as it is', () => {
    expect(chinese('Open {element}', { element: 'X' })).toBe('打开 X');
    expect(chinese('No such text {a}', { a: '1' })).toBe('No such text 1');
  });

  it('name no other product in English', () => {
    expect(translatorOf('en')('Camunda user task')).toBe('Engine user task');
  });
});

describe('an exported picture', () => {
  it('has colours of its own where the page has variables', () => {
    expect(withPaperColors('<path style="stroke: var(--diagram-stroke); fill: var(--unknown)"/>')).toBe(
      '<path style="stroke: #39423f; fill: var(--unknown)"/>',
    );
  });
});
