import { useEffect, useRef } from 'react';

const WITHIN_MS = 1_200;

/** Whether the key goes into a text field, where letters are no shortcuts. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Shortcuts of one key, as `?`, and of two in sequence, as `g l`. `sequences` maps them to actions. */
export function useShortcuts(sequences: Record<string, () => void>): void {
  const current = useRef(sequences);
  useEffect(() => {
    current.current = sequences;
  });
  useEffect(() => {
    let first: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const pair = first && event.timeStamp - first.at < WITHIN_MS ? `${first.key} ${event.key}` : event.key;
      const action = current.current[pair] ?? current.current[event.key];
      first = { key: event.key, at: event.timeStamp };
      if (action === undefined) return;
      event.preventDefault();
      first = null;
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
