import { useEffect, useState } from 'react';

const NEAR_PX = 24;

/** Is this scrolled to its top? */
export function useAtTop(room: HTMLElement | null): boolean {
  const [atTop, setAtTop] = useState(true);
  useEffect(() => {
    if (room === null) return;
    const look = () => setAtTop(room.scrollTop <= NEAR_PX);
    look();
    room.addEventListener('scroll', look, { passive: true });
    return () => room.removeEventListener('scroll', look);
  }, [room]);
  return atTop;
}
