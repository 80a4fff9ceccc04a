import type { Camera, Violation } from '@/types/api';

export const aCamera = (changes: Partial<Camera> = {}): Camera => ({
  id: 1, name: 'Gate', source: 'rtsp://user:***@10.0.0.1/s', site_id: 1, mode: 'detect', enabled: true, demo: false, state: 'live',
  state_since: '2026-11-21T01:00:00Z', reason: null, last_frame_at: '2026-11-21T02:00:00Z', width: 960, height: 540, stream_fps: 25,
  detect_fps: 5, frames_dropped: 0, people: 0, open_violations: 0, created_at: '2026-11-01T00:00:00Z', ...changes,
});

export const aViolation = (changes: Partial<Violation> = {}): Violation => ({
  id: 'v1', camera_id: 1, camera_name: 'Gate', site_id: 1, item: 'helmet', opened_at: '2026-11-21T02:00:00Z', closed_at: null,
  close_reason: null, confidence: 0.9, box: [0.2, 0.2, 0.4, 0.8], model: 'ppe-first@0123456789ab', demo: false,
  evidence: { crop: '/crop.jpg', wide: '/wide.jpg' }, ...changes,
});
