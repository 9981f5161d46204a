#include "http/portal/case_page.h"

#include <algorithm>
#include <array>

#include "base/phone_number.h"
#include "base/time_text.h"
#include "desk/spoken_time.h"
#include "desk/word_names.h"
#include "domain/cases/case_number.h"
#include "domain/cases/event_names.h"
#include "http/portal/page.h"
#include "http/portal/words.h"

namespace kept::http {
namespace {

using domain::Promise;
using domain::PromiseState;

/// What residents are told about; everything else is how we work inside.
constexpr std::array<std::string_view, 21> kTold{
    "case_opened",    "ask_made",         "ask_answered",      "ask_returned",
    "promise_made",   "promise_kept",     "promise_broken",    "promise_mended",
    "promise_moved",  "promise_released", "promise_unreached", "attempt_made",
    "apology_given",  "outcome_recorded", "resident_told",     "follow_up_done",
    "case_closed",    "case_reopened",    "joined_to",         "follow_up_message_sent",
    "update_received"};

/// The conversation by which something was said or kept; nothing where it does not rest on one.
std::optional<domain::InteractionId> conversation_of(const domain::Event& event) {
  if (const auto* given = std::get_if<domain::ApologyGiven>(&event)) return given->interaction;
  if (const auto* told = std::get_if<domain::ResidentTold>(&event)) return told->interaction;
  if (const auto* done = std::get_if<domain::FollowUpDone>(&event)) return done->interaction;
  if (const auto* kept = std::get_if<domain::PromiseKept>(&event)) return kept->interaction;
  if (const auto* mended = std::get_if<domain::PromiseMended>(&event)) return mended->interaction;
  return std::nullopt;
}

/// Whether it turned out later that nobody was reached, so that it was neither said nor kept.
bool did_not_happen(const std::vector<domain::EventRecord>& events,
                    const domain::EventRecord& record) {
  const auto talk = conversation_of(record.what);
  return talk && std::ranges::any_of(events, [&](const domain::EventRecord& later) {
           const auto* withdrawn = std::get_if<domain::ContactWithdrawn>(&later.what);
           return withdrawn != nullptr && withdrawn->interaction == *talk && later.seq > record.seq;
         });
}

class CasePage {
 public:
  CasePage(desk::Reader& reader, const desk::CaseFile& file, std::string language)
      : reader_(reader), file_(file), language_(std::move(language)), now_(reader.now()) {
    for (const desk::StaffRow& row : reader.staff()) staff_[row.id] = row;
    for (const desk::DepartmentRow& row : reader.departments()) {
      departments_[row.id] = language_ == "fr" ? row.name.fr : row.name.en;
      if (language_ == "fr") note_french(row);
    }
    const auto parsed = domain::CaseNumber::parse(std::to_string(file.state.number));
    if (parsed.ok()) number_ = parsed.value().formatted();
  }

  std::string title() const { return word("your_case", language_) + (" " + number_); }

  std::string body() const {
    const domain::Case& state = file_.state;
    std::string html = head();
    const auto shown =
        std::find_if(state.promises.rbegin(), state.promises.rend(),
                     [](const Promise& one) { return one.state != PromiseState::moved; });
    if (shown != state.promises.rend()) html += section("the_promise", promise(*shown));
    if (state.outcome) html += section("the_outcome", outcome(*state.outcome));
    html += section("what_you_asked", said(text(state.summary)));
    return html + section("what_happened", timeline()) + "<p class=\"quiet\">" +
           plain("yours_alone") + "</p>";
  }

 private:
  std::string plain(const std::string& name) const { return escaped(word(name, language_)); }
  std::string time(base::Instant at) const {
    return desk::spoken_time(at, now_, reader_.zone(), language_);
  }
  static std::string said(const std::string& text) {
    return "<p class=\"said\">" + escaped(text) + "</p>";
  }
  std::string section(const char* name, const std::string& inner) const {
    const std::string id(name);
    return "<section aria-labelledby=\"" + id + "\"><h2 id=\"" + id + "\">" + plain(name) +
           "</h2>" + inner + "</section>";
  }
  std::string text(const domain::PersonalRef& ref) const {
    const auto found = file_.texts.find(ref.id);
    return found == file_.texts.end() ? "" : found->second;
  }

