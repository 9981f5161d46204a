#include "http/portal/department_page.h"

#include <algorithm>

#include "base/time_text.h"
#include "desk/spoken_time.h"
#include "domain/cases/case_number.h"
#include "http/portal/page.h"
#include "http/portal/words.h"

namespace kept::http {
namespace {

using domain::AskState;
using domain::PromiseState;

/// "2026-11-24T14:00": a field of a form takes no seconds.
constexpr std::size_t kToTheMinute = 16;

class DepartmentPage {
 public:
  DepartmentPage(desk::Reader& reader, const desk::LinkedDuty& duty, std::string token,
                 std::string language, bool just_said)
      : reader_(reader),
        duty_(duty),
        token_(std::move(token)),
        language_(std::move(language)),
        just_said_(just_said),
        file_(reader.case_file(duty.case_id)) {}

  std::string title() const {
    return word(duty_.kind == domain::DutyKind::ask ? "asked_of_you" : "promised_of_you",
                language_);
  }

  std::string body() const {
    std::string html =
        "<p class=\"eyebrow\">" + filled("case_number", language_, {{"number", number()}}) +
        "</p><h1>" + escaped(title()) + "</h1><p class=\"said\">" +
        escaped(text(is_ask() ? ask().text : promise().words)) + "</p><p>" +
        filled(is_ask() ? "answer_by" : "keep_by", language_, {{"due", spoken(duty_.due)}}) +
        "</p>";
    if (duty_.done) return html + noted(plain(end_of_it()));
    if (is_ask()) return html + (just_said_ ? noted(plain("new_time")) : "") + answer_forms();
    return html + time_wanted() + about() + whom() + result_form();
  }

 private:
  bool is_ask() const { return duty_.kind == domain::DutyKind::ask; }
  const domain::Ask& ask() const { return *file_.state.find_ask(duty_.duty); }
  std::string number() const {
    const auto parsed = domain::CaseNumber::parse(std::to_string(file_.state.number));
    return parsed.ok() ? parsed.value().formatted() : "";
  }
  std::string spoken(base::Instant at) const {
    return desk::spoken_time(at, reader_.now(), reader_.zone(), language_);
  }
  /// What became of it, in the words of whoever said so here.
  const char* end_of_it() const {
    if (is_ask()) {
      if (ask().state == AskState::answered) return "ask_is_answered";
      return ask().state == AskState::returned ? "ask_is_returned" : "ask_is_settled";
    }
    if (promise().declined) return "promise_is_declined";
    if (promise().state == PromiseState::kept || promise().mended) return "promise_is_kept";
    if (promise().state == PromiseState::unreached || promise().given_up) return "nobody_reached";
    return "promise_is_settled";
  }
  static std::string noted(const std::string& inner) {
    return R"(<p class="noted" role="status">)" + inner + "</p>";
  }
  std::string plain(const char* name) const { return escaped(word(name, language_)); }
  std::string text(const domain::PersonalRef& ref) const {
    const auto found = file_.texts.find(ref.id);
    return found == file_.texts.end() ? "" : found->second;
  }
  const domain::Promise& promise() const { return *file_.state.find_promise(duty_.duty); }

  std::string form(const std::string& inner) const {
    return R"(<form method="post" action="/l/)" + escaped(token_) + "?lang=" + language_ + R"(">)" +
           inner + "</form>";
  }
  std::string button(const char* what, const char* label, bool is_second) const {
    return std::string(R"(<button name="what" value=")") + what + "\"" +
           (is_second ? R"( class="second")" : "") + ">" + plain(label) + "</button>";
  }

  std::string answer_forms() const {
    return form(text_field("your_answer") + button("answer", "send_answer", false) +
                button("not_ours", "not_ours", true)) +
           until_form("ask_time");
  }
  std::string text_field(const char* label) const {
    return "<label for=\"text\">" + plain(label) +
           "</label><textarea id=\"text\" name=\"text\" rows=\"5\" maxlength=\"4000\" "
           "required></textarea>";
  }
  std::string until_form(const char* label) const {
    const base::Instant least = std::max(duty_.due, reader_.now());
    const std::string wall = base::format_wall(reader_.zone().to_local(least).wall());
    return form(R"(<label for="until">)" + plain("need_until") +
                R"(</label><input id="until" type="datetime-local" name="until" min=")" +
                wall.substr(0, kToTheMinute) + R"(" required>)" +
                button("need_until", label, true));
  }

  /// Shown only while the promise is owed: afterwards nobody needs the number any more.
  std::string whom() const {
    const auto contact = file_.contacts.find(promise().beneficiary.value);
    const std::string name =
        contact == file_.contacts.end() ? "" : contact->second.name.value_or("");
    const std::string address = text(promise().address);
    const bool is_written = promise().channel == domain::Channel::email;
    return "<h2>" + plain(is_written ? "whom_to_write" : "whom") + "</h2><p>" + escaped(name) +
           "<br>" +
           (is_written ? escaped(address)
                       : phone_link(address, reader_.jurisdiction().default_region)) +
           "</p>";
  }

  /// What the resident asked, for whoever opens the letter in the street.
  std::string about() const {
    return "<h2>" + plain("what_they_asked") + "</h2><p class=\"said\">" +
           escaped(text(file_.state.summary)) + "</p>";
  }

  std::string result_form() const {
    return form(button("reached", "reached", false) + button("no_answer", "no_answer", true)) +
           "<h2>" + plain("cannot_keep") + "</h2>" + until_form("ask_time") +
           form(text_field("why_not_ours") + button("not_ours", "not_ours", true));
  }

  std::string time_wanted() const {
    const auto& until = promise().time_wanted;
    if (!until) return "";
    return noted(filled("time_wanted", language_, {{"until", spoken(*until)}}));
  }

  desk::Reader& reader_;
  const desk::LinkedDuty& duty_;
  std::string token_;
  std::string language_;
  bool just_said_;
  desk::CaseFile file_;
};

}  // namespace

std::string department_page(desk::Reader& reader, const desk::LinkedDuty& duty,
                            const std::string& token, const std::string& language, bool just_said) {
  const DepartmentPage shown(reader, duty, token, language, just_said);
  const std::string other = language == "en" ? "fr" : "en";
  return page(
      {language, shown.title(), reader.jurisdiction().name, "/l/" + token + "?lang=" + other},
      shown.body());
}

std::string sorry_page(const std::string& city, const std::string& reason, const std::string& back,
                       const std::string& language) {
  return page({language, word("sorry_title", language), city, ""},
              "<h1>" + escaped(word("sorry_title", language)) + "</h1><p>" +
                  escaped(word_or("sorry." + reason, "sorry_text", language)) +
                  "</p><p><a href=\"" + escaped(back) + "\">" + escaped(word("back", language)) +
                  "</a></p>");
}

}  // namespace kept::http
