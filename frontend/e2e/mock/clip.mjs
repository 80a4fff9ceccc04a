// Pictures and their people, from the demonstration clip that the repository carries.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const demo = fileURLToPath(new URL('../../../demo/', import.meta.url));
const FPS = 5;

/** `{frames: [Buffer], crop(index, box)}` of one clip at 5 frames a second. */
export function loadClip(name) {
  const folder = `${tmpdir()}/mandor-mock-${name}`;
  if (!existsSync(`${folder}/0001.jpg`)) {
    mkdirSync(folder, { recursive: true });
    ffmpeg('-i', `${demo}${name}.mp4`, '-vf', `fps=${FPS}`, '-q:v', '5', `${folder}/%04d.jpg`);
  }
  const file = (index) => `${folder}/${String(index + 1).padStart(4, '0')}.jpg`;
  const frames = [];
  while (existsSync(file(frames.length))) frames.push(readFileSync(file(frames.length)));
  return { frames, crop: (index, box) => crop(file(index), box) };
}

function ffmpeg(...args) {
  return execFileSync('ffmpeg', ['-v', 'error', '-y', ...args], { maxBuffer: 32 * 1024 * 1024 });
}

function crop(file, [x1, y1, x2, y2]) {
  const margin = 0.02;
  const [left, top] = [Math.max(0, x1 - margin), Math.max(0, y1 - margin)];
  const [width, height] = [Math.min(1, x2 + margin) - left, Math.min(1, y2 + margin) - top];
  const filter = `crop=iw*${width}:ih*${height}:iw*${left}:ih*${top}`;
  return ffmpeg('-i', file, '-vf', filter, '-frames:v', '1', '-q:v', '3', '-f', 'mjpeg', '-');
}

const truth = JSON.parse(readFileSync(`${demo}warehouse.truth.json`, 'utf8'));
const verdict = (state) =>
  state === 'worn' ? 'worn' : state === 'carried' || state === 'none' ? 'missing' : 'cannot_tell';

/** The people in picture `index`, in the form of a `frame` message. */
export function peopleAt(index) {
  const seen = truth.frames[index * (truth.fps / FPS)]?.people ?? [];
  return seen.map((person) => {
    const [x1, y1, x2, y2] = person.visible_box_xyxy;
    const small = person.visible_fraction < 0.6;
    const items = {
      helmet: small ? 'cannot_tell' : verdict(person.helmet_state),
      vest: small ? 'cannot_tell' : verdict(person.vest_state),
    };
    return {
      id: Number(person.id.slice(1)),
      box: [x1 / truth.width, y1 / truth.height, x2 / truth.width, y2 / truth.height],
      items,
      violation: Object.values(items).includes('missing'),
    };
  });
}

/** The violations of the clip, as picture numbers. */
export const violations = truth.violations.map((v) => ({
  person: Number(v.person.slice(1)),
  item: v.item,
  opensAt: Math.ceil(v.clear_from_frame / 2) + 6,
  closesAt: Math.floor(v.clear_to_frame / 2),
}));
