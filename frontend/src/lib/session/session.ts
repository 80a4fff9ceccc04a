import { ROOT } from '@/lib/root';

/** Two installations below one address (`/a/`, `/b/`) share its storage, but no log-in. */
const KEY = ROOT === '/' ? 'mandor.token' : `mandor.token:${ROOT}`;

export interface SessionState {
  token: string | null;
  /** The server refused the token: the person did not log out. */
  ended: boolean;
}

/**
 * The access token of the person at this browser, and who is notified when it changes.
 *
 * It is kept in localStorage, so that a control room's several tabs and a reload share one log-in. A script that could
 * read it could as well make the requests itself; what keeps such scripts out is the server's `default-src 'self'`.
 */
export interface Session {
  state: () => SessionState;
  start: (token: string) => void;
  /** The person logs out. */
  leave: () => void;
  /** The server no longer accepts `token`. A late answer to an older token ends nothing. */
  end: (token: string | null) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createSession(): Session {
  let state: SessionState = { token: readToken(), ended: false };
  const listeners = new Set<() => void>();
  const set = (next: SessionState) => {
    state = next;
    listeners.forEach((listener) => listener());
  };
  const change = (next: SessionState) => {
    writeToken(next.token);
    set(next);
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key === KEY && event.newValue !== state.token) set({ token: event.newValue, ended: false });
  };
  return {
    state: () => state,
    start: (token) => change({ token, ended: false }),
    leave: () => change({ token: null, ended: false }),
    end: (token) => {
      if (state.token !== null && state.token === token) change({ token: null, ended: true });
    },
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener('storage', onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener('storage', onStorage);
      };
    },
  };
}

function readToken(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function writeToken(token: string | null): void {
  try {
    if (token === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, token);
  } catch {
    // Storage is forbidden: the session lasts as long as the tab.
  }
}
