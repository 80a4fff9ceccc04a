import { MODES } from '@/entities/schedule/modes';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Schedules.module.css';

/** What the patterns of the bars mean. */
export function ModeLegend() {
  const { t } = useLocale();
  return (
    <ul className={classes.legend}>
      {MODES.map((mode) => (
        <li key={mode}>
          <span className={classes.swatch} data-mode={mode} aria-hidden />
          {t(`mode.${mode}`)} {mode === 'detect' && <span className={classes.does}>({t('mode.detect_does')})</span>}
        </li>
      ))}
    </ul>
  );
}