  std::string head() const {
    const std::string state(desk::name_of(file_.state.state));
    std::string html = "<h1>" + plain("your_case") + " <span class=\"number\">" + escaped(number_) +
                       "</span></h1><p><span class=\"tag " + state + "\">" + plain("tag_" + state) +
                       "</span> " + plain("state_" + state) + "</p>";
    if (const domain::FollowUp* check = file_.state.open_follow_up()) {
      html += "<p>" + follow_up(*check) + "</p>";
    }
    return html + "<p class=\"quiet\">" + filled("as_of", language_, {{"now", time(now_)}}) +
           "</p>";
  }

  std::string follow_up(const domain::FollowUp& check) const {
    const std::string due = time(check.due);
    if (!check.by_message) {
      return filled("will_check", language_, {{"who", who(check)}, {"due", due}});
    }
    if (check.message_sent) return filled("wrote", language_, {{"due", due}});
    // Its time has come, and the mail server has not taken it yet.
    return filled("will_write", language_, {{"due", check.message_queued ? "" : due}});
  }

  /// The result with what qualifies it, and the words that go with it. HTML.
  std::string outcome(const domain::Outcome& outcome) const {
    std::string html = "<p><strong>" + plain(std::string(desk::name_of(outcome.resolution)));
    for (const auto qualifier : outcome.qualifiers) {
      html += " · " + plain(std::string(desk::name_of(qualifier)));
    }
    html += "</strong></p>";
    const std::string words = text(outcome.text);
    return words.empty() ? html : html + said(words);
  }

  std::string name(domain::StaffId id) const {
    const auto found = staff_.find(id);
    return found == staff_.end() ? "311" : found->second.name;
  }

  /// Who acts, from where, and for whom when somebody covers. HTML.
  template <typename Duty>
  std::string who(const Duty& duty) const {
    const auto owner = staff_.find(duty.owner);
    std::string department;
    if (owner != staff_.end() && owner->second.department) {
      const auto found = departments_.find(*owner->second.department);
      if (found != departments_.end()) department = found->second;
    }
    return filled("who", language_,
                  {{"name", name(duty.owner)},
                   {"department", department},
                   {"cover", duty.covering_for ? name(*duty.covering_for) : ""}});
  }

  std::string card(const Promise& promise) const {
    const std::string phone = text(promise.card.phone);
    std::string html = "<h3>" + plain("if_not") + "</h3>";
    if (!phone.empty()) {
      html += "<p>" + escaped(text(promise.card.name));
      if (const auto role = in_language(text(promise.card.role)); !role.empty())
        html += ", " + escaped(role);
      html += "<br>" + phone_link(phone, reader_.jurisdiction().default_region);
      if (const auto hours = in_language(text(promise.card.hours)); !hours.empty()) {
        html += "<br><span class=\"quiet\">" + escaped(hours) + "</span>";
      }
      html += "</p>";
    }
    return html + "<p>" + filled("or_311", language_, {{"number", number_}}) + "</p>";
  }

  /// A card is kept as it was told. What is a department's name, field or hours on it can be said
  /// in French all the same.
  void note_french(const desk::DepartmentRow& row) {
    french_[row.name.en] = row.name.fr;
    if (!row.card.role_fr.empty()) french_[row.card.role] = row.card.role_fr;
    if (!row.card.hours_fr.empty()) french_[row.card.hours] = row.card.hours_fr;
  }
  std::string in_language(const std::string& told) const {
    const auto found = french_.find(told);
    return found == french_.end() ? told : found->second;
  }

  /// Which number will ring, as far as a stranger over the shoulder may know.
  std::string masked(const Promise& promise) const {
    const auto number =
        base::PhoneNumber::parse(text(promise.address), reader_.jurisdiction().default_region);
    return number.ok() ? number.value().masked() : "";
  }

