import { useRef } from 'react';
import { flushSync } from 'react-dom';

/** ResponsiveTable that are added and taken away by keyboard: a new row gets the focus, a row taken away gives it to the button that adds. */
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
