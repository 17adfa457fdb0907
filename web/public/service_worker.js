// Keeps the page and its detector, so that it opens without a network. What the service answers is never kept.
//
// A file is answered from the cache at once and fetched again behind it; what is newer is used from the next start on,
// so that an update never breaks into somebody's work.

const CACHE = "roomprint-shell-1";
const SHELL = [
  "./",
  "boot.js",
  "page.js",
  "page_bg.wasm",
  "worker_boot.js",
  "worker.js",
  "worker_bg.wasm",
  "page.css",
  "icons.svg",
  "icon.svg",
  "manifest.webmanifest",
  "sample.png",
];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(SHELL.map((path) => new Request(path, { cache: "no-cache" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget).then(() => self.clients.claim()));
});

// All files of the shell come from one moment: mixing an old page with a new worker would break both.
async function refresh() {
  const responses = await Promise.all(SHELL.map((path) => fetch(path, { cache: "no-cache" })));
  if (!responses.every((response) => response.ok)) return false;
  const cache = await caches.open(CACHE);
  const same = await Promise.all(
    responses.map(async (response, index) => {
      const kept = await cache.match(SHELL[index]);
      if (!kept) return false;
      const [a, b] = await Promise.all([kept.arrayBuffer(), response.clone().arrayBuffer()]);
      const [old, new_] = [new Uint8Array(a), new Uint8Array(b)];
      return old.length === new_.length && old.every((byte, at) => byte === new_[at]);
    }),
  );
  if (same.every(Boolean)) return false;
  await Promise.all(responses.map((response, index) => cache.put(SHELL[index], response)));
  return true;
}

self.addEventListener("message", (event) => {
  if (event.data !== "refresh") return;
  event.waitUntil(
    refresh().then(
      (isNewer) => isNewer && event.source?.postMessage("updated"),
      () => {},
    ),
  );
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const scope = new URL(self.registration.scope);
  const path = address.pathname.slice(scope.pathname.length) || "./";
  const isShell = address.origin === scope.origin && address.pathname.startsWith(scope.pathname) && SHELL.includes(path);
  if (event.request.method !== "GET" || !isShell) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(path, { ignoreSearch: true }))
      .then((kept) => kept ?? fetch(event.request)),
  );
});
