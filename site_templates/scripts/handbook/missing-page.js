/*
 * The page for wrong addresses is shown at the wrong address, however deep that is: it looks for the folder of the
 * site upwards from there, by a picture that every site has. Written into the page, for nothing can be loaded before.
 */
(() => {
  const folders = location.pathname.split("/");

  /** @param {string} folder */
  function found(folder) {
    const base = document.createElement("base");
    base.href = folder;
    document.head.append(base);
  }

  function lookUpwards() {
    folders.pop();
    if (!folders.length) {
      return;
    }
    // the host is named, for a path may begin with two slashes
    const folder = location.protocol + "//" + location.host + folders.join("/") + "/";
    const picture = new Image();
    picture.onload = () => found(folder);
    picture.onerror = lookUpwards;
    picture.src = folder + "assets/images/favicon.png";
  }

  lookUpwards();
})();
