#include <algorithm>

#include "base/text.h"
#include "desk/api_keys.h"
#include "desk/receive_request.h"
#include "http/open311/exchange.h"
#include "http/open311/keys.h"
#include "http/open311/photos.h"
#include "http/open311/point_argument.h"
#include "http/open311/tokens.h"

namespace kept::http {
namespace {

using base::Error;
using base::Result;

constexpr std::size_t kLongestDescription = 4000;
constexpr std::size_t kLongestLine = 500;
constexpr const char* kNoPin = "#NOTPINPOINTED#";  // FixMyStreet: somewhere, nobody knows where

/// Reads the form; what is wrong with it goes into `mistakes`.
class Reading {
 public:
  Reading(const Arguments& arguments, std::vector<Error>& mistakes)
      : arguments_(arguments), mistakes_(mistakes) {}

  [[nodiscard]] desk::RequestForm form(const desk::ServiceRow& service) {
    desk::RequestForm form;
    form.service = service.id;
    form.description = text("description", kLongestDescription);
    form.address = text("address_string", kLongestLine);
    const std::string address_id = text("address_id", kLongestLine);
    if (address_id != kNoPin) form.point = read_point(arguments_, mistakes_);
    if (form.address.empty() && address_id != kNoPin) form.address = address_id;
    form.name = text("first_name", kLongestLine);
    const std::string last_name = text("last_name", kLongestLine);
    form.name += (form.name.empty() || last_name.empty() ? "" : " ") + last_name;
    form.email = text("email", kLongestLine);
    form.phone = text("phone", kLongestLine);
    for (const auto& [code, answer] : arguments_.attributes()) {
      if (answer.size() > kLongestDescription) too_long("attributes/" + code);
      if (desk::has_question(service, code)) {
        form.answers[code] = answer;
      } else {
        form.aside += code + ": " + answer + "\n";
      }
    }
    for (const char* name : {"media_url", "device_id", "deviceid", "account_id", "title"}) {
      if (const std::string value = text(name, kLongestDescription); !value.empty()) {
        form.aside += name + (": " + value + "\n");
      }
    }
    return form;
  }

 private:
  void too_long(const std::string& name) {
    mistakes_.push_back(base::invalid("/" + name, "text.too_long", ""));
  }

  [[nodiscard]] std::string text(const char* name, std::size_t most) {
    std::string value = arguments_.one(name).value_or("");
    if (base::utf8_length(value).value_or(most + 1) > most) too_long(name);
    return value;
  }

  const Arguments& arguments_;
  std::vector<Error>& mistakes_;
};

Result<desk::ServiceRow> wanted_service(desk::Reader& reader, const Arguments& arguments) {
  const auto code = arguments.one("service_code");
  if (!code) return base::invalid("/service_code", "argument.missing", "service_code required");
  const auto catalogue = reader.catalogue();
  const auto& services = catalogue->services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const desk::ServiceRow& row) { return row.code == *code; });
  if (found == services.end()) {
    return base::not_found("service.unknown", "There is no such service.");
  }
  return *found;
}

Reply answer(const Exchange& exchange, const std::string& number, const std::string& token) {
  const auto told =
      number.empty() ? std::pair("token", token) : std::pair("service_request_id", number);
  return {200,
          {"service_requests",
           Node::list(
               "request",
               {Node::fields({{told.first, Node::text(told.second)},
                              {"service_notice", Node::text("")},
                              {"account_id",
                               Node::text(exchange.arguments.one("account_id").value_or(""))}})})},
          {}};
}

/// The first answer is kept as number and token, which either format can say again.
struct Repeat {
  std::string scope;
  std::string key;
  std::string body_digest;
};

Result<std::optional<Repeat>> repeat_of(const Exchange& exchange, const desk::ApiKeyRow& api_key) {
  const auto key = exchange.request.header("idempotency-key");
  if (!key) return std::optional<Repeat>{};
  constexpr std::size_t kLongest = 200;
  if (key->empty() || key->size() > kLongest) {
    return base::invalid("", "idempotency.bad_key", "An Idempotency-Key has 1 to 200 characters.");
  }
  return std::optional(Repeat{"key " + std::to_string(api_key.id) + " open311_create", *key,
                              exchange.arguments.digest()});
}

class Creating {
 public:
  Creating(const Exchange& exchange, desk::ApiKeyRow key, std::optional<Repeat> repeat)
      : exchange_(exchange), key_(std::move(key)), repeat_(std::move(repeat)) {
    photos_ = sent_photos(exchange_, refused_photos_);
  }

  /// Inside a unit of work, which may run more than once.
  Result<base::Done> run(desk::Transaction& tx) {
    mistakes_ = refused_photos_;
    if (repeat_) {
      if (const auto first = tx.remembered(repeat_->scope, repeat_->key)) {
        if (first->body_digest != repeat_->body_digest) {
          return base::refused("idempotency.other_body",
                               "This Idempotency-Key was used for another request.");
        }
        if (!first->response.starts_with('"')) {
          return base::refused("idempotency.redacted",
                               "The first answer is gone with the data of whoever it was for.");
        }
        stored_ = first->response;
        return base::Done{};
      }
    }
    const auto service = wanted_service(tx, exchange_.arguments);
    if (!service.ok()) return service.error();
    desk::RequestForm form = Reading(exchange_.arguments, mistakes_).form(service.value());
    form.language = exchange_.language;
    form.photos = photos_;
    const auto received = desk::receive_request(tx, key_, form, mistakes_);
    if (!received.ok()) return received.error();
    if (desk::is_use_to_note(key_, tx.now())) desk::note_use(tx, key_.id);
    const bool told = received.value().number_from <= tx.now();
    const std::string word = told ? std::to_string(received.value().number)
                                  : token_of(exchange_.options.signer, received.value().id);
    stored_ = "\"" + word + "\"";
    if (repeat_) tx.remember(repeat_->scope, repeat_->key, {repeat_->body_digest, 200, stored_});
    return base::Done{};
  }

  [[nodiscard]] const std::vector<Error>& mistakes() const { return mistakes_; }

  [[nodiscard]] Reply reply() const {
    const std::string word = stored_.substr(1, stored_.size() - 2);
    const bool is_number = word.find_first_not_of("0123456789") == std::string::npos;
    return answer(exchange_, is_number ? word : "", word);
  }

 private:
  const Exchange& exchange_;
  desk::ApiKeyRow key_;
  std::optional<Repeat> repeat_;
  std::vector<desk::DevelopedPhoto> photos_;
  std::vector<Error> refused_photos_;
  std::vector<Error> mistakes_;
  std::string stored_;  ///< number or token, as a JSON text
};

}  // namespace

Reply create_request(const Exchange& exchange) {
  const auto key = key_for_sending(exchange);
  if (!key.ok()) return refusal({key.error()}, exchange.language);
  const auto repeat = repeat_of(exchange, key.value());
  if (!repeat.ok()) return refusal({repeat.error()}, exchange.language);
  Creating creating(exchange, key.value(), repeat.value());
  const auto done =
      exchange.options.store.write([&](desk::Transaction& tx) { return creating.run(tx); });
  if (done.ok()) return creating.reply();
  if (!creating.mistakes().empty()) return refusal(creating.mistakes(), exchange.language);
  return refusal({done.error()}, exchange.language);
}

}  // namespace kept::http
