import { useEffect, useState } from 'react';

const NEAR_PX = 24;

/** Whether this element is scrolled to its top. */
export function useAtTop(element: HTMLElement | null): boolean {
  const [atTop, setAtTop] = useState(true);
  useEffect(() => {
    if (element === null) return;
    const update = () => setAtTop(element.scrollTop <= NEAR_PX);
    update();
    element.addEventListener('scroll', update, { passive: true });
    return () => element.removeEventListener('scroll', update);
  }, [element]);
  return atTop;
}
