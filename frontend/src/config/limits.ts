/** How long a camera that is said to be live may send nothing before its tile says stale. Shorter cries wolf at one
 *  picture a second; longer shows a frozen picture as if it were now. */
export const STALE_AFTER_MS = 3_000;

/** Violations fetched at once: two screens of cards. */
export const VIOLATIONS_PER_PAGE = 48;

/** A first page that has grown by what arrived live to this many is fetched anew, which makes it short again. Fewer asks
 *  more often and shortens the list under a reader; more makes the page slow. */
export const FIRST_PAGE_MOST = 480;

/** Cards in the rail beside live pictures. */
export const LATEST_VIOLATIONS = 20;

/** `evidence` tokens last about an hour; lists are fetched again well before. */
export const EVIDENCE_REFRESH_MS = 30 * 60_000;

/** A connection test answers within 15 seconds; the browser waits a little longer before it says so itself. */
export const CAMERA_TEST_TIMEOUT_MS = 20_000;

export const REQUEST_TIMEOUT_MS = 30_000;

/** The socket tells what changes; that nobody can tell any more, only asking finds out. Shorter asks in vain; longer goes
 *  on saying "live" while the database is away. */
export const CAMERAS_REFRESH_MS = 15_000;

/** Watched and blind time grows by itself; it is asked for again this often. */
export const COVERAGE_REFRESH_MS = 60_000;

/** The longest window that watched time is told of; the backend takes 31 days. */
export const COVERAGE_DAYS = 30;
