#include <algorithm>
#include <variant>

#include "base/text.h"
#include "desk/api_keys.h"
#include "desk/receive_update.h"
#include "desk/word_names.h"
#include "domain/cases/case_number.h"
#include "http/open311/exchange.h"
#include "http/open311/keys.h"
#include "http/open311/moment.h"
#include "http/open311/photos.h"
#include "http/open311/update_document.h"

namespace kept::http {
namespace {

using base::Error;

constexpr std::size_t kLongestText = 4000;
constexpr std::size_t kLongestUpdateLine = 500;
constexpr std::size_t kLongestId = 200;

/// What beside the words is kept for staff to read, one line each.
constexpr const char* kAsides[] = {"first_name",    "last_name",  "contact_name",  "email",
                                   "contact_email", "phone",      "contact_phone", "title",
                                   "media_url",     "account_id", "service_code"};

/// "NO_FURTHER_ACTION", "No further action".
std::string as_word(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char letter) {
    return letter == ' ' ? '_' : static_cast<char>(std::tolower(letter));
  });
  return text;
}

/// Reads the form; what is wrong with it goes into `mistakes`.
class UpdateReading {
 public:
  UpdateReading(const Arguments& arguments, std::vector<Error>& mistakes)
      : arguments_(arguments), mistakes_(mistakes) {}

  [[nodiscard]] desk::UpdateForm form(const base::TimeZone& zone) {
    desk::UpdateForm form;
    const std::string number = required("service_request_id", kLongestUpdateLine);
    form.id = required("update_id", kLongestId);
    const std::string status = required("status", kLongestUpdateLine);
    const std::string written_at = required("updated_datetime", kLongestUpdateLine);
    form.text = required("description", kLongestText);
    if (const auto parsed = domain::CaseNumber::parse(number); parsed.ok()) {
      form.number = parsed.value().value();
    }
    if (const auto word = desk::word_of<domain::ClaimedStatus>(as_word(status))) {
      form.status = *word;
    } else if (!status.empty()) {
      mistakes_.push_back(base::invalid("/status", "update.status_unknown", ""));
    }
    if (const auto at = read_moment(written_at, zone, Edge::from); at.ok()) {
      form.written_at = at.value();
    } else if (!written_at.empty()) {
      mistakes_.push_back(base::invalid("/updated_datetime", "time.unreadable", ""));
    }
    form.from = asides();
    form.body_digest = arguments_.digest();
    return form;
  }

 private:
  void check_length(const std::string& name, const std::string& value, std::size_t most) {
    if (base::utf8_length(value).value_or(most + 1) > most) {
      mistakes_.push_back(base::invalid("/" + name, "text.too_long", ""));
    }
  }
  [[nodiscard]] std::string required(const char* name, std::size_t most) {
    std::string value = arguments_.one(name).value_or("");
    check_length(name, value, most);
    if (value.empty()) {
      mistakes_.push_back(base::invalid(std::string("/") + name, "argument.missing", ""));
    }
    return value;
  }
  [[nodiscard]] std::string asides() {
    std::string lines;
    const auto add = [&](const std::string& name, const std::string& value) {
      check_length(name, value, kLongestText);
      lines += (lines.empty() ? "" : "\n") + name + ": " + value;
    };
    for (const char* name : kAsides) {
      for (const std::string& value : arguments_.all(name)) add(name, value);
    }
    for (const auto& [code, answer] : arguments_.attributes()) add(code, answer);
    for (const auto& [name, value] : arguments_.parts_of("extras")) add(name, value);
    return lines;
  }

  const Arguments& arguments_;
  std::vector<Error>& mistakes_;
};

}  // namespace

Reply create_update(const Exchange& exchange) {
  const auto sending = key_for_sending(exchange);
  if (const auto* refused = std::get_if<Reply>(&sending)) return *refused;
  const auto& key = std::get<desk::ApiKeyRow>(sending);
  std::vector<Error> refused_photos;
  const auto photos = sent_photos(exchange, refused_photos);
  std::vector<Error> mistakes;
  const auto received = desk::write<desk::ReceivedUpdate>(
      exchange.options.store, [&](desk::Transaction& tx) -> base::Result<desk::ReceivedUpdate> {
        mistakes = refused_photos;
        desk::UpdateForm form = UpdateReading(exchange.arguments, mistakes).form(tx.zone());
        form.photos = photos;
        if (!mistakes.empty()) return mistakes.front();
        if (desk::is_use_to_note(key, tx.now())) desk::note_use(tx, key.id);
        return desk::receive_update(tx, key, form);
      });
  if (!mistakes.empty()) return refusal(mistakes, exchange.language);
  if (!received.ok()) return refusal({received.error()}, exchange.language);
  const std::string id = update_id(received.value().number, received.value().seq);
  return {200,
          {"service_request_updates",
           Node::list("request_update", {Node::fields({{"update_id", Node::text(id)}})})},
          {}};
}

}  // namespace kept::http
