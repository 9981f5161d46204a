#include "http/api/door.h"

#include <charconv>

#include "base/secret.h"
#include "desk/api_keys.h"
#include "desk/case_work.h"
#include "http/api/problem.h"

namespace kept::http {
namespace {

const base::Error kNotSignedIn{base::ErrorKind::kUnauthenticated, "session.missing",
                               "Sign in first.", ""};

const base::Error kDisabled = base::forbidden("account.disabled", "This account is disabled.");

const base::Error kUnknownKey{base::ErrorKind::kUnauthenticated, "api_key.unknown",
                              "This key is not in force.", ""};

const base::Error kOtherScope =
    base::forbidden("api_key.scope", "This key sends requests by Open311; it reads nothing here.");

const base::Error kKeysOnlyRead = base::forbidden(
    "api_key.only_reads", "A program's key reads; changes need somebody signed in.");

/// The key of a program that asks; sent instead of a session.
std::optional<std::string> api_key_in(const Request& request) {
  constexpr std::string_view kBearer = "Bearer ";
  const auto header = request.header("authorization");
  if (!header || !header->starts_with(kBearer)) return std::nullopt;
  return header->substr(kBearer.size());
}

Response answered(const desk::Transaction::Remembered& answer) {
  return {answer.status, "application/json; charset=utf-8", answer.response, {}};
}

}  // namespace

Response json_response(int status, const json::object& body) {
  Response response;
  response.status = status;
  if (status != 204) response.body = json::serialize(body);
  return response;
}

base::Result<std::string> Look::language() const {
  std::string wanted = request.query_value("language").value_or("en");
  if (wanted == "en" || wanted == "fr") return wanted;
  return base::invalid("/language", "field.unknown_word", "The languages are en and fr.");
}

base::Error Change::refused_form() { return base::invalid("", "form.mistakes", ""); }

base::Result<std::optional<std::int64_t>> Look::number(const char* name, std::int64_t least,
                                                       std::int64_t most) const {
  const auto text = request.query_value(name);
  if (!text) return std::optional<std::int64_t>();
  const auto number = whole_number(*text);
  if (number && *number >= least && *number <= most) return number;
  return base::invalid("/" + std::string(name), "field.not_a_number",
                       "This must be a whole number within its limits.");
}

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

base::Result<desk::CaseRef> Change::case_ref(Form& form) const {
  const auto version = form.version();
  const auto id = desk::case_for(tx, who, request.parameters.at("number"));
  if (!id.ok()) {
    return base::not_found("case.unknown", "There is no case with that number.");
  }
  return desk::CaseRef{id.value(),
                       version ? std::optional(static_cast<int>(*version)) : std::nullopt};
}

base::Result<desk::CaseRef> Change::case_of(domain::DutyKind kind, const char* name,
                                            Form& form) const {
  const auto version = form.version();
  const auto duty = path_id<domain::DutyId>(name);
  if (!duty.ok()) return duty.error();
  const auto id = tx.case_of_duty(kind, duty.value());
  if (!id || !desk::sees_case(tx, who, *id)) {
    return base::not_found("duty.unknown", "There is no such promise or question.");
  }
  return desk::CaseRef{*id, version ? std::optional(static_cast<int>(*version)) : std::nullopt};
}

base::Result<json::object> Change::shown(const base::Result<domain::CaseId>& result) const {
  if (!result.ok()) return result.error();
  return view.case_by_id(result.value());
}

std::optional<desk::StaffRow> Door::signed_in(const Request& request) {
  const auto cookie = request.cookie("kept311_session");
  const auto id = cookie ? sessions_.staff_of(*cookie) : std::nullopt;
  if (!id) return std::nullopt;
  std::optional<desk::StaffRow> staff;
  options_.store.read([&](desk::Reader& reader) {
    if (!reader.has_ended(sessions_.ending(*cookie).session)) staff = reader.staff_member(*id);
  });
  if (!staff || !sessions_.matches(*cookie, *staff)) return std::nullopt;
  return staff;
}

base::Result<desk::Principal> Door::reader_of(const Request& request) {
  if (const auto secret = api_key_in(request)) return program_with(*secret);
  const auto me = signed_in(request);
  if (!me) return kNotSignedIn;
  if (!me->active) return kDisabled;
  return desk::Principal{me->id, me->role, domain::Origin::console};
}

base::Result<desk::Principal> Door::program_with(const std::string& secret) {
  std::optional<desk::ApiKeyRow> key;
  bool note = false;
  options_.store.read([&](desk::Reader& reader) {
    key = desk::api_key_of(reader, secret);
    note = key && desk::is_use_to_note(*key, reader.now());
  });
  if (!key) return kUnknownKey;
  if (!key->opens(desk::KeyScope::figures)) return kOtherScope;
  if (note) {
    const auto noted = options_.store.write([&](desk::Transaction& tx) -> base::Result<base::Done> {
      desk::note_use(tx, key->id);
      return base::Done{};
    });
    // When a key was last used is worth less than the reading: a full disk does not stop it.
    static_cast<void>(noted);
  }
  return desk::principal_of(*key);
}

std::int64_t Door::statements() const { return options_.statements ? options_.statements() : 0; }

Response Door::telling_statements(std::int64_t before, Response response) const {
  if (options_.statements) {
    response.headers.emplace_back("X-Kept311-Statements", std::to_string(statements() - before));
  }
  return response;
}

Handler Door::answer(std::optional<desk::Action> needs, AnswerWork work) {
  return [this, needs, work = std::move(work)](const Request& request) -> Response {
    const std::int64_t before = statements();
    const auto asking = reader_of(request);
    if (!asking.ok()) return problem(asking.error());
    const desk::Principal who = asking.value();
    if (needs) {
      if (const auto allowed = desk::require(who, *needs); !allowed.ok()) {
        return problem(allowed.error());
      }
    }
    Response response;
    options_.store.read([&](desk::Reader& reader) {
      View view(reader, options_.signer, who);
      Look look{request, who, reader, view};
      response = work(look);
    });
    return telling_statements(before, std::move(response));
  };
}

Handler Door::read(std::optional<desk::Action> needs, ReadWork work) {
  return answer(needs, [work = std::move(work)](Look& look) {
    const auto result = work(look);
    return result.ok() ? json_response(200, result.value()) : problem(result.error());
  });
}

base::Result<desk::StaffRow> Door::changer_of(const Request& request) {
  if (api_key_in(request)) return kKeysOnlyRead;
  auto me = signed_in(request);
  if (!me) return kNotSignedIn;
  if (request.header("x-csrf-token") != sessions_.csrf(*request.cookie("kept311_session"))) {
    return base::forbidden("csrf.missing",
                           "The request does not show this session's X-CSRF-Token.");
  }
  return *std::move(me);
}

Handler Door::errand(desk::Action needs, ErrandWork work) {
  return [this, needs, work = std::move(work)](const Request& request) -> Response {
    const auto me = changer_of(request);
    if (!me.ok()) return problem(me.error());
    if (!me->active) return problem(kDisabled);
    const desk::Principal who{me->id, me->role, domain::Origin::console};
    if (const auto allowed = desk::require(who, needs); !allowed.ok()) {
      return problem(allowed.error());
    }
    if (const auto reason = unreadable(request)) return problem(*reason);
    const auto body = parse_body(request.body);
    if (!body.ok()) return problem(body.error());
    Mistakes mistakes;
    Errand errand{me.value(), mistakes, body.value()};
    const auto result = work(errand);
    if (!mistakes.empty()) return problem(mistakes);
    return result.ok() ? json_response(200, result.value()) : problem(result.error());
  };
}

Handler Door::change(const char* operation, int status, ChangeWork work) {
  return [this, operation, status, work = std::move(work)](const Request& request) -> Response {
    const std::int64_t before = statements();
    const auto me = changer_of(request);
    if (!me.ok()) return problem(me.error());
    // Who was disabled in the middle of a call may still wrap it up, and nothing else.
    if (!me->active && std::string_view(operation) != "end_interaction") {
      return problem(kDisabled);
    }
    return telling_statements(
        before,
        run_change(request, operation, status, {me->id, me->role, domain::Origin::console}, work));
  };
}

std::optional<base::Error> unreadable(const Request& request) {
  if (request.body.empty()) return std::nullopt;
  const std::string type = request.header("content-type").value_or("");
  if (type.substr(0, type.find_first_of("; ")) == "application/json") return std::nullopt;
  return base::invalid("", "body.wrong_type", "Send the body as application/json.");
}

Response Door::run_change(const Request& request, const char* operation, int status,
                          const desk::Principal& who, const ChangeWork& work) {
  if (const auto reason = unreadable(request)) return problem(*reason);
  const auto parsed = parse_body(request.body.empty() ? "{}" : request.body);
  if (!parsed.ok()) return problem(parsed.error());
  const auto key = request.header("idempotency-key");
  if (key && (key->empty() || key->size() > 200)) {
    return problem(
        base::invalid("", "idempotency.bad_key", "An Idempotency-Key has 1 to 200 characters."));
  }
  const std::string scope = std::to_string(who.staff.value) + " " + operation;
  const std::string body_digest = base::digest_of(request.path + "\n" + request.body);
  Mistakes mistakes;
  Response response;
  const auto done = options_.store.write([&](desk::Transaction& tx) -> base::Result<base::Done> {
    mistakes.clear();
    if (key) {
      if (const auto first = tx.remembered(scope, *key)) {
        if (first->body_digest != body_digest) {
          return base::refused("idempotency.other_body",
                               "This Idempotency-Key was used for another request.");
        }
        response = answered(*first);
        return base::Done{};
      }
    }
    View view(tx, options_.signer, who);
    Change change{request, who, tx, view, mistakes, parsed.value()};
    const auto result = work(change);
    if (!mistakes.empty()) return mistakes.front();
    if (!result.ok()) return result.error();
    response = json_response(status, result.value());
    if (key) tx.remember(scope, *key, {body_digest, status, response.body, view.shown_contacts()});
    return base::Done{};
  });
  if (done.ok()) return response;
  if (!mistakes.empty()) return problem(mistakes);
  if (done.error().reason == "case.changed") {
    return changed_meanwhile(request, who, done.error(), parsed.value());
  }
  return problem(done.error());
}

Response Door::changed_meanwhile(const Request& request, const desk::Principal& who,
                                 const base::Error& error, const json::value& body) {
  const auto* version = body.as_object().if_contains("expected_version");
  const int seen =
      version != nullptr && version->is_int64() ? static_cast<int>(version->get_int64()) : 0;
  json::array since;
  options_.store.read([&](desk::Reader& reader) {
    std::optional<domain::CaseId> id;
    if (request.parameters.contains("number")) {
      const auto found = desk::case_by_number(reader, request.parameters.at("number"));
      if (found.ok()) id = found.value();
    } else {
      for (const auto& [name, kind] : {std::pair("promise", domain::DutyKind::promise),
                                       std::pair("ask", domain::DutyKind::ask)}) {
        const auto given = request.parameters.find(name);
        if (given == request.parameters.end()) continue;
        id = reader.case_of_duty(kind, domain::DutyId{whole_number(given->second).value_or(0)});
      }
    }
    if (!id) return;
    View view(reader, options_.signer, who);
    const desk::CaseFile file = reader.case_file(*id);
    const bool sees = view.sees_residents(desk::hands_of(file.state));
    for (auto& entry : view.timeline(file, sees)) {
      if (entry.as_object().at("seq").as_int64() > seen) since.push_back(entry);
    }
  });
  return problem(error, since);
}

}  // namespace kept::http
