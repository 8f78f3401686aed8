// Starts Swagger UI in its own index.html.

/** The box searches methods, paths, summaries and names of operations; Swagger UI itself compares tags only. */
function opsFilter(taggedOperations, phrase) {
  const words = phrase.toLowerCase().split(/\s+/);
  const matches = text => words.every(word => text.toLowerCase().includes(word));
  const toText = operation =>
    [operation.get("method"), operation.get("path")]
      .concat(["summary", "operationId"].map(field => operation.getIn(["operation", field])))
      .join(" ");
  return taggedOperations
    .map((tag, name) =>
      tag.update("operations", all => all.filter(operation => matches(`${name} ${toText(operation)}`))),
    )
    .filter(tag => tag.get("operations").size > 0);
}

/** All errors have the same schema, so only the first one of an operation shows it, with an example. */
const withOneError = (Response, { React, specSelectors }) =>
  function ResponseWithOneError(props) {
    const { path, method, code } = props;
    const codes = specSelectors.specJson().getIn(["paths", path, method, "responses"])?.keySeq() ?? [];
    const firstError = codes.find(status => Number(status) >= 400);
    const isRepeated = Number(code) >= 400 && String(code) !== firstError;
    const response = isRepeated ? props.response.delete("content") : props.response;
    return React.createElement(Response, { ...props, response });
  };

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.classList.add("dark-mode");

window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#swagger-ui",
    deepLinking: true,
    filter: true,
    // Drawing all operations at once takes minutes.
    docExpansion: "none",
    defaultModelsExpandDepth: 0,
    persistAuthorization: true,
    plugins: [{ fn: { opsFilter }, wrapComponents: { response: withOneError } }],
  });
};
