import { useHotkeys } from '@mantine/hooks';

interface Review {
  ids: string[];
  openId: string | null;
  open: (id: string) => void;
  close: () => void;
}

const cardOf = (id: string) => document.querySelector<HTMLElement>(`[data-violation="${CSS.escape(id)}"]`);
const focusedId = () => document.activeElement?.getAttribute('data-violation') ?? null;

/** `j` and `k` move through the details if one is open, else through the cards. Enter opens a card, which is a link. */
export function useReviewKeys({ ids, openId, open, close }: Review): { next: string | null; previous: string | null } {
  const at = openId === null ? -1 : ids.indexOf(openId);
  const next = openId === null ? null : (ids[at + 1] ?? null);
  const previous = at > 0 ? (ids[at - 1] ?? null) : null;

  const move = (by: 1 | -1) => {
    if (openId !== null) {
      const to = by === 1 ? next : previous;
      if (to === null) return;
      open(to);
      cardOf(to)?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const focused = focusedId();
    const to = focused === null ? ids[0] : ids[ids.indexOf(focused) + by];
    if (to !== undefined) cardOf(to)?.focus();
  };
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['Escape', () => openId !== null && close()],
  ]);
  return { next, previous };
}
