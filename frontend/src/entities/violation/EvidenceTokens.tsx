import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { EVIDENCE_REFRESH_MS } from '@/config/limits';
import { keys } from './violationCache';

/** Asks for new `evidence` tokens before the old ones end. A timer of its own: a list's is set anew by all that arrives. */
export function useFreshEvidence(): void {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setInterval(
      () => void client.invalidateQueries({ queryKey: keys.allViolations }),
      EVIDENCE_REFRESH_MS,
    );
    return () => clearInterval(timer);
  }, [client]);
}
