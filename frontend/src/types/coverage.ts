/** Watched and blind time, as docs/api.md tells it. Times are ISO 8601, UTC. */

export interface BlindReason {
  reason: string;
  message: string;
  /** Somebody wanted it so. */
  planned: boolean;
  seconds: number;
}

/** Watched and blind add up to the window; planned is a part of blind. */
export interface Coverage {
  since: string;
  until: string;
  watched_seconds: number;
  blind_seconds: number;
  planned_seconds: number;
  by_reason: BlindReason[];
}

export interface CameraCoverage extends Coverage {
  camera_id: number;
  camera_name: string;
}

/** Camera time: two cameras that watched for an hour are two hours. */
export interface CompanyCoverage extends Coverage {
  cameras: CameraCoverage[];
}

/** `reason` is null where the camera watched. */
export interface Stretch {
  since: string;
  until: string;
  reason: string | null;
  planned: boolean;
}

export interface CameraTimeline extends CameraCoverage {
  intervals: Stretch[];
}
