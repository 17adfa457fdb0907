// Loads the page. It stands in a file of its own because the content security policy allows no script in the page itself.
import init from "./page.js";

init({ module_or_path: "./page_bg.wasm" });
