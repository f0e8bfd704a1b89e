// A folder is served by its index.html and asked for with a closing slash, as the local page server does it.
function handler(event) {
  var request = event.request;
  var last = request.uri.split("/").pop();
  if (last === "") {
    request.uri += "index.html";
    return request;
  }
  if (last.indexOf(".") === -1) {
    return {
      statusCode: 308,
      statusDescription: "Permanent Redirect",
      headers: { location: { value: request.uri.replace(/^\/+/, "/") + "/" } },
    };
  }
  return request;
}
