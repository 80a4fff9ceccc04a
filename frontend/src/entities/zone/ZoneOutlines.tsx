import type { SVGProps } from 'react';
import type { Zone } from '@/types/api';
import { centreOf, type Corner } from './corner';
import classes from './ZoneOutlines.module.css';

/** Units across the drawing; its height follows from the picture's shape. */
const ACROSS = 1000;

export const pointsOf = (corners: readonly Corner[], aspect: number): string =>
  corners.map(([x, y]) => `${x * ACROSS},${(y * ACROSS) / aspect}`).join(' ');

interface Props extends SVGProps<SVGSVGElement> {
  zones: readonly Zone[];
  /** Width of the picture by its height. */
  aspect: number;
  /** Thin lines without names, over a picture that is there to be watched. */
  faint?: boolean;
  /** The zone that is not drawn, because it is being changed. */
  without?: number | null;
  onPick?: (zone: Zone) => void;
}

/** The outlines of zones over a picture that is fitted into the same frame. Their kind shows in the line as well. */
export function ZoneOutlines({ zones, aspect, faint = false, without = null, onPick, children, ...svg }: Props) {
  const shown = zones.filter(({ id }) => id !== without);
  return (
    <div className={classes.frame} data-faint={faint || undefined}>
      <svg className={classes.drawing} viewBox={`0 0 ${ACROSS} ${ACROSS / aspect}`} aria-hidden {...svg}>
        {shown.map((zone) => (
          <g key={zone.id} data-kind={zone.kind} style={{ color: zone.colour }}>
            <polygon className={classes.halo} points={pointsOf(zone.corners, aspect)} />
            <polygon
              className={classes.zone}
              points={pointsOf(zone.corners, aspect)}
              data-pickable={onPick !== undefined || undefined}
              onClick={() => onPick?.(zone)}
            />
          </g>
        ))}
        {children}
      </svg>
      {!faint && shown.map((zone) => <ZoneLabel key={zone.id} {...zone} />)}
    </div>
  );
}

/** A zone's name in its middle: white on dark whatever the picture, with the colour beside it. */
export function ZoneLabel({ name, colour, corners }: Pick<Zone, 'name' | 'colour'> & { corners: readonly Corner[] }) {
  const [x, y] = centreOf(corners);
  return (
    <span className={classes.label} style={keptInside([x, y])} aria-hidden>
      <span className={classes.swatch} style={{ background: colour }} />
      <span className={classes.name}>{name}</span>
    </span>
  );
}

/** Share of the picture at its left and right in which a name is moved inwards: half of the widest. */
const MARGIN = 0.2;

/** Centred on the point, and moved inwards near to the picture's edges, so that no name is cut off. */
export const keptInside = ([x, y]: Corner) => {
  const inwards = x < MARGIN ? x / MARGIN - 1 : x > 1 - MARGIN ? (x - 1 + MARGIN) / MARGIN : 0;
  return { left: `${x * 100}%`, top: `${y * 100}%`, transform: `translate(${-50 - 50 * inwards}%, -50%)` };
};
