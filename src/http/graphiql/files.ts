import { hash } from 'node:crypto';
import { type Asset, compressed, css, javascript } from '../assets.ts';

/** Below this address are the files of GraphiQL. */
export const graphiqlPrefix = '/graphiql/';

/** The addresses of the files. Each contains a hash of the content. */
export type GraphiQLAddresses = {
  readonly style: string;
  readonly script: string;
  /** By the names that the editor uses. */
  readonly workers: { readonly [name: string]: string };
};

export type GraphiQLFiles = {
  readonly addresses: GraphiQLAddresses;
  readonly assets: ReadonlyMap<string, Asset>;
};

/**
 * GraphiQL's tabs have the offset of a drag that did not happen (motiondivision/motion#3823). It appears when a tab is
 * pressed: the tab jumps away from the pointer, and the first click is lost.
 */
const heldTabs = '.graphiql-tab.graphiql-tab { transform: none !important }';

/** The notice is a line above GraphiQL. */
const ownStyle = `${heldTabs}
body { display: flex; flex-direction: column; height: 100vh; margin: 0 }
#root { flex: 1; min-height: 0 }
#root, #root .graphiql-container { min-height: 0 !important; height: 100% !important }
.onshelf-mark { flex: none; padding: 6px 12px; font: 14px/1.4 system-ui, sans-serif; color: #fff; overflow-wrap: anywhere }
.onshelf-mark.real { background: #a4161a }
.onshelf-mark.sandbox { background: #1b5e3f }
`;

/**
 * Reads the options that the page contains as JSON. GraphiQL keeps its tabs in the browser's storage, by origin. A gateway
 * with real vendors uses other names there, because the tabs of an earlier sandbox at the same address contain writes that
 * are ready to run. Every editor wraps wide lines.
 */
const before = `
const onshelf = JSON.parse(document.querySelector('#onshelf-options').textContent);
if (onshelf.isReal) {
  for (const method of ['getItem', 'setItem', 'removeItem']) {
    const original = Storage.prototype[method];
    Storage.prototype[method] = function (name, ...rest) {
      return original.call(this, String(name).startsWith('graphiql:') ? 'onshelf-real:' + name : name, ...rest);
    };
  }
}
self.MonacoEnvironment = { globalAPI: true, getWorkerUrl: (_id, label) => onshelf.workers[label] };
`;

const after = `;
self.monaco?.editor.onDidCreateEditor((editor) => editor.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent' }));
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), onshelf.options);
`;

/**
 * Loads GraphiQL from its package, so no other host is asked. It is nine megabytes, and a quarter of that compressed. It
 * is loaded and compressed when it is first opened.
 */
export const loadGraphiQL = async (): Promise<GraphiQLFiles> => {
  const parts = await import('@graphql-yoga/render-graphiql/graphiql');
  const assets = new Map<string, Asset>();
  const add = async (name: string, extension: string, type: string, text: string): Promise<string> => {
    const address = `${graphiqlPrefix}${name}-${hash('sha256', text, 'hex').slice(0, 16)}.${extension}`;
    assets.set(address, await compressed(type, Buffer.from(text)));
    return address;
  };
  const script = (name: string, text: string) => add(name, 'js', javascript, text);
  const [style, main, editorWorkerService, json, graphql] = await Promise.all([
    add('style', 'css', css, parts.css + ownStyle),
    script('graphiql', before + parts.js + after),
    script('editor-worker', parts.editorWorkerService),
    script('json-worker', parts.jsonWorker),
    script('graphql-worker', parts.graphqlWorker),
  ]);
  return { addresses: { style, script: main, workers: { editorWorkerService, json, graphql } }, assets };
};
