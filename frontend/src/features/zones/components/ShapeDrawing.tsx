import type { PointerEvent } from 'react';
import type { Corner } from '@/entities/zone/corner';
import { pointsOf } from '@/entities/zone/ZoneOutlines';
import type { ShapeEditor } from '@/features/zones/hooks/useShape';
import type { ZoneFields } from '@/features/zones/lib/fields';
import classes from './Stage.module.css';

interface Props {
  shape: ShapeEditor;
  fields: ZoneFields;
  aspect: number;
  /** Where the next corner would be set. */
  cursor: Corner;
  onGrip: (event: PointerEvent) => void;
}

/** The lines of the zone in work, and of its next side while it is being drawn. */
export function ShapeDrawing({ shape, fields, aspect, cursor, onGrip }: Props) {
  const { corners, closed, fault } = shape;
  const last = corners.at(-1);
  const style = { color: fields.colour };
  return (
    <svg className={classes.drawing} viewBox={`0 0 1000 ${1000 / aspect}`} aria-hidden style={style}>
      {closed ? (
        <>
          <polygon className={classes.halo} points={pointsOf(corners, aspect)} />
          <polygon
            className={classes.shape}
            data-faulty={fault !== null || undefined}
            data-kind={fields.kind}
            points={pointsOf(corners, aspect)}
            onPointerDown={onGrip}
          />
        </>
      ) : (
        <>
          <polyline className={classes.halo} points={pointsOf(corners, aspect)} />
          <polyline className={classes.side} points={pointsOf(corners, aspect)} />
          {last && <polyline className={classes.next} points={pointsOf([last, cursor], aspect)} />}
          <Cross at={cursor} aspect={aspect} />
        </>
      )}
    </svg>
  );
}

const ARM = 12;

function Cross({ at, aspect }: { at: Corner; aspect: number }) {
  const [x, y] = [at[0] * 1000, (at[1] * 1000) / aspect];
  const path = `M${x - ARM} ${y}H${x + ARM}M${x} ${y - ARM}V${y + ARM}`;
  return (
    <>
      <path className={classes.halo} d={path} />
      <path className={classes.cross} d={path} />
    </>
  );
}
