import type { ReactNode } from 'react';
import classes from './FactList.module.css';

export type Fact = [name: string, value: ReactNode];

/** Names and what they stand for, one below the other. */
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
