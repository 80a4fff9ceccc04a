import { useState } from 'react';
import { useAssessability } from '@/entities/rule/api/getAssessability';

/** The map of where items can be judged: whether it is shown, and for which item. */
export function useMapView(cameraId: number) {
  const query = useAssessability(cameraId);
  const [isShown, show] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const items = [...new Set(query.data?.cells.flatMap((cell) => cell.items.map(({ item }) => item)) ?? [])];
  const item = chosen !== null && items.includes(chosen) ? chosen : (items[0] ?? null);
  return { query, isShown, show, items, item, choose };
}

export type MapView = ReturnType<typeof useMapView>;
