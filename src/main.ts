import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Half of a start is the reading of sources, so V8's compiled code is kept for the next start. It is kept beside the
// sources, because a user who can write there can change the sources too. If the folder cannot be written, nothing is
// kept, unless NODE_COMPILE_CACHE names another folder. A static import would run before this line.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/onshelf', import.meta.url)));
await import('./app/start.ts');
