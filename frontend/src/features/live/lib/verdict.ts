import type { Item } from '@/types/api';
import type { LivePerson, Verdict } from '@/types/live';

const WORST: Verdict[] = ['missing', 'cannot_tell', 'worn'];

/** The verdict that decides a person's colour: missing, then cannot tell, then worn. Null if nothing is required. */
export function worstVerdict(items: LivePerson['items']): Verdict | null {
  const seen = Object.values(items);
  return WORST.find((verdict) => seen.includes(verdict)) ?? null;
}

/** The label of a person: every item that is not worn for certain, the missing ones first. */
export function remarks(items: LivePerson['items']): { item: Item; verdict: Verdict }[] {
  const entries = Object.entries(items) as [Item, Verdict][];
  return entries
    .filter(([, verdict]) => verdict !== 'worn')
    .sort(([, a], [, b]) => WORST.indexOf(a) - WORST.indexOf(b))
    .map(([item, verdict]) => ({ item, verdict }));
}
