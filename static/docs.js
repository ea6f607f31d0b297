// The API's own page. The list of routes comes from this server, nothing from another.
const place = /** @type {HTMLElement} */ (document.getElementById("docs"));

/** @type {any} */ (globalThis).SwaggerUIBundle({
  domNode: place,
  url: place.dataset.openapi,
  validatorUrl: null,
  deepLinking: true,
  displayRequestDuration: true,
});
