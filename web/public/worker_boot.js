// Loads the worker. It runs the program of the page, which hands it over, so that it is fetched and compiled once.
import init from "./page.js";

addEventListener("message", ({ data }) => init({ module_or_path: data }), { once: true });
