import { registerHooks } from 'node:module';

// Put before a program by `--import`: what it loads late can't be read the first time, as with too many files open.
const unread = new Set([
  '/src/http/graphql/websocket.ts',
  '/node_modules/graphql-jit/',
  '/node_modules/prom-client/index.js',
  '/node_modules/@graphql-yoga/render-graphiql/',
]);
registerHooks({
  load: (url, context, next) => {
    const part = [...unread].find((one) => url.includes(one));
    if (!part) return next(url, context);
    unread.delete(part);
    process.stderr.write(`unread: ${part}\n`);
    throw Object.assign(new Error(`EMFILE: too many open files, open '${url}'`), { code: 'EMFILE' });
  },
});
