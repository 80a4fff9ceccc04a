import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useCallback, useEffect, useRef, type ReactNode } from 'react';
import { violationsKey } from '@/entities/violation/api/listViolations';

/** Tokens of evidence pictures last about an hour; lists are fetched again well before. */
export const EVIDENCE_REFRESH_MS = 30 * 60_000;
/** At most one fetch in this time on behalf of pictures that failed, however many there are. */
const MIN_INTERVAL_MS = 60_000;

const RenewContext = createContext<() => void>(() => undefined);

/**
 * Keeps the tokens of evidence pictures fresh: fetches violations again before their tokens end, and when a picture fails
 * to load. The timer is its own, because a list's timer starts anew with everything that arrives.
 */
export function EvidenceTokens({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const renewedAt = useRef(0);
  useEffect(() => {
    const timer = setInterval(() => void client.invalidateQueries({ queryKey: violationsKey }), EVIDENCE_REFRESH_MS);
    return () => clearInterval(timer);
  }, [client]);
  const renew = useCallback(() => {
    if (Date.now() - renewedAt.current < MIN_INTERVAL_MS) return;
    renewedAt.current = Date.now();
    void client.invalidateQueries({ queryKey: violationsKey });
  }, [client]);
  return <RenewContext value={renew}>{children}</RenewContext>;
}

/** Request new tokens, because a picture did not load. */
export const useRenewEvidence = (): (() => void) => use(RenewContext);
