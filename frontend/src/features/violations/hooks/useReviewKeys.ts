import { useHotkeys } from '@mantine/hooks';

interface Review {
  ids: string[];
  openId: string | null;
  open: (id: string) => void;
  close: () => void;
}

const cardOf = (id: string) => document.querySelector<HTMLElement>(`[data-violation="${CSS.escape(id)}"]`);
/** The focus goes with the choice, so that one card looks chosen, not two; it does not leave a dialog. */
const moveFocus = (id: string) => {
  const card = cardOf(id);
  if (!document.activeElement?.closest('[role="dialog"]')) card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest' });
};
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
      moveFocus(to);
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
