import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readImport } from '../../../src/cli/import/arguments.ts';
import { openSource } from '../../../src/cli/import/file/source.ts';
import type { ColumnNotes } from '../../../src/cli/import/rows/fields.ts';
import { readChunks } from '../../../src/cli/import/send/read-chunks.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

type Read = {
  readonly encoding: string;
  readonly delimiter: string | null;
  /** Each row: its line, product and quantity, or the code of its refusal. */
  readonly rows: readonly string[];
  readonly unused: readonly string[];
  /** Columns with codes that are read as ids. */
  readonly codes: ColumnNotes['codes'];
};

/** Reads a file as an import does. */
const read = async (
  content: string | Buffer,
  { name = 'stock.csv', flags = [] as readonly string[], batch = 1000 } = {},
): Promise<Read> => {
  const path = `${await temporaryDirectory()}/${name}`;
  await writeFile(path, content);
  const request = readImport(['stock', path, '--set', 'channel=c', ...flags]);
  if (typeof request === 'string') throw new Error(request);
  const source = await openSource(request);
  const rows: string[] = [];
  let unused: readonly string[] = [];
  let codes: ColumnNotes['codes'] = [];
  try {
    for await (const { entries } of readChunks({
      ...{ source, batch, skipRows: 0, onRead: () => {} },
      onColumns: (notes) => {
        ({ unused, codes } = notes);
      },
    }))
      for (const { rows: own, refusals } of entries)
        for (const [at, { line, productId, quantity }] of own.entries()) {
          const refusal = refusals[at];
          rows.push(`${line} ${refusal ? refusal.code : `${productId} ${quantity}`}`);
        }
    return { encoding: source.encoding, delimiter: source.delimiter, rows, unused, codes };
  } finally {
    await source.close();
  }
};
const rowsIn = async (...given: Parameters<typeof read>): Promise<readonly string[]> =>
  (await read(...given)).rows;

// Texts in Shift_JIS and EUC-KR, because Node.js only decodes them.
const shiftJis = (hex: string) => Buffer.from(hex, 'hex');
/** 商品ID,在庫数,備考 / A-1,3,棚卸し / A-2,4,東京の倉庫 */
const japanese = shiftJis(
  '8fa4956949442c8ddd8cc990942c94f58d6c0d0a412d312c332c92498ab582b50d0a412d322c342c938c8b9e82cc91718cc90d0a',
);
/** 상품번호,재고수량,비고 / A-1,3,창고 실사 / A-2,4,서울 매장 */
const korean = Buffer.from(
  'bbf3c7b0b9f8c8a32cc0e7b0edbcf6b7ae2cbaf1b0ed0d0a412d312c332cc3a2b0ed20bdc7bbe70d0a412d322c342cbcadbfef20b8c5c0e50d0a',
  'hex',
);

describe('the encoding of a file', () => {
  it('is UTF-8 with or without a byte order mark', async () => {
    const text = '商品ID,在庫数\nA-1,3\n';
    for (const mark of ['', '\uFEFF'])
      expect(await read(`${mark}${text}`)).toMatchObject({ encoding: 'utf-8', rows: ['2 A-1 3'] });
  });

  it('is UTF-16 with a byte order mark, as Excel saves "Unicode text"', async () => {
    const text = Buffer.from('\uFEFFproductId\tquantity\nA-1\t1,204\n', 'utf16le');
    expect(await read(text, { name: 'stock.txt', flags: ['--thousands', ','] })).toMatchObject({
      ...{ encoding: 'utf-16le', delimiter: '\t', rows: ['2 A-1 1204'] },
    });
  });

  it('is detected as Shift_JIS or EUC-KR', async () => {
    expect(await read(japanese)).toMatchObject({ encoding: 'shift_jis', rows: ['2 A-1 3', '3 A-2 4'] });
    expect(await read(korean)).toMatchObject({ encoding: 'euc-kr', rows: ['2 A-1 3', '3 A-2 4'] });
  });

  it('is detected without a name of a column in that language', async () => {
    const lines = (body: Buffer, times: number) =>
      Buffer.concat([
        Buffer.from('productId,quantity,x\n'),
        ...Array.from({ length: times }, (_, at) =>
          Buffer.concat([Buffer.from(`A-${at},1,`), body, Buffer.from('\n')]),
        ),
      ]);
    const japaneseText = japanese.subarray(-12, -2);
    const koreanText = korean.subarray(-11, -2);
    expect((await read(lines(japaneseText, 40))).encoding).toBe('shift_jis');
    expect((await read(lines(koreanText, 40))).encoding).toBe('euc-kr');
  });

  it('is refused if it is not certain, and an option decides', async () => {
    const latin = Buffer.from('productId,quantity,memo\nA-1,3,caf\u00e9\n', 'latin1');
    await expect(read(latin)).rejects.toThrow(/encoding of .* is not certain.*--encoding/u);
    expect(await read(latin, { flags: ['--encoding', 'latin1'] })).toMatchObject({ rows: ['2 A-1 3'] });
    expect((await read(korean, { flags: ['--encoding', 'EUC-KR'] })).encoding).toBe('euc-kr');
  });

  it('is overridden by the option, and a byte that is no character refuses only its row', async () => {
    const bytes = Buffer.concat([
      Buffer.from('productId,quantity,memo\nA-1,3,'),
      Buffer.from([0x83]),
      Buffer.from('\nA-2,4,ok\n'),
    ]);
    expect(await rowsIn(bytes, { flags: ['--encoding', 'utf-8'] })).toEqual([
      '2 UNREADABLE_CHARACTER',
      '3 A-2 4',
    ]);
  });
});

