import { showUndo } from '@/components/showUndo';
import { useShowProblem } from '@/components/useShowProblem';
import { useModeSentence } from '@/entities/camera/useModeSentence';
import { useOverrideMode, type NewOverride } from '@/features/cameras/api/overrideMode';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** Override a mode or end an override, and offer undo. */
export function useOverride(camera: Camera) {
  const { t } = useLocale();
  const modeSentence = useModeSentence();
  const showProblem = useShowProblem();
  const change = useOverrideMode(camera.id);
  const { id, name, override } = camera;

  const undo = () => {
    const passed = override?.until != null && Date.parse(override.until) <= Date.now();
    const before = override === null || passed ? null : { mode: override.mode, until: override.until };
    change.mutateAsync(before).catch(showProblem);
  };
  const put = async (next: NewOverride | null) => {
    const now = await change.mutateAsync(next);
    const message = t(next === null ? 'override.ended' : 'override.done', { name, what: modeSentence(now) });
    showUndo({ id: `mode-${id}`, message, t, onUndo: undo });
  };

  return {
    /** Does not throw: a failure is in `problem`. */
    start: (next: NewOverride, onDone: () => void) => void put(next).then(onDone, () => undefined),
    /** A failure is shown as a notification. */
    end: (onDone: () => void = () => undefined) => void put(null).then(onDone, showProblem),
    problem: change.error,
    pending: change.isPending,
  };
}
