import { itemName } from '@/entities/item/itemName';
import { verdictOf } from '@/features/zones/lib/judgeable';
import { useLocale } from '@/lib/i18n/useLocale';
import type { Assessability } from '@/types/api';
import classes from './Map.module.css';

/** Over the picture: how well an item can be judged where people have stood. */
export function AssessabilityMap({ map, item }: { map: Assessability; item: string }) {
  const { t } = useLocale();
  const { columns, rows, cells } = map;
  const verdicts = cells.map((cell) => verdictOf(cell, item));
  const count = (verdict: string) => verdicts.filter((one) => one === verdict).length;
  const label = t('map.label', {
    item: itemName(item, t),
    n: cells.length,
    good: count('good'),
    small: count('small'),
  });
  return (
    <div className={classes.map} role="img" aria-label={label}>
      {cells.map(({ column, row }, index) => (
        <span
          key={`${column} ${row}`}
          className={classes.cell}
          data-verdict={verdicts[index]}
          style={{
            left: `${(column / columns) * 100}%`,
            top: `${(row / rows) * 100}%`,
            width: `${100 / columns}%`,
            height: `${100 / rows}%`,
          }}
        />
      ))}
    </div>
  );
}
