// The page's way to liagen: a worker that starts while she reads, and answers each form in its turn.
(() => {
  const missing = window.liagenMisses();
  if (missing) return window.liagenFails(missing);

  const status = document.getElementById("opstart");
  const waiting = new Map();
  let worker = null;
  let posted = 0;
  let fallen = null;
  let started;
  const engine = new Promise((resolve) => (started = resolve));

  const ready = answerTo("start");
  ready.then(begin, (error) => window.liagenFails(error.message));
  window.liagen = { ready, send };

  // The reply to a form; sent at once or, while liagen starts, as soon as it can be.
  function send(fields, files) {
    if (fallen) return Promise.reject(fallen);
    const id = (posted += 1);
    engine.then(() => worker.postMessage({ kind: "post", id, fields, files }));
    return answerTo(id);
  }

  function answerTo(id) {
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  }

  function begin(reply) {
    status.remove();
    // What stands in the file is the page of the day on which it was made.
    if (!posted && window.liagen.show) window.liagen.show(reply);
  }

  function answered({ data }) {
    const { resolve, reject } = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.kind === "reply") return resolve(JSON.parse(data.reply));
    console.error(data.text);
    reject(new Error(`Er ging iets mis in liagen zelf. ${data.text.trim().split("\n").pop()}`));
  }

  function fail(error) {
    fallen = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  // The parts stand behind the questions, so that those are there first.
  document.addEventListener("DOMContentLoaded", () => start().catch(fail));

  async function start() {
    worker = new Worker(await addressOfWorker(), { type: "module" });
    worker.onmessage = answered;
    worker.onerror = (event) => fail(new Error(event.message || "Het rekendeel van de pagina start niet."));
    const parts = Object.fromEntries(__PARTS__.map((name) => [name, taken(name)]));
    worker.postMessage({ kind: "start", id: "start", parts, base: location.href, today: today() });
    started();
  }

  async function addressOfWorker() {
    const script = taken("motor.mjs");
    if (!script) return new URL("motor.mjs", location.href);
    const bytes = Uint8Array.from(atob(script.text), (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const plain = await new Response(stream).arrayBuffer();
    // In a file that was opened by double-click a worker may come from such an address only.
    return new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(new Blob([plain], { type: "text/javascript" }));
    });
  }

  // A part that stands in the page; null when it is a file beside it.
  function taken(name) {
    const element = document.getElementById(name);
    if (!element) return null;
    element.remove();
    return { text: element.textContent, type: element.dataset.type, packed: "gzip" in element.dataset };
  }

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  }
})();
