#include "http/open311/request_form.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "domain/cases/case_number.h"
#include "http/open311/moment.h"
#include "http/open311/point_argument.h"

namespace kept::http {
namespace {

constexpr std::size_t kLongestDescription = 4000;
constexpr std::size_t kLongestLine = 500;
constexpr const char* kNoPin = "#NOTPINPOINTED#";  // FixMyStreet: somewhere, nobody knows where

}  // namespace

void RequestForm::too_long(const std::string& name) {
  mistakes_.push_back(base::invalid("/" + name, "text.too_long", ""));
}

std::string RequestForm::text(const char* name, std::size_t most) {
  std::string value = arguments_.one(name).value_or("");
  if (base::utf8_length(value).value_or(most + 1) > most) too_long(name);
  return value;
}

std::string RequestForm::text(const char* name, const char* or_else) {
  return text(arguments_.one(name) ? name : or_else, kLongestLine);
}

void RequestForm::read_sender(desk::Sender& sender) {
  sender.name = text("first_name", kLongestLine);
  const std::string last_name = text("last_name", kLongestLine);
  sender.name += (sender.name.empty() || last_name.empty() ? "" : " ") + last_name;
  if (sender.name.empty()) sender.name = text("contact_name", kLongestLine);
  sender.email = text("email", "contact_email");
  sender.phone = text("phone", "contact_phone");
}

bool RequestForm::is_non_public() {
  std::string word = arguments_.one("non_public").value_or("0");
  std::ranges::transform(word, word.begin(), [](unsigned char letter) {
    return static_cast<char>(std::tolower(letter));
  });
  if (word == "1" || word == "true") return true;
  // What cannot be read may have been meant to keep something private, so it is not guessed.
  if (word != "0" && word != "false") {
    mistakes_.push_back(base::invalid("/non_public", "truth.unreadable", ""));
  }
  return false;
}

std::string RequestForm::asides(const desk::ServiceRow* service) {
  std::string lines;
  const auto add = [&](const std::string& name, const std::string& value) {
    if (base::utf8_length(value).value_or(kLongestDescription + 1) > kLongestDescription) {
      too_long(name);
    }
    lines += name + ": " + value + "\n";
  };
  for (const auto& [code, answer] : arguments_.attributes()) {
    if (service == nullptr || !desk::has_question(*service, code)) add(code, answer);
  }
  for (const char* name : {"media_url", "device_id", "deviceid", "account_id", "title"}) {
    for (const std::string& value : arguments_.all(name)) add(name, value);
  }
  for (const auto& [name, value] : arguments_.parts_of("extras")) add(name, value);
  return lines;
}

std::string RequestForm::answer(const desk::ServiceRow& service, const std::string& code,
                                const std::string& given) {
  const auto question = std::ranges::find(service.questions, code, &desk::QuestionRow::code);
  constexpr std::size_t kDay = 10;  // "2026-11-24" stays a day
  if (question->datatype != "datetime" || given.size() <= kDay) return given;
  const auto moment = read_moment(given, zone_, Edge::from);
  return moment.ok() ? told_moment(moment.value(), zone_) : given;
}

desk::RequestForm RequestForm::request(const desk::ServiceRow& service) {
  desk::RequestForm form;
  form.service = service.id;
  form.description = text("description", kLongestDescription);
  form.address = text("address_string", kLongestLine);
  const std::string address_id = text("address_id", kLongestLine);
  if (address_id != kNoPin) form.point = read_point(arguments_, mistakes_);
  if (form.address.empty() && address_id != kNoPin) form.address = address_id;
  read_sender(form);
  for (const auto& [code, given] : arguments_.attributes()) {
    if (!desk::has_question(service, code)) continue;
    if (given.size() > kLongestDescription) too_long("attributes/" + code);
    form.answers[code] = answer(service, code, given);
  }
  form.non_public = is_non_public();
  form.aside = asides(&service);
  return form;
}

desk::JoinForm RequestForm::join(const desk::ServiceRow& service, const std::string& joins) {
  desk::JoinForm form;
  form.service = service.id;
  const auto number = domain::CaseNumber::parse(joins);
  if (number.ok()) form.number = number.value().value();
  form.named = joins;
  form.description = text("description", kLongestDescription);
  read_sender(form);
  form.aside = asides(nullptr);
  return form;
}

}  // namespace kept::http
