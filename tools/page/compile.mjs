// Compile the Python in zip files with the very Python of the page, so that no visitor waits for that:
// node compile.mjs FOLDER_OF_PYODIDE IN.zip OUT.zip LEVEL [IN.zip OUT.zip LEVEL …], in which LEVEL 2 leaves docstrings
// out. To start that Python takes as long as all it compiles.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, ...asked] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
// What is kept of a set is written in the order of its hashes: with one seed two builds have the same bytes.
const python = await loadPyodide({ indexURL: `${folder}/`, env: { PYTHONHASHSEED: "0", HOME: "/home" } });
python.runPython(`
import importlib._bootstrap_external as external, importlib.util, zipfile

def compiled(name, data, level):
    code = compile(data, name, "exec", dont_inherit=True, optimize=level)
    return bytes(external._code_to_hash_pyc(code, importlib.util.source_hash(data), checked=False))

def pack(level):
    with zipfile.ZipFile("/given.zip") as given, zipfile.ZipFile("/made.zip", "w") as made:
        for name in sorted(given.namelist()):
            data = given.read(name)
            if name.endswith(".py"):
                name, data = name + "c", compiled(name, data, level)
            made.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
`);
const pack = python.globals.get("pack");
while (asked.length) {
  const [given, made, level] = asked.splice(0, 3);
  python.FS.writeFile("/given.zip", readFileSync(given));
  pack(Number(level));
  writeFileSync(made, python.FS.readFile("/made.zip"));
}
