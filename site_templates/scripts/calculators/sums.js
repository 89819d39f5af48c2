/*
 * Pure sums of a Party branch, the same as hooks/standards_site/sums/: values in,
 * values out. No DOM, no clock. How strongly and with what standing a number is laid down comes with it, in `words`.
 */

var CalculatorsCore = (() => {
  const OPEN = "待核";
  const KIND = "branch_kind";
  const DAY = 86400000;
  /** @type {Values<{form: RegExp, places: number}>} */
  const FORMS = {
    whole: { form: /^([0-9]+)$/, places: 0 },
    money: { form: /^([0-9]+)(?:\.([0-9]{1,2}))?$/, places: 2 },
    hours: { form: /^([0-9]+)(?:\.([0-9]))?$/, places: 1 },
  };

  /** What was typed cannot be reckoned with; the message is a sentence for the reader. */
  class Unanswerable extends Error {}

  /** Gives a sentence of the page's data with what belongs into it. */
  /** @param {ToolSetup} setup @returns {SaySentence} */
  const sayingOf =
    ({ sentences }) =>
    (sentence, values) =>
      sentences[sentence].replace(/\{(\w+)\}/g, (_, name) => String(/** @type {any} */ (values)[name]));

  /** The fewest people who are at least `share` per cent of `people`. */
  /** @param {number} people @param {number} share */
  function atLeast(people, share) {
    return Math.floor((people * share + 99) / 100);
  }

  /** The fewest people who are more than `share` per cent of `people`. */
  /** @param {number} people @param {number} share */
  function moreThan(people, share) {
    return Math.floor((people * share) / 100) + 1;
  }

  /** How many candidates `seats` need: at least `difference` per cent more than seats. */
  /** @param {number} seats @param {number} difference */
  function candidatesNeeded(seats, difference) {
    return atLeast(seats, 100 + difference);
  }

  /** Into how many groups members can be divided: each needs so many members, and so many formal ones among them. */
  /** @param {number} formal @param {number} probationary @param {Numbers} limits */
  function groupsPossible(formal, probationary, limits) {
    return Math.floor(Math.min((formal + probationary) / limits.group_min, formal / limits.group_formal));
  }

  /** The rate in thousandths that holds for the whole base (in fen). */
  /** @param {number} baseFen @param {number[][]} bands */
  function duesRate(baseFen, bands) {
    return bands.find((band) => band[0] === null || baseFen <= band[0] * 100)[1];
  }

  /** @param {any} value */
  function twoDigits(value) {
    return (value < 10 ? "0" : "") + value;
  }

  /** @param {number} year @param {number} month */
  function lastDay(year, month) {
    return new Date(Date.UTC(year, month, 0)).getUTCDate();
  }

  /** @param {string} day @param {number} years */
  function yearsLater(day, years) {
    return Day.monthsLater(day, 12 * years);
  }

  /** The `count`-th weekday after `day`, which itself is not counted. Public holidays are not known here. */
  /** @param {string} day @param {number} count */
  function workdaysLater(day, count) {
    const [year, month, date] = day.split("-").map(Number);
    let time = Date.UTC(year, month - 1, date);
    let left = count;
    while (left > 0) {
      time += DAY;
      const weekday = new Date(time).getUTCDay();
      if (weekday > 0 && weekday < 6) left -= 1;
    }
    return new Date(time).toISOString().slice(0, 10);
  }

  /** An amount in fen, in yuan. */
  /** @param {number} fen @param {SaySentence} say */
  function yuan(fen, say) {
    return say("yuan", { yuan: Math.floor(fen / 100), fen: twoDigits(fen % 100) });
  }

  /** A row with the words that stand beside its numbers, each mark once. */
  /** @param {string} label @param {string} value @param {NumberWords[]} words @param {string} [first] */
  function row(label, value, words, first) {
    const marks = words.reduce((found, word) => found.concat(word.mark.split("、")), [first || ""]);
    return [label, value, marks.filter((mark, place) => mark && marks.indexOf(mark) === place).join("、")];
  }

  /** Words that begin with a figure behind the modal word, if there is one. */
  /** @param {string} modal @param {string} text */
  function spaced(modal, text) {
    return modal ? modal + " " + text : text;
  }

  /** @param {any} value */
  function tenths(value) {
    return value % 10 ? Math.floor(value / 10) + "." + (value % 10) : String(value / 10);
  }

  /** The values typed into the fields of a tool; a field that is not asked or left open is null. */
  /** @param {string} tool @param {Values<string>} given @param {ToolSetup} setup @param {SaySentence} say @returns {Values<any>} */
  function read(tool, given, setup, say) {
    const fields = setup.questions[tool];
    /** @param {ToolField} field */
    const typed = (field) => String(given[field.name] === undefined ? "" : given[field.name]).trim();
    const choice = typed(fields[0]);
    /** @type {Values<any>} */
    const values = {};
    for (const field of fields) {
      const asked = isAsked(field, choice);
      const text = asked ? typed(field) : "";
      if (asked && text === "" && !field.optional) throw new Unanswerable(say("unanswered", field));
      values[field.name] = text === "" ? null : fieldValue(field, text, setup, say);
    }
    return values;
  }

  /** Whether a field is asked when the tool's first field holds `choice`. */
  /** @param {ToolField} field @param {string} choice */
  function isAsked(field, choice) {
    return field.only.length === 0 || field.only.indexOf(choice) >= 0;
  }

  /** @param {ToolField} field @param {string} text @param {ToolSetup} setup @param {SaySentence} say */
  function fieldValue(field, text, setup, say) {
    if (field.kind === "choice") {
      if (!field.options.some((option) => option[0] === text)) throw new Unanswerable(say("not_a_choice", field));
      return text;
    }
    const number = TypedNumber.plain(text);
    if (field.kind === "date") return dateOf(field, number, setup, say);
    if (/^-[0-9.]+$/.test(number)) throw new Unanswerable(say("negative", field));
    const { form, places } = FORMS[field.kind];
    const found = form.exec(number);
    if (!found) throw new Unanswerable(say("not_" + field.kind, field));
    const unit = 10 ** places;
    const part = Number((found[2] || "").padEnd(places, "0") || "0");
    const value = found[1].length < 10 ? Number(found[1]) * unit + part : -1;
    if (value < field.min * unit || value > field.max * unit) {
      throw new Unanswerable(say("out_of_range", field));
    }
    return value;
  }

  /** @param {ToolField} field @param {string} text @param {ToolSetup} setup @param {SaySentence} say */
  function dateOf(field, text, setup, say) {
    const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    if (!found) throw new Unanswerable(say("no_date", field));
    const [year, month, day] = found.slice(1).map(Number);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > lastDay(year, month)) {
      throw new Unanswerable(say("no_such_date", field));
    }
    if (year < setup.firstYear || year > setup.lastYear) {
      throw new Unanswerable(say("out_of_years", { label: field.label, min: setup.firstYear, max: setup.lastYear }));
    }
    return text;
  }

  /** @param {string} label @param {number} n @param {NumberWords} words @param {SaySentence} say */
  function votes(label, n, words, say) {
    return row(say(label), say("votes", { modal: words.modal, n }), [words]);
  }

  /** @param {Values<any>} one @param {Numbers} limits @param {SaySentence} say */
  function vote({ kind, entitled, present, seats }, limits, say) {
    if (present !== null && present > entitled) throw new Unanswerable(say("more_than_entitled"));
    const said = limits.words;
    /** @type {Values<[number, NumberWords]>} */
    const quorums = {
      congress: [atLeast(entitled, limits.congress_quorum), said.congress_quorum],
      admission: [moreThan(entitled, limits.admission_quorum), said.admission_quorum],
      committee: [atLeast(entitled, limits.committee_quorum), said.committee_quorum],
      election: [atLeast(entitled, limits.turnout), said.turnout],
    };
    const [quorum, words] = quorums[kind];
    const rows = [row(say("attendance"), say("people", { modal: words.modal, n: quorum }), [words])];
    if (present !== null) {
      const enough = present >= quorum ? "enough" : "too_few";
      rows.push([say("quorum"), say(enough, { n: present, left: quorum - present }), ""]);
    }
    if (kind === "congress") rows.push(votes("in_favour", moreThan(entitled, limits.majority), said.majority, say));
    if (kind === "admission") {
      const admission = said.admission_majority;
      rows.push(votes("in_favour", moreThan(entitled, limits.admission_majority), admission, say));
      rows.push(row(say("in_writing"), say("in_writing_counts"), [admission]));
    }
    if (kind === "election") {
      if (said.elected.used) {
        rows.push(votes("elected", moreThan(entitled, limits.elected), said.elected, say));
      }
      if (present !== null && said.elected_present.used) {
        const elected = moreThan(present, limits.elected_present);
        rows.push(votes("elected_present", elected, said.elected_present, say));
      }
      if (seats !== null) {
        const n = candidatesNeeded(seats, limits.difference);
        rows.push(row(say("candidates"), say("names", { modal: said.difference.modal, n }), [said.difference]));
      }
    }
    return rows;
  }

  /** @param {Values<any>} one @param {Numbers} limits @param {SaySentence} say */
  function setup({ members, probationary, units }, limits, say) {
    const said = limits.words;
    const alone = said.branch_min;
    const rows = [];
    const fewest = Math.max(limits.together, limits.branch_min);
    const few = members < fewest;
    if (few) {
      const together = say("together", { n: fewest, modal: said.together.modal });
      rows.push(row(say("setup"), together, [said.together]));
    } else if (units > 1) {
      rows.push([say("setup"), say("several_units"), ""]);
      const first = say("unit_alone", { n: limits.branch_min, modal: alone.modal });
      rows.push(row(say("look_first"), first, [alone], say("hint")));
    } else {
      rows.push(row(say("setup"), say("alone", alone), [alone]));
    }
    if (units > limits.joint_units) {
      const most = say("most_units", { modal: said.joint_units.modal, n: limits.joint_units });
      rows.push(row(say("units"), most, [said.joint_units], say("hint")));
    }
    if (members >= limits.committee_from) {
      rows.push(row(say("committee"), say("has_committee", said.committee_from), [said.committee_from]));
      rows.push(row(say("committee_members"), committeeSize(limits, say), [said.committee_usual, said.committee_max]));
    } else if (!few) {
      rows.push(row(say("committee"), limits.without_committee, [said.committee_below, said.committee_from]));
    }
    if (members + probationary > limits.branch_max) {
      const most = say("most_members", { modal: said.branch_max.modal, n: limits.branch_max });
      rows.push(row(say("branch_members"), most, [said.branch_max], say("hint")));
    }
    const groups = groupsPossible(members, probationary, limits);
    const each = groupSize(limits, say);
    const whose = [said.group_min, said.group_formal];
    const origin = said.group_min.origin ? "，" + said.group_min.origin : "";
    if (groups > 1) rows.push(row(say("groups"), say("groups_possible", { n: groups, each, origin }), whose));
    else rows.push(row(say("group"), say("no_groups", { each }), whose));
    return rows;
  }

  /** How many members a committee has, and how many at the most. */
  /** @param {Numbers} limits @param {SaySentence} say */
  function committeeSize(limits, say) {
    const { committee_usual: usual, committee_max: most } = limits.words;
    const size = say("committee_usual", { min: limits.committee_min, usual: limits.committee_usual });
    return say("committee_size", { usual: spaced(usual.modal, size), modal: most.modal, n: limits.committee_max });
  }

  /** How many people a group has at the least, and how many formal members among them. */
  /** @param {Numbers} limits @param {SaySentence} say */
  function groupSize(limits, say) {
    const { group_min: people, group_formal: formal } = limits.words;
    const modals = { people_modal: people.modal, formal_modal: formal.modal };
    return say("group_size", { people: limits.group_min, formal: limits.group_formal, ...modals });
  }

  /** @param {Values<any>} values @param {Numbers} limits @param {SaySentence} say */
  function dues(values, limits, say) {
    const said = limits.words;
    if (values.kind === "student") {
      const fen = spaced(said.student_fen.modal, yuan(limits.student_fen, say));
      return [row(say("due_monthly"), fen, [said.student_fen])];
    }
    let base = values.pension;
    let bands = limits.retired;
    let words = said.retired;
    if (values.kind === "working") {
      base = values.income;
      for (const name of ["tax", "insurance", "annuity", "subsidy", "bonus"]) base -= values[name] || 0;
      if (base < 0) throw new Unanswerable(say("more_than_income"));
      bands = limits.working;
      words = said.working;
    }
    if (base === 0) throw new Unanswerable(say("no_base"));
    const rate = duesRate(base, bands);
    const owed = Math.floor((base * rate + 500) / 1000); // whole fen; half a fen counts as one
    const rows = [
      [say("base"), yuan(base, say), ""],
      row(say("rate"), say("rate_of_all", { rate: spaced(words.modal, tenths(rate) + "%") }), [words]),
      [say("due_monthly"), yuan(owed, say), ""],
    ];
    if ((base * rate) % 1000) {
      rows.push([say("parts_of_a_fen"), say("rounded"), OPEN]);
    }
    if (owed > limits.dues_hint * 100) {
      const most = say("most_dues", { modal: said.dues_hint.modal, n: limits.dues_hint });
      rows.push(row(say("above"), most, [said.dues_hint], say("hint")));
    }
    return rows;
  }

  /** @param {Values<string>} dates @param {Numbers} limits @param {SaySentence} say @param {ToolField[]} fields */
  function development(dates, limits, say, fields) {
    const events = fields.filter((field) => field.kind === "date");
    const happened = events.filter((field) => dates[field.name] !== null);
    happened.slice(1).forEach((after, place) => {
      const before = happened[place];
      if (dates[after.name] < dates[before.name]) {
        throw new Unanswerable(say("wrong_order", { after: after.label, before: before.label }));
      }
    });
    const said = limits.words;
    const rows = [];
    /** @param {string} label @param {string} start @param {string} name @param {string} then @param {boolean} [last] */
    function latest(label, start, name, then, last = true) {
      if (dates[start] === null) return;
      const words = said[name];
      const limit = Day.monthsLater(dates[start], limits[name]);
      const late = say(last && words.binds ? "late" : "hint");
      const mark = dates[then] !== null && dates[then] > limit ? late : "";
      rows.push(row(say(label), say("not_later", { modal: words.modal, day: limit }), [words], mark));
    }
    /**
     * @param {string} label @param {string} day @param {string} then @param {string} value @param {NumberWords} words
     * @param {string} mark
     */
    function earliest(label, day, then, value, words, mark) {
      const early = dates[then] !== null && dates[then] < day;
      const told = say(words.binds ? "early" : "hint");
      rows.push(row(say(label), value, [words], early ? told : mark));
    }
    latest("talk", "application", "talk_months", "talk");
    if (dates.activist !== null) {
      const words = said.activist_years;
      const day = yearsLater(dates.activist, limits.activist_years);
      earliest("candidate", day, "candidate", say("not_earlier", { modal: words.modal, day }), words, "");
    }
    if (dates.notice !== null) {
      const words = said.notice_days;
      const day = workdaysLater(dates.notice, limits.notice_days);
      earliest("notice", day, "candidate", say("at_least_until", { modal: words.modal, day }), words, OPEN);
    }
    latest("congress", "preview", "congress_months", "congress");
    latest("approval", "sent", "approval_months", "approval", false);
    latest("approval_special", "sent", "approval_special_months", "approval");
    latest("oath", "approval", "oath_months", "oath");
    if (dates.congress !== null) {
      const words = said.probation_years;
      const day = yearsLater(dates.congress, limits.probation_years);
      earliest("probation", day, "full", spaced(words.modal, say("ends", { day })), words, OPEN);
    }
    latest("full_approval", "full_sent", "full_approval_months", "full_approval");
    const [first, sure] = [limits.rules_earliest, limits.rules_from];
    if (happened.some((field) => dates[field.name] < first)) {
      rows.push([say("which_rules"), say("before_rules", { first }), OPEN]);
    }
    if (happened.some((field) => first <= dates[field.name] && dates[field.name] < sure)) {
      rows.push([say("which_rules"), say("between_rules", { first, sure }), OPEN]);
    }
    return rows;
  }

  /** @param {Values<any>} one @param {Numbers} limits @param {SaySentence} say */
  function hours({ kind, done }, limits, say) {
    const name = kind === "leader" ? "leader_hours" : "member_hours";
    const [asked, words] = [limits[name], limits.words[name]];
    const left = Math.max(0, asked * 10 - done);
    return [
      row(say("hours_a_year"), say("hours", { modal: words.modal, n: asked }), [words]),
      [say("left"), left ? say("hours_left", { n: tenths(left) }) : say("nothing_left"), ""],
      [say("done"), Math.floor((done * 10) / asked) + "%", ""],
    ];
  }

  /** @param {Values<any>} one @param {Numbers} limits @param {SaySentence} say */
  function term({ start }, limits, say) {
    const said = limits.words;
    const end = yearsLater(start, limits.term_years);
    const reminder = Day.monthsLater(end, -limits.reminder_months);
    const request = Day.monthsLater(end, -limits.request_months);
    const last = yearsLater(end, limits.extension_years);
    const years = spaced(said.term_years.modal, say("years", { n: limits.term_years }));
    const ahead = say("months_ahead", { modal: said.reminder_months.modal, n: limits.reminder_months });
    const longest = say("most_years", { modal: said.extension_years.modal, n: limits.extension_years });
    /** @param {string} day @param {string} words */
    const withWords = (day, words) => say("with_words", { day, words });
    return [
      row(say("term_ends"), withWords(end, years), [said.term_years]),
      row(say("reminder"), withWords(reminder, ahead), [said.reminder_months]),
      row(say("request"), withWords(request, limits.request_says), [said.request_months]),
      row(say("extension"), say("until", { day: last, words: longest }), [said.extension_years]),
    ];
  }

  /** @type {Values<(values: Values<any>, limits: Numbers, say: SaySentence, fields: ToolField[]) => string[][]>} */
  const TOOLS = { vote, setup, dues, development, hours, term };

  /** What a tool answers to what was typed: rows, or a sentence that says why there are none. @returns {Answer} */
  /** @param {string} tool @param {Values<string>} given @param {ToolSetup} data @returns {ToolAnswer} */
  function answer(tool, given, data) {
    try {
      const say = sayingOf(data);
      const values = read(tool, given, data, say);
      const others = data.limits.kinds.filter((kind) => kind.tools.indexOf(tool) >= 0);
      const own = others.find((kind) => kind.id === values[KIND]);
      const rows = TOOLS[tool](values, own ? own.limits : data.limits, say, data.questions[tool]);
      if (others.length && !values[KIND]) {
        const titles = others.map((kind) => kind.title).join("、");
        rows.push([say("kind"), say("other_numbers", { titles }), say("hint")]);
      }
      return { rows, problem: "" };
    } catch (fault) {
      if (fault instanceof Unanswerable) return { rows: [], problem: fault.message };
      throw fault;
    }
  }

  return { answer, isAsked, atLeast, moreThan, candidatesNeeded, yearsLater, workdaysLater };
})();
