import { ROOT } from '@/lib/root';

/** Two installations below one address (`/a/`, `/b/`) share its storage, but no log-in. */
const stored = (name: string) => (ROOT === '/' ? name : `${name}:${ROOT}`);
const KEY = stored('mandor.token');
/** During a visit: the person's own token, and what the visit is. */
const OWN_KEY = stored('mandor.own_token');
const VISIT_KEY = stored('mandor.visit');
/** Set when the server refused the token, so that other tabs and a reload say so, too. */
const ENDED_KEY = stored('mandor.ended');

/** Another company, seen with a token of its own for a while. */
export interface Visit {
  company: string;
  /** ISO 8601. */
  until: string;
}

export interface SessionState {
  token: string | null;
  visit: Visit | null;
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
  /** The person sees another company; their own log-in waits. */
  visit: (token: string, visit: Visit) => void;
  /** Back to the own log-in. */
  endVisit: () => void;
  /** The person logs out. */
  leave: () => void;
  /** The server no longer accepts `token`; a visit's returns to the own. A late answer to an older one ends nothing. */
  end: (token: string | null) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createSession(): Session {
  const kept = read(KEY);
  let state: SessionState = { token: kept, visit: readVisit(), ended: kept === null && read(ENDED_KEY) !== null };
  let own = read(OWN_KEY);
  const listeners = new Set<() => void>();
  const set = (next: SessionState) => {
    state = next;
    listeners.forEach((listener) => listener());
  };
  const change = (next: SessionState) => {
    // First: other tabs read these when the token changes.
    write(ENDED_KEY, next.ended ? 'yes' : null);
    write(VISIT_KEY, next.visit === null ? null : JSON.stringify(next.visit));
    write(OWN_KEY, next.visit === null ? null : own);
    write(KEY, next.token);
    set(next);
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key !== KEY || event.newValue === state.token) return;
    own = read(OWN_KEY);
    set({
      token: event.newValue,
      visit: readVisit(),
      ended: event.newValue === null && read(ENDED_KEY) !== null,
    });
  };
  const endVisit = () => {
    if (state.visit !== null) change({ token: own, visit: null, ended: false });
  };
  return {
    state: () => state,
    start: (token) => change({ token, visit: null, ended: false }),
    visit: (token, visit) => {
      own = state.visit === null ? state.token : own;
      change({ token, visit, ended: false });
    },
    endVisit,
    leave: () => change({ token: null, visit: null, ended: false }),
    end: (token) => {
      if (state.token === null || state.token !== token) return;
      if (state.visit !== null && own !== null) endVisit();
      else change({ token: null, visit: null, ended: true });
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

function readVisit(): Visit | null {
  try {
    return JSON.parse(read(VISIT_KEY) ?? 'null') as Visit | null;
  } catch {
    return null;
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is forbidden: the session lasts as long as the tab.
  }
}
