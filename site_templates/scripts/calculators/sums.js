/*
 * Pure sums of a Party branch, the same as hooks/standards_site/sums/: values in,
 * values out. No DOM, no clock. How strongly and with what standing a number is laid down comes with it, in `words`.
 */

var CalculatorsCore = (() => {
  const OPEN = "待核";
  const KIND = "branch_kind";
  /** What comes off the pay: as long as one is not answered, the base is not known. */
  const EXCLUDED = ["tax", "insurance", "annuity", "subsidy", "bonus"];
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

  /** A row with a day to keep, and what happens on it. */
  /** @param {string[]} told @param {string} event @param {string} day */
  function dated(told, event, day) {
    return [...told, event, day];
  }

  /** Words that begin with a figure behind the modal word, if there is one. */
  /** @param {string} modal @param {string} text */
  function spaced(modal, text) {
    return modal ? modal + " " + text : text;
  }

  /** @param {string[]} labels */
  function quoted(labels) {
    return labels.map((label) => "“" + label + "”").join("、");
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
      values[field.name] = text === "" ? null : fieldValue(field, text, setup, say);
    }
    if (values.event) values[values.event] = values.day;
    return values;
  }

  /** How the fields are called that an answer still needs; any one date is enough for those that may be left open. */
  /** @param {ToolField[]} fields @param {Values<any>} values @returns {string[]} */
  function leftOpen(fields, values) {
    if (fields.some((field) => field.kind === "date" && field.optional && values[field.name] !== null)) return [];
    const choice = values[fields[0].name] || "";
    const asked = fields.filter((field) => !field.optional && isAsked(field, choice));
    return asked.filter((field) => values[field.name] === null).map((field) => field.label);
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
    const number = TypedNumber.plain(text, field.kind);
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
    if (entitled !== null && present !== null && present > entitled) throw new Unanswerable(say("more_than_entitled"));
    const rows = entitled === null ? [] : counts(kind, entitled, limits, say);
    if (kind === "election") rows.push(...election(present, seats, limits, say));
    if (entitled === null) return rows;
    if (present === null) return rows.concat([[say("next"), say("count_present"), ""]]);
    const left = quorumOf(kind, entitled, limits)[0] - present;
    rows.push([say("quorum"), say(left > 0 ? "too_few" : "enough", { n: present, left }), ""]);
    const needed = moreThan(entitled, limits.majority);
    // of an admission votes in writing count too, and an election has its own
    const cannotPass = left <= 0 && kind === "congress" && present < needed;
    const next = cannotPass ? say("cannot_pass", { n: needed }) : say(left > 0 ? "put_off" : "may_vote");
    rows.push([say("next"), next, ""]);
    return rows;
  }

  /** @param {string} kind @param {number} entitled @param {Numbers} limits @returns {[number, NumberWords]} */
  function quorumOf(kind, entitled, limits) {
    const said = limits.words;
    /** @type {Values<[number, NumberWords]>} */
    const quorums = {
      congress: [atLeast(entitled, limits.congress_quorum), said.congress_quorum],
      admission: [moreThan(entitled, limits.admission_quorum), said.admission_quorum],
      committee: [atLeast(entitled, limits.committee_quorum), said.committee_quorum],
      election: [atLeast(entitled, limits.turnout), said.turnout],
    };
    return quorums[kind];
  }

  /** How many votes carry a motion of a kind; 0 where that is not reckoned from those entitled alone. */
  /** @param {string} kind @param {number} entitled @param {Numbers} limits */
  function inFavour(kind, entitled, limits) {
    /** @type {Values<number>} */
    const majorities = { congress: limits.majority, admission: limits.admission_majority };
    return majorities[kind] ? moreThan(entitled, majorities[kind]) : 0;
  }

  /** @param {string} kind @param {number} entitled @param {Numbers} limits @param {SaySentence} say */
  function counts(kind, entitled, limits, say) {
    const said = limits.words;
    const [quorum, words] = quorumOf(kind, entitled, limits);
    const rows = [row(say("attendance"), say("people", { modal: words.modal, n: quorum }), [words])];
    const needed = inFavour(kind, entitled, limits);
    if (kind === "congress") rows.push(votes("in_favour", needed, said.majority, say));
    if (kind === "admission") {
      const admission = said.admission_majority;
      rows.push(votes("in_favour", needed, admission, say));
      rows.push(row(say("in_writing"), say("in_writing_counts"), [admission]));
    }
    if (kind === "election" && said.elected.used) {
      rows.push(votes("elected", moreThan(entitled, limits.elected), said.elected, say));
    }
    return rows;
  }

  /** @param {number | null} present @param {number | null} seats @param {Numbers} limits @param {SaySentence} say */
  function election(present, seats, limits, say) {
    const said = limits.words;
    const rows = [];
    if (present !== null && said.elected_present.used) {
      const elected = moreThan(present, limits.elected_present);
      rows.push(votes("elected_present", elected, said.elected_present, say));
    }
    if (seats !== null) {
      const n = candidatesNeeded(seats, limits.difference);
      rows.push(row(say("candidates"), say("names", { modal: said.difference.modal, n }), [said.difference]));
    }
    return rows;
  }

  /** @param {Values<any>} one @param {Numbers} limits @param {SaySentence} say */
  function setup({ members, probationary, units }, limits, say) {
    const said = limits.words;
    const alone = said.branch_min;
    const rows = [];
    const fewest = Math.max(limits.together, limits.branch_min);
    const few = members !== null && members < fewest;
    if (few) {
      const together = say("together", { n: fewest, modal: said.together.modal });
      rows.push(row(say("setup"), together, [said.together]));
    } else if (members !== null && units > 1) {
      rows.push([say("setup"), say("several_units"), ""]);
      const first = say("unit_alone", { n: limits.branch_min, modal: alone.modal });
      rows.push(row(say("look_first"), first, [alone], say("hint")));
    } else if (members !== null && units !== null) {
      rows.push(row(say("setup"), say("alone", alone), [alone]));
    }
    if (units > limits.joint_units) {
      const most = say("most_units", { modal: said.joint_units.modal, n: limits.joint_units });
      rows.push(row(say("units"), most, [said.joint_units], say("hint")));
    }
    if (members === null) return rows;
    if (members >= limits.committee_from) {
      rows.push(row(say("committee"), say("has_committee", said.committee_from), [said.committee_from]));
      rows.push(row(say("committee_members"), committeeSize(limits, say), [said.committee_usual, said.committee_max]));
    } else if (!few) {
      rows.push(row(say("committee"), limits.without_committee, [said.committee_below, said.committee_from]));
    }
    if (members + (probationary || 0) > limits.branch_max) {
      const most = say("most_members", { modal: said.branch_max.modal, n: limits.branch_max });
      rows.push(row(say("branch_members"), most, [said.branch_max], say("hint")));
    }
    if (probationary !== null) rows.push(groups(members, probationary, limits, say));
    rows.push([say("next"), say("ask_above"), ""]);
    return rows;
  }

  /** @param {number} members @param {number} probationary @param {Numbers} limits @param {SaySentence} say */
  function groups(members, probationary, limits, say) {
    const said = limits.words;
    const n = groupsPossible(members, probationary, limits);
    const each = groupSize(limits, say);
    const whose = [said.group_min, said.group_formal];
    const origin = said.group_min.origin ? "，" + said.group_min.origin : "";
    if (n < 2) return row(say("group"), say("no_groups", { each }), whose);
    return row(say("groups"), say("groups_possible", { n, each, origin }), whose);
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

  /** @param {Values<any>} values @param {Numbers} limits @param {SaySentence} say @param {ToolField[]} fields */
  function dues(values, limits, say, fields) {
    const said = limits.words;
    if (values.kind === "student") {
      const fen = spaced(said.student_fen.modal, yuan(limits.student_fen, say));
      return [row(say("due_monthly"), fen, [said.student_fen]), [say("next"), say("pay"), ""]];
    }
    const working = values.kind === "working";
    const given = working ? values.income : values.pension;
    if (given === null) return [];
    const [bands, words] = working ? [limits.working, said.working] : [limits.retired, said.retired];
    let [base, unknown] = [given, ""];
    if (working) {
      const asked = fields.filter(({ name }) => EXCLUDED.includes(name));
      for (const { name } of asked) base -= values[name] || 0;
      const open = asked.filter(({ name }) => values[name] === null);
      unknown = quoted(open.map(({ label }) => label));
      if (base < 0) throw new Unanswerable(say("more_than_income"));
    }
    if (base === 0) throw new Unanswerable(say("no_base"));
    const rate = duesRate(base, bands);
    const owed = Math.floor((base * rate + 500) / 1000); // whole fen; half a fen counts as one
    const isAbove = owed > limits.dues_hint * 100;
    /** @param {number} fen */
    const told = (fen) => (unknown ? say("at_most", { yuan: yuan(fen, say) }) : yuan(fen, say));
    const rows = [[say(isAbove ? "by_rate" : "due_monthly"), told(owed), ""]];
    if (isAbove) {
      const most = say("most_dues", { modal: said.dues_hint.modal, n: limits.dues_hint });
      rows.unshift(row(say("due_monthly"), most, [said.dues_hint]));
    }
    const then = unknown ? say("ask_pay_office", { labels: unknown }) : say(isAbove ? "pay_most" : "pay");
    rows.push(
      [say("next"), then, ""],
      [say("base"), told(base), ""],
      row(say("rate"), say("rate_of_all", { rate: spaced(words.modal, tenths(rate) + "%") }), [words]),
    );
    if ((base * rate) % 1000) {
      rows.push([say("parts_of_a_fen"), say("rounded"), OPEN]);
    }
    return rows;
  }

  /** How long a day is past and what to do about it, as the end of a sentence. */
  /** @param {string} sentence @param {string} day @param {string} today @param {SaySentence} say */
  function past(sentence, day, today, say) {
    return day < today ? say(sentence, { n: Math.round((Date.parse(today) - Date.parse(day)) / 86400000) }) : "";
  }

  /**
   * @param {Values<string>} dates @param {Numbers} limits @param {SaySentence} say @param {ToolField[]} fields
   * @param {string} today
   */
  function development(dates, limits, say, fields, today) {
    const events = fields.filter((field) => field.kind === "date" && field.optional);
    const happened = events.filter((field) => dates[field.name] !== null);
    happened.slice(1).forEach((after, place) => {
      const before = happened[place];
      if (dates[after.name] < dates[before.name]) {
        throw new Unanswerable(say("wrong_order", { after: after.label, before: before.label }));
      }
    });
    if (happened.length === 0) return [];
    const said = limits.words;
    const rows = [];
    /** @param {string} sentence @param {string} day @param {string} then */
    const gone = (sentence, day, then) => past(dates[then] === null ? sentence : "past_done", day, today, say);
    /** @param {string} label @param {string} start @param {string} name @param {string} then @param {boolean} [last] */
    function latest(label, start, name, then, last = true) {
      if (dates[start] === null) return;
      const words = said[name];
      const limit = Day.monthsLater(dates[start], limits[name]);
      const late = say(last && words.binds ? "late" : "hint");
      const mark = dates[then] !== null && dates[then] > limit ? late : "";
      const value = say("not_later", { modal: words.modal, day: limit }) + gone("past_due", limit, then);
      rows.push(dated(row(say(label), value, [words], mark), label, limit));
    }
    /**
     * @param {string} label @param {string} day @param {string} then @param {string} value @param {NumberWords} words
     * @param {string} mark
     */
    function earliest(label, day, then, value, words, mark) {
      const early = dates[then] !== null && dates[then] < day;
      const told = say(words.binds ? "early" : "hint");
      const whole = value + gone("past_open", day, then);
      rows.push(dated(row(say(label), whole, [words], early ? told : mark), label, day));
    }
    latest("talk", "application", "talk_months", "talk");
    if (dates.activist !== null) {
      const words = said.activist_years;
      const day = yearsLater(dates.activist, limits.activist_years);
      earliest("candidate", day, "candidate", say("not_earlier", { modal: words.modal, day }), words, "");
    }
    if (dates.notice !== null) {
      const words = said.notice_days;
      const day = WorkingDays.later(dates.notice, limits.notice_days, limits.work);
      earliest("notice", day, "candidate", say("at_least_until", { modal: words.modal, day }), words, OPEN);
      const years = WorkingDays.unknownYears(dates.notice, day, limits.work).join("、");
      if (years) rows.push([say("workdays"), say("no_days_off", { years }), OPEN]);
    }
    latest("congress", "preview", "congress_months", "congress");
    latest("approval", "sent", "approval_months", "approval", false);
    latest("approval_special", "sent", "approval_special_months", "approval");
    latest("oath", "approval", "oath_months", "oath");
    let meeting = dates.full;
    if (dates.congress !== null) {
      const words = said.probation_years;
      const day = yearsLater(dates.congress, limits.probation_years);
      if (meeting === null) {
        meeting = day;
        const due = gone("past_due", day, "full_sent");
        rows.push([say("full_application"), say("apply_by", { day }) + due, say("hint")]);
        rows.push([say("full"), say("meet_from", { day }) + due, say("hint")]);
      }
      earliest("probation", day, "full", spaced(words.modal, say("ends", { day })), words, OPEN);
    }
    if (meeting !== null && dates.full_sent === null) {
      const [words, n] = [said.full_approval_months, limits.full_approval_months];
      const day = Day.monthsLater(meeting, n);
      const value = say("not_later_after", { modal: words.modal, n, start: meeting, day });
      const whole = value + gone("past_due", day, "full_approval");
      rows.push(dated(row(say("full_approval"), whole, [words]), "full_approval", day));
    }
    latest("full_approval", "full_sent", "full_approval_months", "full_approval");
    const following = events.slice(events.indexOf(happened[happened.length - 1]) + 1);
    let then = say("all_done");
    if (dates.congress !== null && following.some(({ name }) => name === "full")) then = say("apply_first");
    else if (following.length) then = say(rows.length ? "then_comes" : "then", following[0]);
    rows.push([say("next"), then, ""]);
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
    const aYear = row(say("hours_a_year"), say("hours", { modal: words.modal, n: asked }), [words]);
    if (done === null) return [aYear];
    const left = Math.max(0, asked * 10 - done);
    return [
      [say("left"), left ? say("hours_left", { n: tenths(left) }) : say("nothing_left"), ""],
      [say("next"), say(left ? "ask_for_training" : "hand_in"), ""],
      aYear,
      [say("done"), Math.floor((done * 10) / asked) + "%", ""],
    ];
  }

  /**
   * @param {Values<any>} one @param {Numbers} limits @param {SaySentence} say @param {ToolField[]} _
   * @param {string} today
   */
  function term({ start }, limits, say, _, today) {
    if (start === null) return [];
    const said = limits.words;
    const end = yearsLater(start, limits.term_years);
    const reminder = Day.monthsLater(end, -limits.reminder_months);
    const request = Day.monthsLater(end, -limits.request_months);
    const last = yearsLater(end, limits.extension_years);
    const years = spaced(said.term_years.modal, say("years", { n: limits.term_years }));
    const ahead = say("months_ahead", { modal: said.reminder_months.modal, n: limits.reminder_months });
    const longest = say("most_years", { modal: said.extension_years.modal, n: limits.extension_years });
    /** @param {string} label @param {string} sentence @param {string} day @param {string} words @param {string} name */
    const told = (label, sentence, day, words, name) => {
      const value = say(sentence, { day, words }) + past("past", day, today, say);
      return dated(row(say(label), value, [said[name]]), label, day);
    };
    let then = "prepare_request";
    if (last < today) then = "extension_over";
    else if (end < today) then = "term_over";
    else if (request < today) then = "request_now";
    return [
      told("reminder", "with_words", reminder, ahead, "reminder_months"),
      told("request", "with_words", request, limits.request_says, "request_months"),
      told("end", "with_words", end, years, "term_years"),
      [say("next"), say(then), ""],
      told("extension", "until", last, longest, "extension_years"),
    ];
  }

  /** @type {Values<(values: Values<any>, limits: Numbers, say: SaySentence, fields: ToolField[], today: string) => string[][]>} */
  const TOOLS = { vote, setup, dues, development, hours, term };

  /** What a kind of branch goes by: its own numbers and words before those of all. */
  /** @param {Numbers} all @param {{ limits: Numbers } | undefined} kind @returns {Numbers} */
  function limitsOf(all, kind) {
    return kind ? { ...all, ...kind.limits, words: { ...all.words, ...kind.limits.words } } : all;
  }

  /** What a tool answers to what was typed: rows, or a sentence that says why there are none. @returns {Answer} */
  /** Without `today` nothing is said of which days are past. */
  /** @param {string} tool @param {Values<string>} given @param {ToolSetup} data @param {string} [today] @returns {ToolAnswer} */
  function answer(tool, given, data, today = "") {
    try {
      const say = sayingOf(data);
      const values = read(tool, given, data, say);
      const others = data.limits.kinds.filter((kind) => kind.tools.indexOf(tool) >= 0);
      const own = others.find((kind) => kind.id === values[KIND]);
      const fields = data.questions[tool];
      const missed = leftOpen(fields, values);
      const chosen = fields[0].kind !== "choice" || missed.indexOf(fields[0].label) < 0;
      const rows = chosen ? TOOLS[tool](values, limitsOf(data.limits, own), say, fields, today) : [];
      if (rows.length && others.length && !values[KIND]) {
        const titles = others.map((kind) => kind.title).join("、");
        rows.push([say("kind"), say("other_numbers", { titles }), say("hint")]);
      }
      const labels = quoted(missed);
      const missing = labels && say(rows.length ? "still_missing" : "missing", { labels });
      return { rows, problem: "", missing };
    } catch (fault) {
      if (fault instanceof Unanswerable) return { rows: [], problem: fault.message, missing: "" };
      throw fault;
    }
  }

  /** Whether an answer has days to keep. */
  /** @param {string[][]} rows */
  const hasDays = (rows) => rows.some((row) => row.length > 3);

  /** The days of an answer as a calendar file, one event each; of the branch `owner`, or of somebody with a `code`. */
  /** @param {string} tool @param {string[][]} rows @param {ToolSetup} setup @param {{owner: string, code: string}} whose */
  function calendarOf(tool, rows, setup, { owner, code }) {
    const { events, pattern, calendar, codeMark } = setup;
    const days = rows.filter((row) => row.length > 3);
    const dated = days.map((row) => DatedEvent.on(events[tool][row[3]], pattern, row[4]));
    return DatedEvent.file(calendar, dated, ["." + setup.owner + "@", codeMark], ["." + owner + "@", code]);
  }

  return { answer, calendarOf, hasDays, isAsked, atLeast, moreThan, candidatesNeeded, inFavour, yearsLater };
})();
