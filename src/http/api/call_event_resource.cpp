#include "desk/ports/telephone.h"
#include "desk/telephone/record_call_event.h"
#include "http/api/problem.h"
#include "http/api/resources.h"
#include "http/api/signed_request.h"
#include "http/api/telephony.h"

namespace kept::http {
namespace {

void expect_for(const desk::CallEvent& event, Mistakes& mistakes) {
  const auto missing = [&](const char* pointer) {
    mistakes.push_back(base::invalid(pointer, "field.missing", "This is needed."));
  };
  using Kind = desk::CallEventKind;
  if (event.kind == Kind::digit && event.digit.empty()) missing("/digit");
  if (event.kind == Kind::offered && event.agent.empty()) missing("/agent");
  if (event.kind == Kind::failed && event.reason.empty()) missing("/reason");
  if (event.kind == Kind::recording && event.recording.empty()) missing("/recording");
}

desk::CallEvent event_of(const json::value& body, const std::string& provider, Mistakes& mistakes) {
  Form form(body, "", mistakes);
  desk::CallEvent event;
  event.provider = form.text("provider", {1, 40});
  event.event_id = form.text("event_id", {1, 100});
  event.call = form.text("call_id", {1, 100});
  event.kind = form.word<desk::CallEventKind>("event");
  event.caller = form.maybe_text("caller", {0, 40}).value_or("");
  event.callee = form.maybe_text("callee", {0, 40}).value_or("");
  event.queue = form.maybe_text("queue", {0, 40}).value_or("");
  event.agent = form.maybe_text("agent", {0, 60}).value_or("");
  event.digit = form.maybe_text("digit", {1, 1}).value_or("");
  event.reason = form.maybe_one_of("reason", {"busy", "no_answer", "voicemail", "unreachable",
                                              "declined", "disk", "not_told"})
                     .value_or("");
  event.recording = form.maybe_text("recording", {1, 64}).value_or("");
  event.at = form.instant("at");
  form.done();
  if (!mistakes.empty()) return event;
  if (event.provider != provider) {
    mistakes.push_back(base::invalid("/provider", "call.provider_unknown",
                                     "This secret belongs to another provider."));
  }
  if (event.digit.find_first_not_of("0123456789*#") != std::string::npos) {
    mistakes.push_back(base::invalid("/digit", "field.no_digits", "Give one of 0 to 9, * and #."));
  }
  expect_for(event, mistakes);
  return event;
}

Response record(desk::Store& store, const CallTeller& teller, const Request& request) {
  if (const auto error = not_signed(request, teller.secret)) return problem(*error);
  if (const auto reason = unreadable(request)) return problem(*reason);
  const auto body = parse_body(request.body);
  if (!body.ok()) return problem(body.error());
  Mistakes mistakes;
  const desk::CallEvent event = event_of(body.value(), teller.provider, mistakes);
  if (!mistakes.empty()) return problem(mistakes);
  const auto receipt = desk::write<desk::CallEventReceipt>(store, [&](desk::Transaction& tx) {
    return desk::record_call_event(tx, event, teller.ways);
  });
  if (!receipt.ok()) return problem(receipt.error());
  json::object told{{"applied", receipt->applied},
                    {"repeated", receipt->repeated},
                    {"call", nullptr},
                    {"why_not", nullptr}};
  if (receipt->call) told["call"] = receipt->call->value;
  if (!receipt->why_not.empty()) told["why_not"] = receipt->why_not;
  return json_response(200, told);
}

}  // namespace

void add_call_events(Router& router, desk::Store& store, const CallTeller& teller) {
  router.on("POST", "/api/v1/telephony/events",
            [&store, teller](const Request& request) { return record(store, teller, request); });
}

void add_telephony(Router& router, const TelephonyOptions& options) {
  if (options.teller) add_call_events(router, options.store, *options.teller);
  if (options.lines != nullptr) add_simulated_lines(router, *options.lines);
}

}  // namespace kept::http
