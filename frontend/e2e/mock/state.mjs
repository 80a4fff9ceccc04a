// The state of the mock, and the changes that its routes make.
import { camera, someCameras } from './cameras.mjs';
import { followed, someSchedules } from './schedules.mjs';

export class State {
  cameras = process.env.MOCK_EMPTY ? [] : someCameras();
  schedules = process.env.MOCK_EMPTY ? [] : someSchedules();
  removed = [];
  violations = [];
  pictures = new Map();
  next = 1;

  constructor(clip, people, announce) {
    Object.assign(this, { clip, people, announce });
    this.follow();
  }

  /** Set every camera's current mode by the clock. */
  follow() {
    for (const one of this.cameras) {
      Object.assign(one, followed(one, this.schedules));
      if (one.state === 'live') one.judging = one.mode_now === 'detect' ? 'full' : 'not_wanted';
    }
  }

  snapshot() {
    return this.clip.frames[60];
  }

  addCamera(body) {
    if (this.cameras.some((c) => c.name === body.name)) return null;
    const added = camera(100 + this.cameras.length, body.name, 'live', {
      source: body.source,
      mode: body.mode ?? 'detect',
      schedule_id: body.schedule_id ?? null,
    });
    this.cameras.push(added);
    this.follow();
    this.announce('camera', added);
    return [201, added];
  }

  change(id, body) {
    const found = this.cameras.find((c) => c.id === id);
    Object.assign(found, body, 'enabled' in body ? { state: body.enabled ? 'connecting' : 'off' } : {});
    this.follow();
    this.announce('camera', found);
    return [200, found];
  }

  remove(id) {
    const found = this.cameras.find((c) => c.id === id);
    this.removed.push(found);
    this.cameras = this.cameras.filter((c) => c !== found);
    this.announce('camera_removed', { id });
    return [204, null];
  }

  restore(id) {
    const found = this.removed.find((c) => c.id === id);
    this.cameras.push(found);
    this.announce('camera', found);
    return [200, found];
  }

  open(cameraId, item, person, index, at = new Date()) {
    const id = `0192f0c4-0000-7000-8000-${String(this.next++).padStart(12, '0')}`;
    const source = this.cameras.find((c) => c.id === cameraId);
    const cropKey = `${index}-${person.id}`;
    if (!this.pictures.has(cropKey)) this.pictures.set(cropKey, this.clip.crop(index, person.box));
    this.pictures.set(`${id}/crop`, this.pictures.get(cropKey));
    this.pictures.set(`${id}/wide`, this.clip.frames[index]);
    const violation = {
      id,
      camera_id: cameraId,
      camera_name: source.name,
      site_id: 1,
      item,
      opened_at: at.toISOString(),
      closed_at: null,
      close_reason: null,
      confidence: 0.93,
      box: person.box,
      model: 'ppe-nano@0123456789ab',
      demo: source.demo,
      evidence: {
        crop: `/api/violations/${id}/crop.jpg?token=t`,
        wide: `/api/violations/${id}/wide.jpg?token=t`,
        removed_at: null,
      },
    };
    this.violations.unshift(violation);
    return violation;
  }

  close(violation, reason, at = new Date()) {
    Object.assign(violation, { closed_at: at.toISOString(), close_reason: reason });
    return violation;
  }
}
