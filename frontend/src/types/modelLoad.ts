/** What the detector did in the last ten seconds. */
export interface ModelLoad {
  pictures_per_second: number;
  second_looks_per_second: number;
  milliseconds_mean: number | null;
  milliseconds_p95: number | null;
  /** Between a camera's asking and its turn. */
  waiting_ms_p95: number | null;
  /** Share of the time, 0 to 1. */
  busy: number;
  cameras: number;
  /** Requests since the start that came too late for their turn. */
  stale: number;
}
