#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "desk/adopt_record.h"
#include "desk/api_keys.h"
#include "desk/join_request.h"
#include "desk/receive_request.h"
#include "http/open311/exchange.h"
#include "http/open311/keys.h"
#include "http/open311/photos.h"
#include "http/open311/request_form.h"
#include "http/open311/tokens.h"

namespace kept::http {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kJoined = "joined ";  // before a number, where an answer is kept

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

/// The first answer is kept as number or token, which either format can say again.
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

/// What is answered. One who sent a request may read all of it with its token, which clients of the
/// standard would take for that of a number that is not told yet; so it does not stand beside a
/// number, but in a header, and where the extensions are asked for.
struct Answer {
  std::string number;  ///< empty: not told yet
  std::string token;   ///< empty: the request is somebody else's
};

std::string address_of(const Exchange& exchange, const Answer& answer) {
  const char* format = exchange.format == Format::xml ? ".xml" : ".json";
  return exchange.origin() + "/open311/v2/requests/" + answer.number + format +
         "?token=" + answer.token;
}

std::string notice(const Answer& answer, const std::string& language) {
  if (!answer.token.empty()) return "";
  return language == "fr"
             ? "Cette demande nous a déjà été faite; vous serez informé de son résultat."
             : "This was asked for already; you will be told how it ends.";
}

Reply written_answer(const Exchange& exchange, const Answer& answer) {
  const bool is_told = !answer.number.empty();
  const bool is_own = !answer.token.empty();
  const auto told =
      is_told ? std::pair("service_request_id", answer.number) : std::pair("token", answer.token);
  std::vector<Node::Field> fields{
      {told.first, Node::text(told.second)},
      {"service_notice", Node::text(notice(answer, exchange.language))},
      {"account_id", Node::text(exchange.arguments.one("account_id").value_or(""))}};
  Reply reply;
  if (is_told && is_own) {
    const std::string address = address_of(exchange, answer);
    reply.headers.emplace_back("Link", "<" + address + ">; rel=\"self\"");
    if (exchange.arguments.one("extensions") == "true") {
      fields.emplace_back("extended_attributes", Node::fields({{"token", Node::text(answer.token)},
                                                               {"url", Node::text(address)}}));
    }
  }
  reply.document = {"service_requests", Node::list("request", {Node::fields(std::move(fields))})};
  return reply;
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
        return answer_again(tx, *first);
      }
    }
    const auto service = wanted_service(tx, exchange_.arguments);
    if (!service.ok()) return service.error();
    const auto joins = exchange_.arguments.one("joins");
    const auto word = joins ? join(tx, service.value(), *joins) : receive(tx, service.value(), {});
    if (!word.ok()) return word.error();
    if (desk::is_use_to_note(key_, tx.now())) desk::note_use(tx, key_.id);
    if (repeat_) {
      const std::string kept = "\"" + word.value() + "\"";
      tx.remember(repeat_->scope, repeat_->key, {repeat_->body_digest, 200, kept});
    }
    return base::Done{};
  }

  [[nodiscard]] const std::vector<Error>& mistakes() const { return mistakes_; }

  [[nodiscard]] Reply reply() const { return written_answer(exchange_, answer_); }

 private:
  Result<base::Done> answer_again(desk::Transaction& tx,
                                  const desk::Transaction::Remembered& first) {
    if (first.body_digest != repeat_->body_digest) {
      return base::refused("idempotency.other_body",
                           "This Idempotency-Key was used for another request.");
    }
    if (!first.response.starts_with('"')) {
      return base::refused("idempotency.redacted",
                           "The first answer is gone with the data of whoever it was for.");
    }
    const std::string word = first.response.substr(1, first.response.size() - 2);
    if (word.starts_with(kJoined)) {
      answer_ = {word.substr(kJoined.size()), ""};
    } else if (word.find_first_not_of("0123456789") != std::string::npos) {
      answer_ = {"", word};
    } else {
      const auto id = tx.find_case(std::stoll(word));
      answer_ = {word, id ? token_of(exchange_.options.signer, *id) : ""};
    }
    return base::Done{};
  }

  /// What is kept of the answer, as `join` gives it, too.
  Result<std::string> receive(desk::Transaction& tx, const desk::ServiceRow& service,
                              const std::optional<desk::RecordRef>& adopts) {
    desk::RequestForm form =
        RequestForm(exchange_.arguments, tx.zone(), mistakes_).request(service);
    form.language = exchange_.language;
    form.photos = photos_;
    form.adopts = adopts;
    const auto received = desk::receive_request(tx, key_, std::move(form), mistakes_);
    if (!received.ok()) return received.error();
    const bool is_told = received.value().number_from <= tx.now();
    answer_ = {is_told ? std::to_string(received.value().number) : "",
               token_of(exchange_.options.signer, received.value().id)};
    return is_told ? answer_.number : answer_.token;
  }

  Result<std::string> join(desk::Transaction& tx, const desk::ServiceRow& service,
                           const std::string& joins) {
    if (!photos_.empty()) {
      mistakes_.push_back(base::invalid("/joins", "joins.photos", "Files are not joined."));
    }
    if (const auto record = desk::record_to_join(tx, service, joins)) {
      return receive(tx, service, record);
    }
    desk::JoinForm form =
        RequestForm(exchange_.arguments, tx.zone(), mistakes_).join(service, joins);
    form.language = exchange_.language;
    const auto joined = desk::join_request(tx, form, mistakes_);
    if (!joined.ok()) return joined.error();
    answer_ = {std::to_string(joined.value()), ""};
    return std::string(kJoined) + answer_.number;
  }

  const Exchange& exchange_;
  desk::ApiKeyRow key_;
  std::optional<Repeat> repeat_;
  std::vector<desk::DevelopedPhoto> photos_;
  std::vector<Error> refused_photos_;
  std::vector<Error> mistakes_;
  Answer answer_;
};

}  // namespace

Reply create_request(const Exchange& exchange) {
  const auto sending = key_for_sending(exchange);
  if (const auto* refused = std::get_if<Reply>(&sending)) return *refused;
  const auto& key = std::get<desk::ApiKeyRow>(sending);
  const auto repeat = repeat_of(exchange, key);
  if (!repeat.ok()) return refusal({repeat.error()}, exchange.language);
  Creating creating(exchange, key, repeat.value());
  const auto done =
      exchange.options.store.write([&](desk::Transaction& tx) { return creating.run(tx); });
  if (done.ok()) return creating.reply();
  if (!creating.mistakes().empty()) return refusal(creating.mistakes(), exchange.language);
  return refusal({done.error()}, exchange.language);
}

}  // namespace kept::http
