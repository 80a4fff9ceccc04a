import { useState } from 'react';
import { showUndo } from '@/components/showUndo';
import { nextColour } from '@/entities/zone/colours';
import { useSaveZone } from '@/features/zones/api/saveZone';
import { OPEN, type Shape } from '@/features/zones/lib/editing';
import type { ZoneFields } from '@/features/zones/lib/fields';
import { rectangle } from '@/features/zones/lib/shape';
import { asProblem } from '@/lib/api/problem';
import { useProblemText } from '@/lib/api/useProblemText';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Zone } from '@/types/api';
import type { Picture } from './usePicture';
import { useShape } from './useShape';

const NOTHING: ZoneFields = { name: '', kind: 'rule', colour: '#e69f00' };
const fieldsOf = ({ name, kind, colour }: Zone): ZoneFields => ({ name, kind, colour });
const shapeOf = ({ corners }: Zone): Shape => ({ corners, closed: true });
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The zone that is being drawn or changed: its corners, its fields, and saving or discarding them. */
export function useZoneWork(cameraId: number, zones: readonly Zone[], { width, height }: Picture) {
  const { t } = useLocale();
  const problemText = useProblemText();
  const shape = useShape();
  const [isOpen, setOpen] = useState(false);
  /** Null: a new one. */
  const [zone, setZone] = useState<Zone | null>(null);
  const [fields, setFields] = useState(NOTHING);
  const [chosen, choose] = useState<number | null>(null);
  const [nameMissing, setNameMissing] = useState(false);
  const save = useSaveZone(cameraId);

  const begin = (of: Zone | null, first: Shape, written: ZoneFields) => {
    save.reset();
    setNameMissing(false);
    setZone(of);
    setFields(written);
    shape.start(first);
    choose(null);
    setOpen(true);
  };
  const fresh = (first: Shape) =>
    begin(null, first, { ...NOTHING, colour: nextColour(zones.map((one) => one.colour)) });
  const isDirty =
    isOpen &&
    (zone === null
      ? shape.corners.length > 0 || fields.name !== ''
      : !isSame(fields, fieldsOf(zone)) || !isSame(shape.corners, zone.corners));

  const cancel = () => {
    setOpen(false);
    if (!isDirty) return;
    const left: Shape = { corners: shape.corners, closed: shape.closed };
    showUndo({ id: 'zone-discarded', message: t('zones.discarded'), t, onUndo: () => begin(zone, left, fields) });
  };
  const submit = (onSaved: (zone: Zone) => void) => {
    const name = fields.name.trim();
    setNameMissing(name === '');
    if (!shape.closed) {
      shape.close();
      return;
    }
    if (name === '' || shape.fault !== null) return;
    // Saving the corners again confirms that they fit the present picture.
    const unconfirmed = zone?.shape_changed === true || zone?.view_changed === true;
    const drawn = zone === null || unconfirmed || !isSame(shape.corners, zone.corners);
    const corners = shape.corners.map(([x, y]): [number, number] => [x, y]);
    save.mutate(
      {
        zone,
        change: { ...fields, name, ...(drawn && { corners }) },
        picture: width === null || height === null ? null : { width, height },
      },
      {
        onSuccess: (saved) => {
          setOpen(false);
          onSaved(saved);
        },
      },
    );
  };
  const problem = save.error === null ? null : asProblem(save.error);
  const newer = zone === null ? undefined : zones.find(({ id }) => id === zone.id);

  return {
    shape,
    isOpen,
    isDirty,
    zone,
    fields,
    chosen,
    choose,
    problem,
    isSaving: save.isPending,
    errors: {
      ...(problem && problemText(problem).fields),
      ...(nameMissing && fields.name.trim() === '' && { name: t('zones.name_missing') }),
    } as Record<string, string>,
    setFields: (change: Partial<ZoneFields>) => setFields((now) => ({ ...now, ...change })),
    open: (one: Zone) => begin(one, shapeOf(one), fieldsOf(one)),
    draw: () => fresh(OPEN),
    drawRectangle: () => fresh({ corners: rectangle(), closed: true }),
    /** Take what somebody else has saved meanwhile. */
    reload: () => newer && begin(newer, shapeOf(newer), fieldsOf(newer)),
    cancel,
    submit,
  };
}

export type ZoneWork = ReturnType<typeof useZoneWork>;
