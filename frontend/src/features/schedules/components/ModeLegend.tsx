import { MODES } from '@/entities/schedule/modes';
import { useLocale } from '@/lib/i18n/useLocale';
import classes from './Schedules.module.css';

/** What the fillings mean. */
export function ModeLegend() {
  const { t } = useLocale();
  return (
    <ul className={classes.legend}>
      {MODES.map((mode) => (
        <li key={mode}>
          <span className={classes.swatch} data-mode={mode} aria-hidden />
          {t(`mode.${mode}`)} <span className={classes.does}>({t(`mode.${mode}_does`)})</span>
        </li>
      ))}
    </ul>
  );
}
