import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly name: string;
  readonly isNumber?: boolean;
  cell(row: Row): ReactNode;
};

type TableProps<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  idOf(row: Row, index: number): string;
};

/** A table of figures. On a phone each row is a block, with the name of the column before each value. */
export const Table = <Row,>({ label, columns, rows, idOf }: TableProps<Row>) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  <section className="table-region card" aria-label={label} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {columns.map(({ name, isNumber }) => (
            <th key={name} scope="col" className={isNumber ? 'number' : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={idOf(row, index)}>
            {columns.map(({ name, isNumber, cell }) => (
              <td key={name} className={isNumber ? 'number' : undefined} data-column={name}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
