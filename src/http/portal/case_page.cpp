#include "http/portal/case_page.h"

#include <algorithm>
#include <array>

#include "base/phone_number.h"
#include "domain/cases/case_number.h"
#include "domain/cases/event_names.h"
#include "http/portal/page.h"
#include "http/portal/words.h"

namespace kept::http {
namespace {

using domain::Promise;
using domain::PromiseState;

/// What residents are told about; everything else is how we work inside.
constexpr std::array<std::string_view, 19> kTold{
    "case_opened",       "ask_made",       "ask_answered",   "ask_returned",     "promise_made",
    "promise_kept",      "promise_broken", "promise_mended", "promise_moved",    "promise_released",
    "promise_unreached", "attempt_made",   "apology_given",  "outcome_recorded", "resident_told",
    "follow_up_done",    "case_closed",    "case_reopened",  "joined_to"};

class CasePage {
 public:
  CasePage(desk::Reader& reader, const desk::CaseFile& file, std::string language)
      : reader_(reader), file_(file), language_(std::move(language)) {
    for (const desk::StaffRow& row : reader.staff()) names_[row.id] = row.name;
  }

  std::string body() const {
    std::string html = "<p>" + said("state_" + state_name()) + "</p>";
    const auto shown =
        std::find_if(file_.state.promises.rbegin(), file_.state.promises.rend(),
                     [](const Promise& promise) { return promise.state != PromiseState::moved; });
    if (shown != file_.state.promises.rend()) {
      html += "<h2>" + said("the_promise") + "</h2>" + promise(*shown);
    }
    if (const domain::FollowUp* check = file_.state.open_follow_up()) html += follow_up(*check);
    if (file_.state.outcome && !text(file_.state.outcome->text).empty()) {
      html += "<h2>" + said("the_outcome") + "</h2><p>" + escaped(text(file_.state.outcome->text)) +
              "</p>";
    }
    html += "<h2>" + said("what_you_asked") + "</h2><p>" + escaped(text(file_.state.summary)) +
            "</p><h2>" + said("what_happened") + "</h2><ol>";
    for (const domain::EventRecord& record : file_.events) html += entry(record);
    return html + "</ol><p>" + said("or_311") + "</p>";
  }

 private:
  std::string said(const std::string& name) const { return escaped(word(name, language_)); }
  std::string time(base::Instant at) const {
    return escaped(spoken_time(at, reader_.zone(), language_));
  }
  std::string name(domain::StaffId id) const {
    const auto found = names_.find(id);
    return found == names_.end() ? "311" : escaped(found->second);
  }
  std::string text(const domain::PersonalRef& ref) const {
    const auto found = file_.texts.find(ref.id);
    return found == file_.texts.end() ? "" : found->second;
  }
  std::string state_name() const {
    switch (file_.state.state) {
      case domain::CaseState::open:
        return "open";
      case domain::CaseState::resolved:
        return "resolved";
      case domain::CaseState::closed:
        return "closed";
    }
    return "open";
  }

  /// Who acts, and for whom when somebody covers.
  template <typename Duty>
  std::string who(const Duty& duty) const {
    std::string html = name(duty.owner);
    if (duty.covering_for) {
      html += " (" + said("covers_for") + " " + name(*duty.covering_for) + ")";
    }
    return html;
  }

  std::string follow_up(const domain::FollowUp& check) const {
    return "<p>" + who(check) + " " + said("will_check_by") + " <strong>" + time(check.due) +
           "</strong>.</p>";
  }

  std::string card(const Promise& promise) const {
    const std::string phone = text(promise.card.phone);
    if (phone.empty()) return "";
    std::string person = escaped(text(promise.card.name));
    if (const auto role = text(promise.card.role); !role.empty()) person += ", " + escaped(role);
    std::string hours = escaped(text(promise.card.hours));
    return "<p>" + said("if_not") + "<br><strong>" + person + "</strong><br><a class=\"number\" " +
           "href=\"tel:" + escaped(phone) + "\">" + escaped(phone) + "</a>" +
           (hours.empty() ? "" : "<br>" + hours) + "</p>";
  }

  std::string masked(const Promise& promise) const {
    const auto phone = base::PhoneNumber::parse(text(promise.address), "CA");
    if (!phone.ok()) return "";
    return " " + said("at_number") + " " + escaped(phone.value().masked());
  }

  std::string promise(const Promise& promise) const {
    const base::Instant now = reader_.now();
    const bool late = promise.is_late(now);
    std::string html = late ? "<div class=\"promise late\">" : "<div class=\"promise\">";
    html += "<p>" + who(promise) + " ";
    if (late && promise.mended) {
      html += said("was_late_mended") + "</p><p>" + time(promise.due.instant);
    } else if (late) {
      html += said("was_late") + "</p><p>" + time(promise.due.instant);
    } else if (promise.state == PromiseState::made) {
      html += said("will_call_by") + " <strong>" + time(promise.due.instant) + "</strong>" +
              masked(promise) + ".";
    } else if (promise.state == PromiseState::unreached) {
      html += said("was_unreached");
    } else {
      html += said("was_kept");
    }
    html += "</p>";
    if (promise.is_owed()) html += card(promise);
    return html + "</div>";
  }

  std::string entry(const domain::EventRecord& record) const {
    const std::string_view kind = domain::name_of(record.what);
    if (std::find(kTold.begin(), kTold.end(), kind) == kTold.end()) return "";
    return "<li>" + said(std::string(kind)) + " <time>" + time(record.occurred_at) + "</time></li>";
  }

  desk::Reader& reader_;
  const desk::CaseFile& file_;
  std::string language_;
  std::map<domain::StaffId, std::string> names_;
};

}  // namespace

std::string case_page(desk::Reader& reader, const desk::CaseFile& file, const std::string& language,
                      const std::string& other_language_address) {
  const auto number = domain::CaseNumber::parse(std::to_string(file.state.number));
  const std::string spoken = number.ok() ? number.value().formatted() : "";
  return frame(std::string(word("your_case", language)) + " " + spoken, reader.jurisdiction().name,
               language, other_language_address, CasePage(reader, file, language).body());
}

std::string missing_page(const std::string& language) {
  return frame(word("missing_title", language), "", language, "",
               "<p>" + escaped(word("missing_text", language)) + "</p>");
}

std::string sorry_page(const std::string& message, const std::string& back) {
  return frame(word("sorry_title", "en"), "", "en", "",
               "<p>" + escaped(message) + "</p><p><a href=\"" + escaped(back) + "\">" +
                   escaped(word("back", "en")) + "</a></p>");
}

}  // namespace kept::http
