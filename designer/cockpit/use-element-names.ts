import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { processXml } from '../api/process-definitions.ts';
import { useWords } from '../i18n/language.tsx';
import { localName } from '../i18n/local-name.ts';

/** Name of an element of one version; its id where it has none, or while the diagram is still on its way. */
export type NameOf = (elementId: string) => string;

export function useElementNames(processDefinitionKey: string): NameOf {
  const { language } = useWords();
  const { data: names } = useQuery({ ...processXml(processDefinitionKey), select: namesIn });
  return useCallback((elementId) => localName(names?.get(elementId) ?? elementId, language), [names, language]);
}

/**
 * Names of all elements by id. An event without a name of its own goes by its event subprocess, since a message that starts
 * one is known by what it starts.
 */
export function namesIn(xml: string): ReadonlyMap<string, string> {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  return new Map(
    [...document.querySelectorAll('[id]')].flatMap((element) => {
      const name = element.getAttribute('name') ?? ownerName(element);
      return name === null ? [] : [[element.id, oneLine(name)] as const];
    }),
  );
}

function ownerName(element: Element): string | null {
  const owner = element.parentElement;
  return owner?.getAttribute('triggeredByEvent') === 'true' ? owner.getAttribute('name') : null;
}

function oneLine(name: string): string {
  return name.replaceAll(/\s+/g, ' ').trim();
}
