import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ResponsiveTable.module.css';

interface Row {
  key: string | number;
  cells: ReactNode[];
}

/** A table that becomes cards on a phone; the first cell is what the row is about. */
export function ResponsiveTable({ label, heads, rows }: { label: string; heads: string[]; rows: Row[] }) {
  return (
    <Table className={classes.rows ?? ''} verticalSpacing={8} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {heads.map((head) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.key}>
            {row.cells.map((cell, index) => (
              <Table.Td key={heads[index]} data-label={heads[index]}>
                {cell}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
