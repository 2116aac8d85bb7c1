import { createServer } from 'node:http';
import { createVendor, type StockInput } from './stock.ts';

/** What is left of the work without GraphQL: it forwards the variables and answers in the same form. */
const vendor = createVendor(process.env['VENDOR_URL'] ?? '', Number(process.env['VENDOR_CONNECTIONS']));

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
      readonly variables?: { readonly input: { readonly items: readonly StockInput[] } };
    };
    const results = variables ? await vendor.update(variables.input.items) : [];
    const text = JSON.stringify({ data: { setStock: { operation: null, results, userErrors: [] } } });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
