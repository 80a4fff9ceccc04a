import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Chip.module.css';

export type Tone = 'good' | 'warning' | 'bad' | 'unknown';

/** A short label with an icon; its colour shows a state. */
export function Chip({
  tone,
  icon: Icon,
  children,
  onPicture = false,
}: {
  tone: Tone;
  icon?: TablerIcon;
  children: ReactNode;
  onPicture?: boolean;
}) {
  return (
    <span className={classes.chip} data-tone={tone} data-on-picture={onPicture || undefined}>
      {Icon && <Icon size={14} aria-hidden />}
      {children}
    </span>
  );
}
