import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import colorPickerModule from 'bpmn-js-color-picker';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import Modeler from 'bpmn-js/lib/Modeler.js';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import zeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import type { Language } from '#engine/contracts/language.ts';
import { moddlePackages } from '#engine/model/moddle/packages.ts';
import { diagramColors } from '../../ui/diagram/canvas.ts';
import '../../ui/diagram/diagram.css';
import { translatePanelErrors } from './panel-errors.ts';
import { translateModule } from './translate.ts';

/** The palette covers this much of the canvas on the left, in pixels. */
export const paletteWidth = 72;

/** A modeler for the dialect that runs: its schema, its property groups, its behaviors, in the person's language. */
export function createModeler(canvas: HTMLElement, panel: HTMLElement, language: Language): Modeler {
  const modeler = new Modeler({
    container: canvas,
    propertiesPanel: { parent: panel },
    bpmnRenderer: diagramColors,
    moddleExtensions: moddlePackages,
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      zeebeBehaviorsModule,
      CreateAppendAnythingModule,
      colorPickerModule,
      translateModule(language),
    ],
  });
  modeler.on('diagram.destroy', translatePanelErrors(panel, language));
  return modeler;
}