describe('a CSV file', () => {
  it('has its columns in any order, by name, alias or --map', async () => {
    expect(await read('memo,Qty,Product ID,x\nm,3,A-1,?\n')).toMatchObject({
      rows: ['2 A-1 3'],
      unused: ['x'],
    });
    expect(
      await read('sku,on hand\nA-1,3\n', { flags: ['--map', 'sku=productId', '--map', 'On Hand=quantity'] }),
    ).toMatchObject({ rows: ['2 A-1 3'] });
    // A mapped column replaces the one with the usual name, and an empty field ignores a column.
    expect(await rowsIn('productId,quantity,real\nA-1,3,5\n', { flags: ['--map', 'real=quantity'] })).toEqual(
      ['2 A-1 5'],
    );
  });

  it('has codes as ids only where no other column has the ids, and says so', async () => {
    expect(await read('商品コード,店舗コード,在庫数\nA-1,9,3\n')).toMatchObject({
      rows: ['2 A-1 3'],
      codes: [
        { column: '商品コード', field: 'productId' },
        { column: '店舗コード', field: 'locationId' },
      ],
    });
    expect(await read('상품코드,상품ID,매장코드,재고\nX,A-1,9,3\n')).toMatchObject({
      ...{ rows: ['2 A-1 3'], unused: ['상품코드'], codes: [{ column: '매장코드', field: 'locationId' }] },
    });
    const flags = ['--map', 'sku=productId', '--set', 'locationId=9'];
    expect(await read('商品コード,店舗コード,sku,在庫\nX,8,A-1,3\n', { flags })).toMatchObject({
      ...{ rows: ['2 A-1 3'], unused: ['商品コード', '店舗コード'], codes: [] },
    });
    await expect(read('商品コード,在庫\nX,3\n', { flags: ['--map', '商品コード='] })).rejects.toThrow(
      'no column for productId',
    );
  });

  it.for([
    ['productId,amount\nA,1\n', 'no column for quantity'],
    ['productId,quantity,qty\nA,1,2\n', '"quantity" and "qty" both mean quantity'],
    ['\n\n', 'no line with the names'],
    ['productId,quantity\nA,"1\nB,2\n', 'A quote in row 2 is not closed'],
    ['productId,quantity\nA,1"2"3\n', 'The quotes on line 2 are wrong'],
    [`productId,quantity\nA,1\nB,"${'x\n'.repeat(40_000)}`, 'Row 3 is longer than 65536 characters'],
  ] as const)('that cannot be read is refused: %j', async ([text, reason]) => {
    await expect(read(text)).rejects.toThrow(reason);
  });

  it.for([',', ';', '\t', '|'])('may have the delimiter %j', async (delimiter) => {
    const text = `${['productId', 'quantity'].join(delimiter)}\n${['A', '3'].join(delimiter)}\n`;
    expect(await read(text)).toMatchObject({ delimiter, rows: ['2 A 3'] });
  });

  it('may state its delimiter as Excel does', async () => {
    expect(await read('sep=;\r\nproductId;quantity\r\nA,1;3\r\n')).toMatchObject({
      ...{ delimiter: ';', rows: ['3 A,1 3'] },
    });
  });

  it('may have quotes, line ends in quotes, CRLF, blank lines and empty trailing columns', async () => {
    const text =
      'productId,quantity,memo,,\r\n"A ""x"", 1",3,"two\r\nlines",,\r\n\r\n,,,,\r\n"B",4,,,,,\r\nC,5\r\nD,6,m,extra,more,much,\r\n';
    expect(await rowsIn(text)).toEqual(['2 A "x", 1 3', '6 B 4', '7 C 5', '8 WRONG_FIELD_COUNT']);
  });

  it('may end without a line end, unless the last row is short', async () => {
    expect(await rowsIn('productId,quantity,memo\nA,3,m')).toEqual(['2 A 3']);
    expect(await rowsIn('productId,quantity,memo\nA,3,m\nB,4')).toEqual(['2 A 3', '3 WRONG_FIELD_COUNT']);
  });

  it('reads a comma as a sign of thousands only where it cannot be a decimal sign', async () => {
    expect(await rowsIn('productId,quantity\nA,"1,204"\nB,1.204\n')).toEqual([
      '2 A 1204',
      '3 AMBIGUOUS_NUMBER',
    ]);
    expect(await rowsIn('productId;quantity\nA;1,204\nB;1.204\n', { flags: ['--thousands', '.'] })).toEqual([
      ...['2 AMBIGUOUS_NUMBER', '3 B 1204'],
    ]);
  });
});

