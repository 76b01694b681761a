import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** A sequence such as G T must be typed within this time. */
const sequenceMs = 1_200;

const destinations = { t: '/', c: '/instances', k: '/tasks', d: '/design' } as const;

interface Overlays {
  readonly openPalette: () => void;
  readonly openHelp: () => void;
}

/** Keys that work on every page: Ctrl+K, ?, / and G followed by a page's letter. None while the person types. */
export function useShortcuts({ openPalette, openHelp }: Overlays): void {
  const navigate = useNavigate();
  const lastG = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const destination = destinations[event.key as keyof typeof destinations];
      if (destination !== undefined && Date.now() - lastG.current < sequenceMs) {
        event.preventDefault();
        lastG.current = 0;
        void navigate({ to: destination });
      } else if (event.key === 'g') lastG.current = Date.now();
      else if (event.key === '?') openHelp();
      else if (event.key === '/') focusSearch(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, openPalette, openHelp]);
}

/** Also true inside a dialog and on a diagram's canvas, which has keys of its own. */
export function isTyping(event: Event): boolean {
  const { target } = event;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], dialog, .djs-container') !== null
  );
}

function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
  if (field === null) return;
  event.preventDefault();
  field.focus();
}
