// Reports that the page can be used, and nothing else.
document.documentElement.dataset.ready = "true";
await globalThis.__TAURI__.core.invoke("page_ready");
