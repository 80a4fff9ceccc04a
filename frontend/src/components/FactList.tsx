import type { ReactNode } from 'react';
import classes from './FactList.module.css';

export type Fact = [name: string, value: ReactNode];

/** A description list: names and values. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
