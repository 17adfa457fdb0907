// Loads the page. It stands in a file of its own because the content security policy allows no script in the page itself.
import init from "./page.js";

init({ module_or_path: "./page_bg.wasm" });

// Offline: the page is kept for the next time. An update is fetched in the background and used from the next start on.
if ("serviceWorker" in navigator) {
  addEventListener("load", async () => {
    try {
      await navigator.serviceWorker.register("service_worker.js");
      const registration = await navigator.serviceWorker.ready;
      navigator.serviceWorker.addEventListener("message", (event) => {
        if (event.data === "updated") dispatchEvent(new CustomEvent("roomprint-updated"));
      });
      registration.active?.postMessage("refresh");
    } catch {
      // without it the page works as long as there is a network
    }
  });
}
