import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Half of a start is the reading of sources, so what V8 makes of them is kept for the next one: beside the code it was
// made of, for whoever can write there can change the code too. Where nobody can, nothing is kept, unless the variable
// NODE_COMPILE_CACHE names another place. What is imported statically would be read before.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/onshelf', import.meta.url)));
await import('./app/start.ts');
