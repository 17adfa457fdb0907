// Loads the page. It stands in a file of its own because the content security policy allows no script in the page itself.

// What index.html shows of the page comes first; the program, which is heavier, is fetched once that is seen.
function seen() {
  // a page in the background is not drawn
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

async function load() {
  await seen();
  const program = fetch("./page_bg.wasm");
  const { default: init } = await import("./page.js");
  await init({ module_or_path: program });
}

// Says what the program cannot say itself: that it did not come, or that a fault of its own has ended it.
function say(words) {
  if (document.getElementById("stopped")) return;
  const notices = document.createElement("div");
  notices.id = "stopped";
  notices.className = "notices";
  notices.innerHTML = '<div class="notice error" role="alert"><p></p><button class="button small">Reload</button></div>';
  notices.querySelector("p").textContent = words;
  notices.querySelector("button").addEventListener("click", () => location.reload());
  (document.querySelector("main") ?? document.body).append(notices);
}

function sayEnd(fault) {
  if (!(fault instanceof WebAssembly.RuntimeError)) return;
  say("The page has stopped over a fault of its own. Your plans and corrections are kept: reload to go on.");
}
addEventListener("error", ({ error }) => sayEnd(error));
addEventListener("unhandledrejection", ({ reason }) => sayEnd(reason));

// Offline: the page is kept for the next time. An update is fetched in the background and used from the next start on.
// It begins when the page is at rest, so that nobody waits for it.
async function keepForOffline() {
  try {
    const asked = await navigator.serviceWorker.register("service_worker.js");
    navigator.serviceWorker.addEventListener("message", (event) => {
      if (event.data === "updated") dispatchEvent(new CustomEvent("roomprint-updated"));
    });
    await navigator.serviceWorker.ready;
    asked.active?.postMessage("refresh");
  } catch {
    // without it the page works as long as there is a network
  }
}

try {
  await load();
  const whenIdle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 2000));
  if ("serviceWorker" in navigator) whenIdle(keepForOffline);
} catch (fault) {
  console.error(fault);
  say("The page could not be loaded whole. Is there a network, and is the browser a current one? Reload to try again.");
}
