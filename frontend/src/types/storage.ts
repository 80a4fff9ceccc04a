/** `/api/system/storage`. Limits of 0 are none; a disk's room is null when its level is unknown. */

export type EvidenceKind = 'demo' | 'reviewed' | 'unreviewed';
export type DiskLevel = 'ok' | 'low' | 'full' | 'unknown';
export type DiskHolds = 'evidence' | 'data' | 'memory';

export interface EvidenceClass {
  kind: EvidenceKind;
  pictures: number;
  bytes: number;
  unmeasured: number;
  oldest_at: string | null;
  most_days: number;
  most_bytes: number;
}

export interface Disk {
  holds: DiskHolds[];
  level: DiskLevel;
  free_bytes: number | null;
  total_bytes: number | null;
  reserve_bytes: number;
}

export interface Storage {
  evidence: EvidenceClass[];
  disks: Disk[];
  removed: { pictures: number; bytes: number; last_at: string | null };
  ran_at: string | null;
}
