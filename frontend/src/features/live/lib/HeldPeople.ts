import type { LiveFrame, LivePerson } from '@/types/live';

/** How long boxes stay on pictures that were not analysed, ms. Shorter: boxes blink when the machine is busy. Longer:
 *  boxes stand where nobody is any more. */
export const HELD_MS = 1_000;
/** Opacity of boxes when they are about to go. */
const FAINTEST = 0.35;

export interface ShownPeople {
  people: LivePerson[];
  /** 1 for people found in this very picture, less the longer ago they were found. */
  opacity: number;
}

/** One camera's boxes: a picture that was not analysed shows those of the last one that was, faded, for a second. */
export class HeldPeople {
  private last: { people: LivePerson[]; at: number } | null = null;

  of({ judged, mode, at, people }: Pick<LiveFrame, 'judged' | 'mode' | 'at' | 'people'>): ShownPeople {
    const taken = Date.parse(at);
    if (judged) {
      this.last = { people, at: taken };
      return { people, opacity: 1 };
    }
    if (mode === 'stream') this.last = null;
    const age = this.last === null ? Infinity : taken - this.last.at;
    if (this.last === null || age < 0 || age > HELD_MS) return { people: [], opacity: 1 };
    return { people: this.last.people, opacity: 1 - (1 - FAINTEST) * (age / HELD_MS) };
  }
}
