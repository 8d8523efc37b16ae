// Browsers start no worker for a page that was opened from disk. There, the search's worker script runs in a
// hidden frame instead, behind the part of the `Worker` interface that Material uses.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    #frame = document.createElement("iframe");
    #ready;

    constructor(url) {
      super();
      this.#frame.hidden = true;
      document.body.append(this.#frame);
      const { contentWindow: inner, contentDocument: page } = this.#frame;
      inner.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
      this.#ready = new Promise((resolve) => {
        const script = page.createElement("script");
        script.src = url;
        script.addEventListener("load", resolve);
        page.body.append(script);
      });
    }

    postMessage(data) {
      this.#ready.then(() => this.#frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.#frame.remove();
    }
  };
}
