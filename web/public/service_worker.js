// Keeps the page, its detector and its PDF reader, so that all of it works without a network. What the service answers
// is never kept.
//
// The files of one build stay together in a cache of their own ("a shell"). A newer build is fetched whole, behind the
// one that is in use, and taken into use when the page is opened and no other window shows the old one: an update never
// breaks into somebody's work, and never mixes files of two builds.

const PREFIX = "roomprint-shell-";
// lies in a shell when all its files do
const COMPLETE = "complete";
const SHELL = [
  "./",
  "boot.js",
  "page.js",
  "page_split.js",
  "page_bg.wasm",
  "page_later.wasm",
  "worker_boot.js",
  "page.css",
  "icons.svg",
  "icon.svg",
  "manifest.webmanifest",
];
// fetched when nobody waits for anything else
const LATER = ["sample.png", "pdf_boot.js", "pdf.js", "pdf_bg.wasm"];
const FILES = [...SHELL, ...LATER];

// The shells that are complete, oldest first; the first is the one in use.
async function shells() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX)).sort();
  const complete = await Promise.all(names.map(async (name) => (await caches.open(name)).match(COMPLETE)));
  return names.filter((_, index) => complete[index]);
}

async function inUse() {
  const [oldest] = await shells();
  return oldest && caches.open(oldest);
}

async function fetched(paths) {
  const responses = await Promise.all(paths.map((path) => fetch(path, { cache: "no-cache" })));
  if (!responses.every((response) => response.ok)) throw new Error("a file of the page is missing");
  return paths.map((path, index) => [path, responses[index]]);
}

async function addShell(files) {
  // of thirteen digits for the next two hundred years, so that names sort by age
  const name = PREFIX + Date.now();
  const cache = await caches.open(name);
  await Promise.all(files.map(([path, response]) => cache.put(path, response)));
  await cache.put(COMPLETE, new Response());
}

async function isSame(cache, path, response) {
  const kept = await cache.match(path);
  if (!kept) return false;
  const [a, b] = await Promise.all([kept.arrayBuffer(), response.clone().arrayBuffer()]);
  const [old, now] = [new Uint8Array(a), new Uint8Array(b)];
  return old.length === now.length && old.every((byte, at) => byte === now[at]);
}

// Fetches what is newer, or still missing. Whether a newer shell waits.
async function refresh() {
  const complete = await shells();
  const newest = complete.length > 0 && (await caches.open(complete.at(-1)));
  if (!newest) {
    await addShell(await fetched(FILES));
    return false;
  }
  const shell = await fetched(SHELL);
  const same = await Promise.all(shell.map(([path, response]) => isSame(newest, path, response)));
  if (!same.every(Boolean)) {
    await addShell([...shell, ...(await fetched(LATER))]);
    return true;
  }
  const kept = await Promise.all(LATER.map((path) => newest.match(path)));
  const missing = LATER.filter((_, index) => !kept[index]);
  await Promise.all((await fetched(missing)).map(([path, response]) => newest.put(path, response)));
  return complete.length > 1;
}

// Takes the newest shell into use, where no window shows an older one: while a page is reloaded it still counts.
async function takeNewest(request) {
  const complete = await shells();
  if (complete.length < 2) return;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const isReload = request.cache === "no-cache" || request.cache === "reload";
  if (windows.length > (isReload ? 1 : 0)) return;
  await Promise.all(complete.slice(0, -1).map((name) => caches.delete(name)));
}

self.addEventListener("install", (event) => {
  const install = async () => {
    if ((await shells()).length === 0) await addShell(await fetched(SHELL));
    await self.skipWaiting();
  };
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("message", (event) => {
  if (event.data !== "refresh") return;
  event.waitUntil(
    refresh().then(
      (isNewer) => isNewer && event.source?.postMessage("updated"),
      // without a network there is nothing newer
      () => {},
    ),
  );
});

async function answer(event, path) {
  if (event.request.mode === "navigate") await takeNewest(event.request);
  const kept = await (await inUse())?.match(path);
  return kept ?? fetch(event.request);
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const scope = new URL(self.registration.scope);
  const path = address.pathname.slice(scope.pathname.length) || "./";
  const isFile = address.origin === scope.origin && address.pathname.startsWith(scope.pathname) && FILES.includes(path);
  if (event.request.method !== "GET" || !isFile) return;
  event.respondWith(answer(event, path));
});
