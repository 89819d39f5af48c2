/* One day of one person: its control, what is wrong with it, and what another window filled in there. */

var PersonField = (() => {
  const { element, button, say } = Dom;

  class Field {
    /** @param {PeopleRules} rules @param {KeptDate} date @param {string} key @param {(field: Field) => void} changed */
    constructor(rules, date, key, changed) {
      this.rules = rules;
      this.date = date;
      this.changed = changed;
      this.box = element("div", "field");
      this.control = element("input");
      this.control.type = "date";
      this.control.id = key + "-" + date.name;
      const label = element("label", "", date.label);
      label.htmlFor = this.control.id;
      this.problem = element("p", "problem");
      this.problem.id = this.control.id + "-problem";
      this.problem.setAttribute("aria-live", "polite");
      this.control.setAttribute("aria-describedby", this.problem.id);
      this.notice = element("p", "elsewhere");
      this.notice.setAttribute("role", "status");
      this.box.append(label, this.control, this.problem, this.notice);
      this.shown = "";
      this.kept = "";
      this.isPending = false;
      this.control.addEventListener("input", () => changed(this));
      this.box.addEventListener("focusout", () => (this.isPending ? this.leave() : this.check()));
    }

    /** Says what is wrong, or can hardly be meant. What is no day is not kept, and what was kept stays. */
    check() {
      // what is to come is told with the other faults
      const { problem, remark } = TypedDay.look(this.control, this.rules, { label: this.date.label, latest: "" });
      if (problem) this.control.setAttribute("aria-invalid", "true");
      else this.control.removeAttribute("aria-invalid");
      say(this.problem, problem ? problem + "还没有存。" : remark);
      return !problem;
    }

    /** The day that stands in it. */
    day() {
      return TypedDay.read(this.control, this.rules).day;
    }

    /** @param {string} day */
    show(day) {
      this.control.value = day;
      this.shown = day;
      this.isPending = false;
      this.notice.textContent = "";
      this.check();
    }

    /** Follows what is kept now, but never a field that somebody is typing in. Returns whether it changed. */
    /** @param {string} day */
    follow(day) {
      this.kept = day;
      if (day === this.shown) return false;
      if (document.activeElement === this.control) {
        this.isPending = true;
        say(this.notice, "另一个窗口把这里" + (day ? "改成了 " + day : "清空了") + "。接着改就以你的为准。");
        return false;
      }
      this.show(day);
      return true;
    }

    leave() {
      const before = this.control.value;
      this.show(this.kept);
      if (before && before !== this.kept) this.offer(before);
    }

    /** Offers a day that had to give way. */
    /** @param {string} day */
    offer(day) {
      this.notice.textContent = "";
      if (!day) return;
      const take = () => {
        this.control.value = day;
        this.notice.textContent = "";
        this.changed(this);
        this.control.focus();
      };
      this.notice.append("另一处同时填的是 " + day, " ", button("用回 " + day, take));
    }
  }

  return Field;
})();
