#include "trunk/trunk_presence.h"

#include <fmt/format.h>
#include <sofia-sip/nua_tag.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/sip_tag.h>

#include <algorithm>
#include <utility>

#include "trunk/sip_text.h"

namespace kept::trunk {
namespace {

using namespace std::chrono_literals;

/// For an answer to OPTIONS, on a line of the city's own.
constexpr auto kAnswerWithin = 4s;
/// Who is away is asked more often, so that callers wait no longer than they must.
constexpr auto kAskAwayAgain = 5s;
constexpr auto kRegisterAgain = 20s;
/// Some registrars lock out who tries a wrong password often.
constexpr auto kRefusedAgain = 300s;
constexpr const char* kRegistrationSeconds = "600";

}  // namespace

TrunkPresence::TrunkPresence(TrunkPresenceOptions options)
    : options_(std::move(options)),
      answers_(options_.keep_alive == 0s),
      silence_("it has not been asked yet"),
      is_registered_(!options_.registers),
      refusal_("it is not registered yet") {
  standing_ = {options_.name, answers_ && is_registered_,
               answers_ ? (is_registered_ ? "" : refusal_) : silence_};
}

nua_handle_t* TrunkPresence::new_handle(const std::string& user) const {
  const std::string from = user.empty() ? fmt::format("<sip:{}>", options_.host)
                                        : fmt::format("<sip:{}@{}>", user, options_.host);
  const std::string to = user.empty() ? fmt::format("<{}>", options_.gateway) : from;
  return nua_handle(nua_, nullptr, NUTAG_URL(options_.gateway.c_str()),
                    SIPTAG_FROM_STR(from.c_str()), SIPTAG_TO_STR(to.c_str()), TAG_END());
}

void TrunkPresence::begin(nua_t* nua) {
  nua_ = nua;
  asks_at_ = Clock::now();
  if (options_.registers) registers_at_ = Clock::now();
  pass_time();
}

void TrunkPresence::pass_time() {
  if (nua_ == nullptr) return;
  const auto now = Clock::now();
  if (registers_at_ && now >= *registers_at_) register_again();
  if (options_.keep_alive == 0s || now < asks_at_) return;
  if (question_ == nullptr) return ask();
  drop_question();
  is_away("it does not answer");
}

void TrunkPresence::ask() {
  question_ = new_handle("");
  asks_at_ = Clock::now() + kAnswerWithin;
  nua_options(question_, TAG_END());
}

void TrunkPresence::drop_question() {
  if (question_ != nullptr) nua_handle_destroy(std::exchange(question_, nullptr));
}

void TrunkPresence::is_there() {
  answers_ = true;
  asks_at_ = Clock::now() + options_.keep_alive;
  judge();
}

void TrunkPresence::is_away(const std::string& why) {
  answers_ = false;
  silence_ = why;
  asks_at_ = Clock::now() + std::min<std::chrono::seconds>(kAskAwayAgain, options_.keep_alive);
  judge();
}

void TrunkPresence::register_again() {
  registers_at_.reset();
  has_identified_ = false;
  if (registration_ == nullptr) registration_ = new_handle(options_.user);
  nua_register(registration_, NUTAG_REGISTRAR(options_.gateway.c_str()),
               NUTAG_M_USERNAME(options_.user.c_str()), SIPTAG_EXPIRES_STR(kRegistrationSeconds),
               // It speaks for one address of the city's network; nothing is to be found out.
               NUTAG_OUTBOUND("no-outbound no-natify no-validate no-options-keepalive"), TAG_END());
}

void TrunkPresence::take_registration(int status, const sip_t* sip) {
  if (status < 200) return;
  if (is_challenge(status)) {
    const auto credentials = credentials_for(sip, options_.user, options_.password);
    if (credentials && !std::exchange(has_identified_, true)) {
      nua_authenticate(registration_, NUTAG_AUTH(credentials->c_str()), TAG_END());
      return;
    }
    refusal_ = credentials ? "it refuses the user or the password"
                           : "it wants to be shown another proof than a digest by MD5 or SHA-256";
  } else if (status < 300) {
    has_identified_ = false;
    is_registered_ = true;
    return judge();
  } else {
    refusal_ = fmt::format("it refuses the registration ({})", status);
  }
  is_registered_ = false;
  const bool is_refused = is_challenge(status) || status == 403;
  registers_at_ =
      Clock::now() + (is_refused ? kRefusedAgain : std::chrono::seconds(kRegisterAgain));
  nua_handle_destroy(std::exchange(registration_, nullptr));
  judge();
}

bool TrunkPresence::takes(nua_event_t event, int status, nua_handle_t* handle, const sip_t* sip) {
  if (handle == nullptr) return false;
  if (handle == question_) {
    if (event != nua_r_options || status < 200) return true;
    drop_question();
    // Whatever a gateway thinks of the question: it is there. 503 is what Sofia says by itself,
    // too, when there is no way to it or its certificate is another's.
    if (status == 408 || status == 503) {
      is_away(fmt::format("it cannot be reached, or takes no calls ({})", status));
    } else {
      is_there();
    }
    return true;
  }
  if (handle != registration_) return false;
  if (event == nua_r_register) take_registration(status, sip);
  if (event == nua_r_unregister && status >= 200) abandon();
  return true;
}

void TrunkPresence::judge() {
  const bool is_up = answers_ && is_registered_;
  const std::string why = !answers_ ? silence_ : is_registered_ ? "" : refusal_;
  {
    const std::lock_guard lock(standing_mutex_);
    if (standing_.is_up == is_up && standing_.why == why) return;
    standing_ = {options_.name, is_up, why};
  }
  options_.report({options_.name, is_up, why});
}

void TrunkPresence::end() {
  drop_question();
  nua_ = nullptr;
  if (registration_ != nullptr) nua_unregister(registration_, TAG_END());
}

void TrunkPresence::abandon() {
  if (registration_ != nullptr) nua_handle_destroy(std::exchange(registration_, nullptr));
}

TrunkStanding TrunkPresence::standing() const {
  const std::lock_guard lock(standing_mutex_);
  return standing_;
}

}  // namespace kept::trunk
