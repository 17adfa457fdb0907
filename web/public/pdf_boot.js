// Loads the worker that reads PDF files.
importScripts("pdf.js");
wasm_bindgen({ module_or_path: "pdf_bg.wasm" });
