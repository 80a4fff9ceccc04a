import { VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';
import { centreOf, type Corner } from '@/entities/zone/corner';
import { keptInside } from '@/entities/zone/ZoneOutlines';
import { useGrip } from '@/features/zones/hooks/useGrip';
import { percent } from '@/features/zones/hooks/useShape';
import { useShapeKeys } from '@/features/zones/hooks/useShapeKeys';
import type { ZoneWork } from '@/features/zones/hooks/useZoneWork';
import { middleAfter, snapped } from '@/features/zones/lib/shape';
import { useLocale } from '@/lib/i18n/useLocale';
import { ShapeDrawing } from './ShapeDrawing';
import classes from './Stage.module.css';

interface Props {
  work: ZoneWork;
  aspect: number;
}

const placed = ([x, y]: Corner) => ({ left: `${x * 100}%`, top: `${y * 100}%` });

/** The zone in work: a surface to draw on, and a handle for each corner, each side's middle and the whole. */
export function ShapeHandles({ work, aspect }: Props) {
  const { t } = useLocale();
  const { shape, fields } = work;
  const { corners, closed, wanted, want } = shape;
  const name = fields.name.trim() === '' ? t('zones.unnamed') : fields.name;
  const surface = useRef<HTMLDivElement>(null);
  const grip = useGrip(surface, shape);
  const keys = useShapeKeys(shape, grip.cancel, work.cancel);

  useEffect(() => {
    if (wanted === null) return;
    surface.current?.querySelector<HTMLElement>(`[data-corner="${wanted}"]`)?.focus();
    want(null);
  }, [wanted, want, corners]);
  // A closed zone has no surface any more that could keep the focus.
  useEffect(() => {
    if (closed) surface.current?.querySelector<HTMLElement>('[data-corner="0"]')?.focus();
    else surface.current?.focus();
  }, [closed]);

  const click = (event: MouseEvent) => {
    if (closed) return;
    if (event.detail > 1) shape.close();
    else shape.add(snapped(grip.pointAt(event)));
  };
  const hover = (event: PointerEvent) => {
    if (closed) grip.move(event);
    else keys.setCursor(snapped(grip.pointAt(event)));
  };

  return (
    <div
      className={classes.surface}
      ref={surface}
      data-drawing={!closed || undefined}
      role="application"
      aria-label={t(closed ? 'zones.surface_closed' : 'zones.surface_open')}
      aria-describedby="zone-keys"
      tabIndex={closed ? -1 : 0}
      onClick={click}
      onPointerMove={hover}
      onPointerUp={grip.end}
      onPointerCancel={grip.end}
      onKeyDown={keys.onStage}
    >
      <ShapeDrawing
        shape={shape}
        fields={fields}
        aspect={aspect}
        cursor={keys.cursor}
        onGrip={grip.begin({ kind: 'zone' })}
      />
      {closed && (
        <button
          type="button"
          className={classes.whole}
          style={keptInside(centreOf(corners))}
          aria-label={t('zones.move_name', { name })}
          onPointerDown={grip.begin({ kind: 'zone' })}
          onKeyDown={keys.onZone}
        >
          <span className={classes.swatch} style={{ background: fields.colour }} />
          {name}
        </button>
      )}
      {closed &&
        corners.map((_, index) => (
          <button
            key={`middle-${index}`}
            type="button"
            tabIndex={-1}
            className={classes.middle}
            style={placed(middleAfter(corners, index))}
            aria-label={t('zones.add_after', { i: index + 1 })}
            onPointerDown={grip.begin({ kind: 'middle', index })}
          />
        ))}
      {corners.map((corner, index) => (
        <button
          key={index}
          type="button"
          className={classes.corner}
          data-corner={index}
          data-first={(!closed && index === 0) || undefined}
          style={placed(corner)}
          aria-label={t('zones.corner_at', {
            i: index + 1,
            n: corners.length,
            x: percent(corner[0]),
            y: percent(corner[1]),
          })}
          onPointerDown={grip.begin({ kind: 'corner', index })}
          onClick={(event) => {
            event.stopPropagation();
            work.choose(index);
            if (!closed && index === 0) shape.close();
          }}
          onFocus={() => work.choose(index)}
          onKeyDown={keys.onCorner(index)}
        />
      ))}
      <VisuallyHidden id="zone-keys">{t(closed ? 'zones.keys_closed' : 'zones.keys_open')}</VisuallyHidden>
      <VisuallyHidden role="status" aria-live="polite">
        {shape.fault === null ? shape.announcement : t(`zones.fault_${shape.fault}`)}
      </VisuallyHidden>
    </div>
  );
}
