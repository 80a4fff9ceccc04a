import { useState } from 'react';
import type { Violation } from '@/types/api';

interface HeldBack {
  shown: Violation[];
  waiting: number;
  release: () => void;
}

/**
 * Holds back violations newer than those shown, unless the list is scrolled to its top: so nothing jumps.
 * `scope` identifies the list; another list starts fresh.
 */
export function useHeldBack(items: Violation[], atTop: boolean, scope: string): HeldBack {
  const [newest, setNewest] = useState<{ scope: string; at: string | null }>({ scope, at: null });
  const top = items[0]?.opened_at ?? null;

  if (newest.scope !== scope || (newest.at === null && top !== null) || (atTop && newest.at !== top)) {
    setNewest({ scope, at: top });
  }
  const limit = newest.scope === scope && !atTop ? newest.at : null;
  const shown = limit === null ? items : items.filter((violation) => violation.opened_at <= limit);
  return { shown, waiting: items.length - shown.length, release: () => setNewest({ scope, at: top }) };
}