  std::string sentence_for(const Promise& promise) const {
    if (promise.is_late(now_)) return promise.mended ? "was_mended" : "was_late";
    switch (promise.state) {
      case PromiseState::unreached:
        return "was_unreached";
      case PromiseState::released:
        return "was_released";
      case PromiseState::disputed:
        return "was_disputed";
      case PromiseState::kept:
        return "kept_" + std::string(desk::name_of(promise.evidence.value()));
      default:
        return "will_" + std::string(desk::name_of(promise.action));
    }
  }

  std::string promise(const Promise& promise) const {
    const bool late = promise.is_late(now_);
    const bool kept = promise.state == PromiseState::kept;
    std::string html = "<div class=\"promise" +
                       std::string(late   ? " late"
                                   : kept ? " kept"
                                          : "") +
                       "\"><p>" +
                       filled(sentence_for(promise), language_,
                              {{"who", who(promise)},
                               {"due", time(promise.due.instant)},
                               {"at", time(promise.contact_at)},
                               {"number", masked(promise)}}) +
                       "</p>";
    if (promise.is_owed()) html += card(promise);
    return html + "</div>";
  }

  std::string timeline() const {
    std::string html = "<ol class=\"timeline\">";
    for (const domain::EventRecord& record : file_.events) {
      const std::string_view kind = domain::name_of(record.what);
      if (std::find(kTold.begin(), kTold.end(), kind) == kTold.end()) continue;
      if (did_not_happen(file_.events, record)) continue;
      html += "<li><time datetime=\"" + base::format_utc(record.occurred_at) + "\">" +
              escaped(time(record.occurred_at)) + "</time>" + line(record) + "</li>";
    }
    return html + "</ol>";
  }

  /// What happened, with who did it where somebody in particular did. HTML.
  std::string line(const domain::EventRecord& record) const {
    if (const auto* made = std::get_if<domain::PromiseMade>(&record.what)) {
      return of_promise("promise_made", made->promise.id, {});
    }
    if (const auto* kept = std::get_if<domain::PromiseKept>(&record.what)) {
      return of_promise("kept_" + std::string(desk::name_of(kept->evidence)), kept->id,
                        kept->contact_at);
    }
    if (const auto* broken = std::get_if<domain::PromiseBroken>(&record.what)) {
      return of_promise("promise_broken", broken->id, {});
    }
    if (const auto* mended = std::get_if<domain::PromiseMended>(&record.what)) {
      return of_promise("promise_mended", mended->id, {});
    }
    if (const auto* done = std::get_if<domain::FollowUpDone>(&record.what)) {
      if (!record.who) return plain("follow_up_silent");
      return filled("follow_up_done", language_,
                    {{"name", name(record.who)}, {"heard", done->heard ? "yes" : ""}});
    }
    return plain(std::string(domain::name_of(record.what)));
  }

  std::string of_promise(const std::string& said, domain::DutyId id, base::Instant at) const {
    const Promise* promise = file_.state.find_promise(id);
    if (promise == nullptr) return plain("went_along");
    return filled(said, language_,
                  {{"who", who(*promise)}, {"due", time(promise->due.instant)}, {"at", time(at)}});
  }

  desk::Reader& reader_;
  const desk::CaseFile& file_;
  std::string language_;
  base::Instant now_;
  std::string number_;
  std::map<domain::StaffId, desk::StaffRow> staff_;
  std::map<domain::DepartmentId, std::string> departments_;
  std::map<std::string, std::string> french_;  ///< empty on an English page
};

}  // namespace

std::string case_page(desk::Reader& reader, const desk::CaseFile& file, const std::string& language,
                      const std::string& other_language_address) {
  const CasePage shown(reader, file, language);
  return page({language, shown.title(), reader.jurisdiction().name, other_language_address},
              shown.body());
}

std::string missing_page(const std::string& language, const std::string& reason) {
  return page({language, word("missing_title", language), "", ""},
              "<h1>" + escaped(word("missing_title", language)) + "</h1><p>" +
                  escaped(word_or("sorry." + reason, "missing_text", language)) + "</p>");
}

}  // namespace kept::http
