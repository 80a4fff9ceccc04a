import { showUndo } from '@/components/showUndo';
import { useShowProblem } from '@/components/useShowProblem';
import { useModeSentence } from '@/entities/camera/useModeSentence';
import { useOverrideMode, type NewOverride } from '@/features/cameras/api/overrideMode';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Camera } from '@/types/api';

/** Choose a mode by hand or end that, and offer to take it back. */
export function useOverride(camera: Camera) {
  const { t } = useLocale();
  const told = useModeSentence();
  const showProblem = useShowProblem();
  const change = useOverrideMode(camera.id);
  const { id, name, override } = camera;

  const undo = () => {
    const passed = override?.until != null && Date.parse(override.until) <= Date.now();
    const before = override === null || passed ? null : { mode: override.mode, until: override.until };
    change.mutateAsync(before).catch(showProblem);
  };
  const put = async (choice: NewOverride | null) => {
    const now = await change.mutateAsync(choice);
    const message = t(choice === null ? 'override.ended' : 'override.done', { name, what: told(now) });
    showUndo({ id: `mode-${id}`, message, t, onUndo: undo });
  };

  return {
    /** A failure is not thrown but stays in `problem`. */
    choose: (choice: NewOverride, onDone: () => void) => void put(choice).then(onDone, () => undefined),
    /** Where there is no place for a failure it is shown as a message. */
    end: (onDone: () => void = () => undefined) => void put(null).then(onDone, showProblem),
    problem: change.error,
    pending: change.isPending,
  };
}
