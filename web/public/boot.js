// Loads the page. It stands in a file of its own because the content security policy allows no script in the page itself.
import init from "./page.js";

init({ module_or_path: "./page_bg.wasm" });

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

if ("serviceWorker" in navigator) {
  const whenIdle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 2000));
  addEventListener("load", () => whenIdle(keepForOffline));
}
