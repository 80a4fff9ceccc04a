/** `/api/system`. What cannot be known is null. */
export type QualityWord = 'good' | 'fair' | 'poor' | 'bad';
export type QualityCode = 'reconnects' | 'decode_errors' | 'gap' | 'jitter' | 'no_picture';

export interface ProcessState {
  name: string;
  running: boolean;
  pid: number | null;
  started_at: string | null;
  version: string | null;
  restarts: number;
  restarts_last_hour: number;
  memory_bytes: number | null;
  /** Of one core. */
  cpu_share: number | null;
}

export interface CameraConnection {
  id: number;
  name: string;
  state: string;
  quality: { word: QualityWord; reasons: { code: QualityCode; number: number; message: string }[] } | null;
  restarts: number | null;
  restarts_last_hour: number | null;
  frames_received: number | null;
  frames_judged: number | null;
  frames_quiet: number | null;
  frames_dropped: number | null;
  journal_waiting: number | null;
  /** From a picture to its decision. */
  lag_seconds: number | null;
  lag_p95_seconds: number | null;
}

export interface SystemStatus {
  at: string;
  versions: {
    mandor: string;
    python: string;
    database: string | null;
    redis: string | null;
    pm2: string | null;
    model: string | null;
  };
  processes: ProcessState[] | null;
  cameras: CameraConnection[];
  queue: { backlog: number; oldest_seconds: number | null } | null;
  dead_letters: number | null;
  redis: { memory_bytes: number; uptime_seconds: number; clock_offset_seconds: number } | null;
}
