// liagen in a worker: starts Python, and answers each form in its turn.
// The build puts above this: createPyodideModule, loadPyodide and lockFileContents.

// Pyodide asks for its files at addresses of its own. All of them are answered here; nothing is asked of the network but,
// for the page in a folder, the files beside it.
const NOWHERE = "https://pyodide.invalid/";
const HOME = "/liagen";
const given = new Map();
const network = self.fetch;

self.fetch = async (address) => {
  const part = given.get(String(address).replace(NOWHERE, ""));
  if (part === undefined) throw new Error(`not in the page: ${address}`);
  return part instanceof URL ? fromFolder(part) : new Response(...fromPage(part));
};

async function fromFolder(address) {
  const found = await network(address);
  if (!found.ok) throw new Error(`${address}: ${found.status}`);
  const typed = found.headers.get("content-type") === "application/wasm" || !address.pathname.endsWith(".wasm");
  // A server that does not know the type of such a file sends another, which the browser refuses.
  return typed ? found : new Response(found.body, { headers: { "content-type": "application/wasm" } });
}

function fromPage({ text, type, packed }) {
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : decoded(text);
  const stream = new Blob([bytes]).stream();
  const body = packed ? stream.pipeThrough(new DecompressionStream("gzip")) : stream;
  return [body, { headers: { "content-type": type } }];
}

function decoded(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < characters.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}

async function startPython() {
  const [python, ...archives] = await Promise.all([
    loadPyodide({
      createPyodideModule,
      lockFileContents,
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      stdLibURL: `${NOWHERE}python_stdlib.zip`,
      env: { HOME, PYTHONHASHSEED: "0" },
    }),
    ...["libraries.zip", "liagen.zip"].map(async (name) => (await self.fetch(name)).arrayBuffer()),
  ]);
  for (const archive of archives) python.unpackArchive(archive, "zip", { extractDir: HOME });
  given.clear();
  python.globals.set("HOME", HOME);
  python.runPython("import sys; sys.path.insert(0, HOME)");
  return python;
}

async function startHost({ parts, base, today }) {
  for (const [name, part] of Object.entries(parts)) given.set(name, part ?? new URL(name, base));
  const python = await startPython();
  return python.pyimport("host").Host(today);
}

let host = null;

async function reply(asked) {
  if (asked.kind === "post") return (await host).post(asked);
  host = startHost(asked);
  return (await host).page();
}

self.onmessage = async ({ data }) => {
  try {
    postMessage({ kind: "reply", id: data.id, reply: await reply(data) });
  } catch (error) {
    postMessage({ kind: "wrong", id: data.id, text: String(error.message ?? error) });
  }
};
