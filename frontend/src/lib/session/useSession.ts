import { useSyncExternalStore } from 'react';
import { getSession, onSession, type Session } from './session';

export const useSession = (): Session => useSyncExternalStore(onSession, getSession);
