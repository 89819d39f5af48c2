// The system's Firefox over WebDriver BiDi, with a fresh profile of its own.
import puppeteer from "puppeteer-core";

/** The defaults of automated browsers relax what pages from disk may do; these are the settings people have. */
const AS_INSTALLED = {
  "remote.prefs.recommended": false,
  "security.fileuri.strict_origin_policy": true,
  "privacy.file_unique_origin": true,
  // nothing leaves the machine
  "browser.startup.page": 0,
  "browser.shell.checkDefaultBrowser": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
};

export function open(executablePath, options = {}) {
  // a busy machine takes its time
  const prefs = { extraPrefsFirefox: AS_INSTALLED, timeout: 120_000 };
  return puppeteer.launch({ browser: "firefox", executablePath, headless: true, ...prefs, ...options });
}

/** Prints what `work` finds on a page, as JSON, and the faults that the page had meanwhile. */
export async function report(executablePath, work) {
  const browser = await open(executablePath);
  try {
    const page = await browser.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    console.log(JSON.stringify({ ...(await work(page)), faults }));
  } finally {
    await browser.close();
  }
}
