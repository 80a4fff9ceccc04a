import { useEffect, type RefObject } from 'react';
import { useBlocker, type Blocker } from 'react-router';

/**
 * Blocks leaving the page while there is unsaved input. `unsaved` is read at that moment; paths below `within` belong to
 * the page. The router knows one blocker at a time.
 */
export function useLeaveBlocker(unsaved: RefObject<boolean>, within?: string): Blocker {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [unsaved]);
  return useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved.current &&
      currentLocation.pathname !== nextLocation.pathname &&
      (within === undefined || !nextLocation.pathname.startsWith(within)),
  );
}
