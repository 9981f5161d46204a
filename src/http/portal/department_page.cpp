#include "http/portal/department_page.h"

#include "desk/spoken_time.h"
#include "http/portal/page.h"
#include "http/portal/words.h"

namespace kept::http {
namespace {

class DepartmentPage {
 public:
  DepartmentPage(desk::Reader& reader, const desk::LinkedDuty& duty, std::string token,
                 std::string language)
      : reader_(reader),
        duty_(duty),
        token_(std::move(token)),
        language_(std::move(language)),
        file_(reader.case_file(duty.case_id)) {}

  std::string title() const {
    return word(duty_.kind == domain::DutyKind::ask ? "asked_of_you" : "promised_of_you",
                language_);
  }

  std::string body() const {
    const bool is_ask = duty_.kind == domain::DutyKind::ask;
    const domain::PersonalRef& ref =
        is_ask ? file_.state.find_ask(duty_.duty)->text : promise().words;
    const std::string due = desk::spoken_time(duty_.due, reader_.now(), reader_.zone(), language_);
    std::string html = "<h1>" + escaped(title()) + "</h1><p class=\"said\">" + escaped(text(ref)) +
                       "</p><p>" + filled("due_by", language_, {{"due", due}}) + "</p>";
    if (duty_.done) return html + "<p>" + plain("done_thanks") + "</p>";
    return html + (is_ask ? answer_forms() : whom() + result_form());
  }

 private:
  std::string plain(const char* name) const { return escaped(word(name, language_)); }
  std::string text(const domain::PersonalRef& ref) const {
    const auto found = file_.texts.find(ref.id);
    return found == file_.texts.end() ? "" : found->second;
  }
  const domain::Promise& promise() const { return *file_.state.find_promise(duty_.duty); }

  std::string form(const std::string& inner) const {
    return "<form method=\"post\" action=\"/l/" + escaped(token_) + "?lang=" + language_ + "\">" +
           inner + "</form>";
  }
  std::string button(const char* what, const char* label, bool is_second) const {
    return std::string("<button name=\"what\" value=\"") + what + "\"" +
           (is_second ? " class=\"second\"" : "") + ">" + plain(label) + "</button>";
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
    return form("<label for=\"until\">" + plain("need_until") +
                "</label><input id=\"until\" type=\"datetime-local\" name=\"until\" required>" +
                button("need_until", label, true));
  }

  /// Shown only while the promise is owed: afterwards nobody needs the number any more.
  std::string whom() const {
    const auto contact = file_.contacts.find(promise().beneficiary.value);
    const std::string name =
        contact == file_.contacts.end() ? "" : contact->second.name.value_or("");
    const std::string phone = text(promise().address);
    return "<h2>" + plain("whom") + "</h2><p>" + escaped(name) +
           "<br><a class=\"phone\" href=\"tel:" + escaped(phone) + "\">" + escaped(phone) +
           "</a></p>";
  }

  std::string result_form() const {
    return form(button("reached", "reached", false) + button("no_answer", "no_answer", true)) +
           "<h2>" + plain("cannot_keep") + "</h2>" + time_wanted() + until_form("ask_time") +
           form(text_field("why_not_ours") + button("not_ours", "not_ours", true));
  }

  std::string time_wanted() const {
    const auto& until = promise().time_wanted;
    if (!until) return "";
    const std::string said = desk::spoken_time(*until, reader_.now(), reader_.zone(), language_);
    return "<p>" + filled("time_wanted", language_, {{"until", said}}) + "</p>";
  }

  desk::Reader& reader_;
  const desk::LinkedDuty& duty_;
  std::string token_;
  std::string language_;
  desk::CaseFile file_;
};

}  // namespace

std::string department_page(desk::Reader& reader, const desk::LinkedDuty& duty,
                            const std::string& token, const std::string& language) {
  const DepartmentPage shown(reader, duty, token, language);
  const std::string other = language == "en" ? "fr" : "en";
  return page(
      {language, shown.title(), reader.jurisdiction().name, "/l/" + token + "?lang=" + other},
      shown.body());
}

std::string sorry_page(const std::string& message, const std::string& back,
                       const std::string& language) {
  // Reasons are said in English; who reads French is told what matters in French.
  const std::string said = language == "en" ? message : word("sorry_text", language);
  return page({language, word("sorry_title", language), "", ""},
              "<h1>" + escaped(word("sorry_title", language)) + "</h1><p>" + escaped(said) +
                  "</p><p><a href=\"" + escaped(back) + "\">" + escaped(word("back", language)) +
                  "</a></p>");
}

}  // namespace kept::http
