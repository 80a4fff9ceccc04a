import { useSyncExternalStore } from 'react';
import { getSession, onSession, type Session } from '@/lib/session';

export const useSession = (): Session => useSyncExternalStore(onSession, getSession);