describe('an NDJSON file', () => {
  const ndjson = { name: 'stock.ndjson' };
  const lines = (...values: readonly unknown[]) =>
    values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');

  it('has an object on each line, with keys in any order', async () => {
    const text = lines(
      { quantity: 3, productId: 'A', more: [1] },
      '',
      '{"productId":12345678901234567890,"quantity":"4"}',
    );
    expect(await read(text, ndjson)).toMatchObject({
      ...{ delimiter: null, unused: ['more'] },
      rows: ['1 A 3', '3 12345678901234567890 4'],
    });
  });

  it('refuses a wrong line alone', async () => {
    const good = { productId: 'A', quantity: 1 };
    const text = lines(
      ...['{', '[]', 'null', '{"productId":"A","productId":"B","quantity":1}'],
      { productId: { a: 1 }, quantity: 1 },
      { productId: 'A', quantity: 1.5 },
      { productId: 'A', quantity: 1e21 },
      { productId: 'A', quantity: '1,204' },
      { ...good, options: 'x' },
      { ...good, options: [{ optionId: 'o', quantity: 'x' }] },
      { ...good, qty: 2 },
      `{"productId":"${'x'.repeat(300_000)}","quantity":1}`,
      good,
    );
    expect(await rowsIn(text, ndjson)).toEqual([
      ...['1 INVALID_JSON', '2 INVALID_JSON', '3 INVALID_JSON', '4 INVALID_JSON', '5 INVALID_VALUE'],
      ...[
        '6 INVALID_QUANTITY',
        '7 INVALID_QUANTITY',
        '8 AMBIGUOUS_NUMBER',
        '9 INVALID_VALUE',
        '10 INVALID_VALUE',
      ],
      ...['11 INVALID_VALUE', '12 LINE_TOO_LONG', '13 A 1'],
    ]);
  });

  it('is not a JSON array', async () => {
    await expect(read(' [{}]', ndjson)).rejects.toThrow('One object per line'.toLowerCase());
  });
});

describe('a file', () => {
  it.for([
    ['PK\u0003\u0004…', 'is a spreadsheet'],
    ['a\u0000b', 'is not a text file'],
    ['', 'is empty'],
  ] as const)('that is none of these is refused: %j', async ([content, reason]) => {
    await expect(read(Buffer.from(content, 'latin1'))).rejects.toThrow(reason);
  });

  it('with only a header has no rows', async () => {
    expect(await rowsIn('productId,quantity\n')).toEqual([]);
  });

  it('that is a folder, a pipe, missing, or changed while it is read is refused', async () => {
    const directory = await temporaryDirectory();
    const opening = async (path: string) => {
      const request = readImport(['stock', path, '--set', 'channel=c']);
      if (typeof request === 'string') throw new Error(request);
      return openSource(request);
    };
    await mkdir(`${directory}/folder.csv`);
    await expect(opening(`${directory}/folder.csv`)).rejects.toThrow('is a folder');
    execFileSync('mkfifo', [`${directory}/pipe.csv`]);
    await expect(opening(`${directory}/pipe.csv`)).rejects.toThrow('is no regular file');
    await expect(opening(`${directory}/none.csv`)).rejects.toThrow('does not exist');
    await writeFile(`${directory}/a.csv`, 'productId,quantity\nA,1\n');
    const source = await opening(`${directory}/a.csv`);
    await writeFile(`${directory}/a.csv`, 'productId,quantity\nA,1\nB,2\n');
    await expect(source.assertUnchanged()).rejects.toThrow('was changed while it was read');
    await source.close();
  });

  it('gives the same chunks in each run, each target once in a chunk', async () => {
    const text = `productId,quantity\n${Array.from({ length: 50 }, (_, at) => `P${at % 7},${at}\n`).join('')}`;
    const path = `${await temporaryDirectory()}/stock.csv`;
    await writeFile(path, text);
    const request = readImport(['stock', path, '--set', 'channel=c']);
    if (typeof request === 'string') throw new Error(request);
    const chunksFrom = async (skipRows: number) => {
      const source = await openSource(request);
      const chunks = [];
      for await (const chunk of readChunks({
        source,
        batch: 5,
        skipRows,
        onColumns: () => {},
        onRead: () => {},
      })) {
        expect(chunk.targets.size).toBe(chunk.items.length);
        chunks.push(chunk);
      }
      await source.close();
      return chunks;
    };
    const all = await chunksFrom(0);
    expect(all.flatMap(({ items }) => items)).toHaveLength(50);
    // A chunk of which some rows have results is given as a whole.
    expect(await chunksFrom(12)).toEqual(all.slice(2));
  });
});
