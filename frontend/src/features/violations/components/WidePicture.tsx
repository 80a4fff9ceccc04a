import { useViolationTexts } from '@/entities/violation/useViolationTexts';
import { boxInRect } from '@/lib/geometry';
import { useLocale } from '@/lib/i18n/useLocale';
import { below } from '@/lib/root';
import type { Violation } from '@/types/api';
import { EvidencePicture } from './EvidencePicture';
import classes from './Violations.module.css';

const PERCENT = { x: 0, y: 0, width: 100, height: 100 };

/** The whole picture with the person marked. */
export function WidePicture({ violation }: { violation: Violation }) {
  const { t } = useLocale();
  const { itemsOf, titleOf } = useViolationTexts();
  const box = boxInRect(violation.box, PERCENT);
  const style = { left: `${box.x}%`, top: `${box.y}%`, width: `${box.width}%`, height: `${box.height}%` };
  const { wide, removed_at: removedAt } = violation.evidence;
  const picture = <EvidencePicture src={wide} alt={t('violations.wide')} removedAt={removedAt} eager />;
  if (removedAt !== null) return <div className={classes.wide}>{picture}</div>;
  const verdict = violation.items.length > 0 ? t('verdict.missing', { item: itemsOf(violation) }) : titleOf(violation);
  return (
    <div className={classes.wide}>
      <a href={below(wide)} target="_blank" rel="noreferrer" title={t('violations.open_full')}>
        {picture}
        <span className={classes.mark} style={style}>
          <span className={classes.markLabel} data-inside={box.y < 6 || undefined} data-right={box.x > 70 || undefined}>
            {verdict}
          </span>
        </span>
      </a>
    </div>
  );
}
