"""Scripts after which one of the two places where a browser keeps answers fails, each in its own way."""

from __future__ import annotations

HURRIED = """const later = window.setTimeout;
window.setTimeout = (work, wait = 0, ...all) => later(work, wait / 10, ...all);
"""
"""The page waits in vain, or before it tries again, a tenth of its time."""

LOCAL_FAILS = {
    "forbidden": """Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("forbidden", "SecurityError"); },
    });""",
    "absent": """Object.defineProperty(window, "localStorage", { value: null });""",
    "full": """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };""",
    "forgetful": """Storage.prototype.setItem = () => undefined;""",
    "broken": """for (const name of ["getItem", "setItem", "removeItem", "key"]) {
        Storage.prototype[name] = () => { throw new Error("broken"); };
    }""",
}

DATABASE_FAILS = {
    "absent": """Object.defineProperty(window, "indexedDB", { value: undefined });""",
    "forbidden": """IDBFactory.prototype.open = () => { throw new DOMException("forbidden", "SecurityError"); };""",
    "broken": """IDBFactory.prototype.open = () => {
        const request = {};
        setTimeout(() => request.onerror(new Event("error")));
        return request;
    };""",
    "hanging": f"""{HURRIED}IDBFactory.prototype.open = () => ({{}});""",
    "blocked": f"""{HURRIED}IDBFactory.prototype.open = () => {{
        const request = {{}};
        setTimeout(() => request.onblocked && request.onblocked(new Event("blocked")));
        return request;
    }};""",
    "full": """const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...all) {
        const request = put.apply(this, all);
        request.addEventListener("success", () => this.transaction.abort());
        return request;
    };""",
    "forgetful": """IDBObjectStore.prototype.put = function (_text, name) { return this.get(name); };""",
    "closed": """IDBDatabase.prototype.transaction = () => {
        throw new DOMException("closing", "InvalidStateError");
    };""",
}

FAILURES = {
    **{f"local-{name}": script for name, script in LOCAL_FAILS.items()},
    **{f"database-{name}": script for name, script in DATABASE_FAILS.items()},
}
"""All of them, one place at a time."""
