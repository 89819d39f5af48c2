/* A file that a script has made goes where the browser keeps what is downloaded. */

var Download = (() => {
  /** @param {string} name @param {BlobPart} content @param {string} type */
  function save(name, content, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000); // a browser that asks where to save reads it late
  }

  return { save };
})();
