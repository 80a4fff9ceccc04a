import { useRef } from 'react';
import { flushSync } from 'react-dom';

/** Keeps the focus when rows are added and removed: a new row gets it; after a removal the add button gets it. */
export function useRowFocus() {
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const added = (add: () => void) => {
    flushSync(add);
    list.current?.lastElementChild?.querySelector<HTMLElement>('input, button')?.focus();
  };
  const removed = (remove: () => void) => {
    flushSync(remove);
    button.current?.focus();
  };
  return { list, button, added, removed };
}
