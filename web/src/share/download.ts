/** Hands an address to the browser's own downloads: it is an attachment, so the page stays. */
export function download(url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.rel = "noreferrer";
  document.body.append(link);
  link.click();
  link.remove();
}
